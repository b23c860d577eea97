"""Runs cells one after another in one namespace and tells the host how each ended."""
import gc
import os
import sys

from . import echo, tracebacks, wire
from .compilation import CompiledCell, called_name
from .interrupts import CellTimeout
from .reserve import Reserve

COMPLETED, RAISED, TIMED_OUT = b"\x00", b"\x01", b"\x02"

#: The flag of code that uses `await` outside of functions (`inspect.CO_COROUTINE`).
_COROUTINE = 0x80

#: Characters of an answer that are sent; nobody reads more.
_LONGEST_ANSWER = 8 << 20


class Session:
    """All that lives from cell to cell."""

    def __init__(self, names, answers, output, interrupts, threads, loop, output_limit):
        self._names = names
        self._answers = answers
        self._output = output
        self._interrupts = interrupts
        self._threads = threads
        self._loop = loop
        self._output_limit = output_limit
        self._recursion_limit = sys.getrecursionlimit()
        self._folder = os.getcwd()
        self._reserve = Reserve()
        self._symbols = None
        self._sites = None
        self._ahead = None

    def batch(self, sites, ahead):
        """Has the loops of cells found, and their calls of models sent ahead."""
        self._sites = sites
        self._ahead = ahead

    def foresee(self, symbols):
        """Has told at the end of each cell how much was prepared for it and was of use."""
        self._symbols = symbols

    def run(self, number, fields):
        """Runs one cell to its end, whatever it does, and sends how it ended."""
        source = str(fields[0], "utf-8", "replace")
        try:
            outcome = self._execute(source, f"<cell {number}>")
        except CellTimeout as error:
            outcome = self._report(error)
        finally:
            self._interrupts.running = False
        self._output.flush()
        notes = self._restore()
        final, draft = self._answer(notes)
        notes += self._reserve.refill()
        if notes:
            self._output.write_error("".join(f"note: {note}\n" for note in notes))
        self._output.flush()
        self._remember(source, outcome)
        self._send(number, outcome, final, draft)

    def _execute(self, source, filename):
        self._answers.begin(None)
        tracebacks.remember(filename, source)
        try:
            cell = CompiledCell(source, filename, self._sites)
        except BaseException as error:
            if isinstance(error, MemoryError):
                self._reserve.release()
            self._output.write_error(tracebacks.text_of_syntax_error(error))
            return RAISED
        self._answers.begin(cell.tree)
        try:
            self._interrupts.running = True
            try:
                self._evaluate(cell)
                self._threads.join()
            finally:
                self._interrupts.running = False
                self._names.restore_builtins()
            return COMPLETED
        except SystemExit as error:
            self._output.write_error(f"note: the cell ended itself (SystemExit: {error.code}); the session goes on.\n")
            return COMPLETED
        except BaseException as error:
            self._interrupts.running = False
            return self._report(error)

    def _evaluate(self, cell):
        for code, expression, is_last in cell.parts:
            value = self._value(code)
            if expression is None or value is None:
                continue
            if is_last:
                self._names.values["_"] = value
            if is_last or echo.is_worth_showing(value, called_name(expression), self._names):
                self._show(value)

    def _value(self, code):
        values = self._names.values
        value = eval(code, values)
        return self._loop.run(value) if code.co_flags & _COROUTINE else value

    def _show(self, value):
        sys.stdout.write(echo.shown(value, self._output_limit) + "\n")

    def _report(self, error):
        """Writes the traceback; the frames it holds on to are let go with it."""
        if isinstance(error, MemoryError):
            self._reserve.release()
        self._output.flush()
        self._output.write_error(tracebacks.text_of(error, self._names))
        return TIMED_OUT if isinstance(error, CellTimeout) else RAISED

    def _restore(self):
        """Undoes what the cell did to the process."""
        if self._ahead is not None:
            self._ahead.end_cell()
        sys.settrace(None)
        sys.setprofile(None)
        sys.setrecursionlimit(self._recursion_limit)
        gc.enable()
        self._interrupts.restore()
        self._threads.restore()
        self._output.restore()
        try:
            os.chdir(self._folder)
        except OSError:
            pass
        notes = self._names.restore()
        ended, endless = self._threads.end(1)
        if ended:
            notes.append(f"threads that would have gone on after the cell were ended: {ended}.")
        if endless:
            notes.append(f"threads that cannot be ended go on after the cell: {endless}.")
        return notes

    def _remember(self, source, outcome):
        history = self._names.history
        history.append({"code": source, "ok": outcome == COMPLETED})
        del history[:-200]

    def _answer(self, notes):
        """The final answer and the draft; what cannot be made text is told to the model."""
        try:
            return self._answers.settle(self._names.values, notes), self._answers.draft_text()
        except Exception as error:
            notes.append(f"`answer` could not be read: {type(error).__name__}")
            return self._answers.final, None

    def _send(self, number, outcome, final, draft):
        fields = [outcome, flag(final), answer_bytes(final), flag(draft), answer_bytes(draft)]
        foreseen = (self._symbols.foreseen, self._symbols.foreseen_used) if self._symbols else (0, 0)
        fields += [b"%d" % count for count in foreseen]
        for name, kind in self._names.described():
            fields += [name[:200].encode("utf-8", "replace"), kind[:200].encode("utf-8", "replace")]
        wire.write_frame(wire.DONE, number, fields)


def flag(value):
    return b"\x00" if value is None else b"\x01"


def answer_bytes(text):
    return (text or "")[:_LONGEST_ANSWER].encode("utf-8", "replace")
