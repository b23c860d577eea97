"""Calls to other models: from any thread, one by one or many at once, and from asyncio."""
import _thread
from _collections import deque

from . import wire

MODEL, RECURSIVE = b"\x01", b"\x02"


class SubcallError(RuntimeError):
    """A call to a model that failed; its text says why."""

    # Tracebacks name an exception of these modules without the module.
    __module__ = "builtins"


class SubcallFailure(str):
    """What stands in a batch's results in place of a reply that failed: a text that starts with "Error: "."""

    __slots__ = ()


class Reply(str):
    """A model's reply: a string, which `await` leaves as it is."""

    __slots__ = ()

    def __await__(self):
        return self
        yield


class Call:
    """One call on its way; `text` is set once it has ended."""

    __slots__ = ("fields", "number", "text", "failed", "_ended", "_waiter")

    def __init__(self, fields):
        self.fields = fields
        self.number = None
        self.text = None
        self.failed = False
        self._ended = _thread.allocate_lock()
        self._ended.acquire()
        self._waiter = None

    def end(self, text, failed):
        self.text = text
        self.failed = failed
        self._ended.release()
        waiter = self._waiter
        if waiter is not None:
            waiter()

    def wait(self):
        self._ended.acquire()
        self._ended.release()

    def tell(self, waiter):
        """Calls `waiter` when the call has ended: perhaps at once, perhaps twice, perhaps on another thread."""
        self._waiter = waiter
        if self.text is not None:
            waiter()

    def result(self):
        if self.failed:
            raise SubcallError(self.text)
        return Reply(self.text)

    def result_in_batch(self):
        return SubcallFailure(f"Error: {self.text}") if self.failed else Reply(self.text)


class Calls:
    """All calls of the worker: at most `limit` are with the host, the others wait in the order they came."""

    def __init__(self, limit):
        self._limit = limit
        self._guard = _thread.allocate_lock()
        self._with_host = {}
        self._waiting = deque()
        self._last = 0

    def start(self, kind, prompt, context=None, model=None):
        call = Call(
            [
                kind,
                encode(prompt),
                b"\x01" if context is not None else b"\x00",
                encode(context or ""),
                encode(model or ""),
            ]
        )
        if sum(map(len, call.fields)) > wire.LONGEST - 1024:
            raise SubcallError(
                f"the prompt is too long to send ({len(prompt) + len(context or '')} characters); cut it into pieces"
            )
        with self._guard:
            self._waiting.append(call)
        self._send()
        return call

    def wait(self, calls):
        """Waits for all; when that is interrupted, those not sent yet are dropped."""
        try:
            for call in calls:
                call.wait()
        except BaseException:
            self.drop(calls)
            raise

    def drop(self, calls):
        with self._guard:
            for call in calls:
                if call.number is None and call.text is None:
                    try:
                        self._waiting.remove(call)
                    except ValueError:
                        pass

    def on_reply(self, number, fields):
        """Called by the reading thread."""
        with self._guard:
            call = self._with_host.pop(number, None)
        if call is not None:
            call.end(str(fields[1], "utf-8", "replace"), fields[0] != b"\x00")
        self._send()

    def _send(self):
        while True:
            with self._guard:
                if not self._waiting or len(self._with_host) >= self._limit:
                    return
                call = self._waiting.popleft()
                self._last = self._last % 0xFFFF_FFFF + 1
                call.number = self._last
                self._with_host[call.number] = call
            fields, call.fields = call.fields, None
            wire.write_frame(wire.SUBCALL, call.number, fields)


def encode(text):
    """UTF-8; a lone surrogate, which no other program could read, becomes a question mark."""
    return text.encode("utf-8", "replace")
