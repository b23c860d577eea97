"""Calls to other models: from any thread, one by one or many at once, and from asyncio."""
import _thread
from _collections import deque

from . import wire

MODEL, RECURSIVE = b"\x01", b"\x02"
#: How the host says that a call ended; it declines one sent ahead for which there may be no room.
_REPLIED, _DECLINED = b"\x00", b"\x02"


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

    __slots__ = ("asked", "number", "text", "failed", "plan", "key", "is_ahead", "_ended", "_waiter")

    def __init__(self, asked, plan=None, key=None):
        #: Kind, prompt, context and model, until the call leaves. They are encoded only then: many may wait.
        self.asked = asked
        #: For a call sent ahead: by which loop, and what the code has to ask to get it.
        self.plan = plan
        self.key = key
        #: True until the code asks for a call that was sent ahead.
        self.is_ahead = plan is not None
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
    """All calls of the worker: at most `limit` are with the host, the others wait in the order they came.

    Calls that code waits for go before those sent ahead of it.
    """

    def __init__(self, limit):
        self._limit = limit
        self._last = 0
        self.restart()

    def restart(self):
        """Forgets all calls, in a copy of a process that the host answers no more."""
        self._guard = _thread.allocate_lock()
        self._with_host = {}
        self._waiting = deque()
        self._ahead = deque()
        #: Calls sent ahead that nobody has asked for yet, by what has to be asked.
        self._planned = {}

    def start(self, kind, prompt, context=None, model=None):
        """The call that code asks for: a new one, or one that was sent ahead."""
        return self.start_all([(kind, prompt, context, model)])[0]

    def start_all(self, asked):
        """The calls that code asks for at once, each a kind, a prompt, a context and a model."""
        calls = [self._planned and self._sent_ahead(one) or Call(checked(*one)) for one in asked]
        with self._guard:
            self._waiting += [call for call in calls if call.key is None]
        self._send()
        return calls

    def _sent_ahead(self, asked):
        """A call that was sent ahead of code that asks for it now; None when there is none."""
        model = asked[3]
        return self._take(asked) if model is None or isinstance(model, str) else None

    def send_ahead(self, key, plan):
        """Sends a call of `plan` before the code asks for it.

        Of several plain calls alike one is sent ahead: by itself, the second is answered with the reply to the first.
        """
        if key[0] == MODEL and key in self._planned:
            return
        call = Call(checked(*key), plan, key)
        with self._guard:
            self._planned.setdefault(key, deque()).append(call)
            plan.outstanding.append(call)
            plan.size += len(key[1]) + len(key[2] or "")
            self._ahead.append(call)
        self._send()

    def _take(self, key):
        with self._guard:
            calls = self._planned.get(key)
            if calls is None:
                return None
            call = self._unplan(calls[0])
            plan, sent = call.plan, call.number
            if sent is None:
                self._waiting.append(call)
            if not call.failed and not any([other.failed for other in plan.outstanding]):
                plan.halted = False
                self._ahead.extend(plan.held)
                plan.held.clear()
        if sent is not None:
            wire.write_frame(wire.ASKED, sent, [])
        self._send()
        plan.advance()
        return call

    def _unplan(self, call):
        """Takes a call from those sent ahead; one not yet under way is then nowhere. Needs the guard."""
        calls = self._planned[call.key]
        calls.remove(call)
        if not calls:
            del self._planned[call.key]
        plan = call.plan
        plan.outstanding.remove(call)
        plan.size -= len(call.key[1]) + len(call.key[2] or "")
        call.is_ahead = False
        if call.number is None:
            (plan.held if call in plan.held else self._ahead).remove(call)
        return call

    def forget(self, plan):
        """Ends the calls of `plan` that nobody has asked for; returns how many had left already."""
        with self._guard:
            left = [self._unplan(call) for call in plan.outstanding[:]]
            sent = [call.number for call in left if call.number is not None]
        for number in sent:
            wire.write_frame(wire.WITHDRAW, number, [])
        return len(sent)

    def wait(self, calls):
        """Waits for all; when that is interrupted, those not sent yet are dropped."""
        try:
            # Backwards, because the last to be sent are the last to end: this thread then wakes up seldom.
            for call in reversed(calls):
                call.wait()
        except BaseException:
            self.drop(calls)
            raise

    def drop(self, calls):
        dropped = {id(call) for call in calls}
        with self._guard:
            self._waiting = deque([call for call in self._waiting if id(call) not in dropped])

    def on_replies(self, replies):
        """Called by the reading thread with numbers and fields. Calls that wait leave before those that ended are told."""
        with self._guard:
            ended = [self._ended(number, fields) for number, fields in replies]
        self._send()
        for call, text, failed in filter(None, ended):
            call.end(str(text, "utf-8", "replace"), failed)

    def _ended(self, number, fields):
        """The call that has ended, its text, and whether it failed; None when there is none. Needs the guard."""
        call = self._with_host.pop(number, None)
        if call is None:
            return None
        failed = fields[0] != _REPLIED
        if failed and call.plan is not None:
            self._halt(call.plan)
        if fields[0] == _DECLINED and call.key is not None:
            self._take_back(call)
            return None
        return call, fields[1], failed

    def _take_back(self, call):
        """A call was not made that was sent ahead: it is sent again if the code asks for it. Needs the guard."""
        if call.is_ahead:
            self._unplan(call)
        else:
            call.number, call.asked = None, call.key
            self._waiting.append(call)

    def _halt(self, plan):
        """Keeps back what `plan` has not sent yet, until the code asks on after a failure. Needs the guard."""
        plan.halted = True
        kept = [call for call in self._ahead if call.plan is plan]
        if kept:
            plan.held += kept
            self._ahead = deque([call for call in self._ahead if call.plan is not plan])

    def _send(self):
        """Sends, together, the calls for which there is room with the host."""
        frames = []
        with self._guard:
            while len(self._with_host) < self._limit and (waiting := self._waiting or self._ahead):
                call = waiting.popleft()
                self._last = self._last % 0xFFFF_FFFF + 1
                number = call.number = self._last
                self._with_host[number] = call
                frames.append((wire.SUBCALL, number, [*fields_of(*call.asked), b"\x01" if call.is_ahead else b"\x00"]))
                call.asked = None
        if frames:
            wire.write_frames(frames)


def checked(kind, prompt, context, model):
    """What a call asks, if it can be sent: a character takes at most four bytes, which only a long text has to prove."""
    asked = kind, prompt, context, model
    characters = len(prompt) + len(context or "") + len(model or "")
    if characters * 4 > wire.LONGEST - 1024 and sum(map(length_of, asked[1:])) > wire.LONGEST - 1024:
        raise SubcallError(f"the prompt is too long to send ({characters} characters); cut it into pieces")
    return asked


def length_of(text):
    """Bytes that a text takes when it is sent."""
    return 0 if text is None else len(text.encode("utf-8", "replace"))


def fields_of(kind, prompt, context, model):
    """A call as it is sent; texts are encoded on the way."""
    return [kind, prompt, b"\x00" if context is None else b"\x01", context or "", model or ""]
