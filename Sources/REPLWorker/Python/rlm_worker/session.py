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

    def __init__(self, names, answers, output, interrupts, threads, loop, output_limit, asking):
        """`asking` are the names of the functions that ask models."""
        self._names = names
        self._answers = answers
        self._output = output
        self._interrupts = interrupts
        self._threads = threads
        self._loop = loop
        self._output_limit = output_limit
        self._asking = asking
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
        notes = self._restore() + self._end_what_goes_on(outcome)
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
            cell = CompiledCell(source, filename, self._sites, self._asking)
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
                self._join()
            finally:
                self._interrupts.running = False
                self._names.restore_builtins()
            return COMPLETED
        except SystemExit as error:
            self._output.write_error(f"note: the cell ended itself (SystemExit: {error.code}); the session goes on.\n")
            return COMPLETED
        except BaseException as error:
            self._interrupts.running = False
            outcome = self._report(error)
        if outcome == RAISED:
            self._interrupts.running = True
            self._threads.join_pools()
        return outcome

    def _join(self):
        try:
            self._threads.join()
        except CellTimeout as error:
            raise CellTimeout(f"{error}, when its code had ended and threads of it had not") from None

    def _evaluate(self, cell):
        if any(code.co_flags & _COROUTINE for code, _, _ in cell.parts):
            return self._loop.run(self._evaluate_in_loop(cell))
        for part in cell.parts:
            self._take(part, eval(part[0], self._names.values))

    async def _evaluate_in_loop(self, cell):
        """What does not await runs in the loop as well, and may make tasks there."""
        for part in cell.parts:
            value = eval(part[0], self._names.values)
            self._take(part, await value if part[0].co_flags & _COROUTINE else value)

    def _take(self, part, value):
        """Shows the value of an expression, if it is one to show, and keeps the last one as `_`."""
        _, expression, is_last = part
        if expression is None or value is None:
            return
        if is_last:
            self._names.values["_"] = value
        if is_last or echo.is_worth_showing(value, called_name(expression), self._names):
            self._show(value)

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
        """Undoes what the cell did to the process; returns what the model should know of."""
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
        return self._names.restore()

    def _end_what_goes_on(self, outcome):
        """Ends the cell's threads; returns a sentence for each kind of what it leaves."""
        notes = []
        # A cell that was interrupted has to end soon, or the host kills it.
        ended, endless = self._threads.end(0.1 if outcome == TIMED_OUT else 1)
        if ended:
            notes.append(f"threads that would have gone on after the cell were ended: {ended}.")
        if endless:
            notes.append(f"threads that still wait, or compute in C, end as soon as they go on: {endless}.")
        unfinished = self._loop.unfinished()
        if unfinished:
            notes.append(f"asyncio tasks that have not finished stand still until a cell awaits something: {unfinished}.")
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
