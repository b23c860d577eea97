"""Sends the calls that a loop is going to make ahead of it, so that loops which ask models run their calls at once.

The code itself runs unchanged, in its order. Where it asks what was sent ahead, with the same prompt, context and
model, it gets that call; anything else it asks as ever. So results, order, exceptions and output are those of the
code; only the time at which a prompt leaves differs.

At most `_AHEAD` times as many calls as may be under way are sent ahead of the code, and of a loop that may end early by
a reply, none. When a call fails, those not yet under way wait until the code has taken the failure and asks on.
"""
import _thread
import builtins
import sys

from .plain import has_destructor
from .rehearsal import Rehearsal
from .sites import BEGIN, END

_AHEAD = 4
_MOST_CHARACTERS = 32 << 20
#: Calls of a loop that may turn out not to be made before the loop is left alone from then on.
_FORGIVEN = 4


class Stage:
    """What all rehearsals of a session share."""

    def __init__(self, known, queries, sites, values):
        self.known = known
        #: By a function's id: how its arguments make calls, whether of a batch, whether it is for `await`.
        self.queries = queries
        self.values = values
        self.asks = sites.asks
        self.node_of = sites.node_of
        self.any_node_of = sites.any_node_of


class Plan:
    """The calls of one loop that runs: those that were sent ahead and that the code has not asked for yet.

    `outstanding`, `held` and `halted` belong to `Calls`, which guards them.
    """

    def __init__(self, calls, site, frame, rehearsal, steps, most):
        self._calls = calls
        self.site = site
        self.frame = id(frame)
        self.thread = _thread.get_ident()
        self._rehearsal = rehearsal
        self._steps = steps
        self._most = most
        self._busy = False
        self.finished = False
        self.outstanding = []
        #: Characters of the outstanding prompts.
        self.size = 0
        #: Calls that wait because one has failed.
        self.held = []
        self.halted = False

    def is_active(self):
        return bool(self.outstanding) or not self.finished

    def advance(self):
        """Sends what may be sent; called on the loop's own thread alone."""
        if self._busy or self.thread != _thread.get_ident():
            return
        self._busy = True
        try:
            while len(self.outstanding) < self._most and self.size < _MOST_CHARACTERS and not self.halted:
                if self._rehearsal.found:
                    self._calls.send_ahead(self._rehearsal.take(), self)
                elif self.finished or not self._step():
                    break
        except Exception:
            self._finish()
        finally:
            self._busy = False

    def _step(self):
        """Rehearses up to the next calls; False at the end, for whatever reason."""
        try:
            while not self._rehearsal.found:
                next(self._steps)
        except StopIteration:
            self._finish()
        except Exception:
            self._finish()
        return bool(self._rehearsal.found)

    def _finish(self):
        self.finished = True
        self._steps = None
        self._rehearsal.end()

    def close(self):
        """Ends the plan; returns how many calls were sent that the code has not asked for."""
        self._finish()
        self._rehearsal.found.clear()
        return self._calls.forget(self)


class Ahead:
    """Begins and ends the plans of loops."""

    def __init__(self, calls, sites, stage, concurrency):
        self._calls = calls
        self._sites = sites
        self._stage = stage
        self._most = concurrency * _AHEAD
        self._plans = {}
        vars(builtins).update({BEGIN: self.begin, END: self.end})

    def begin(self, iterable, number):
        """A loop over `iterable` begins in the frame that calls."""
        try:
            self._begin(iterable, self._sites.all[number], sys._getframe(1))
        except Exception:
            pass
        return iterable

    def end(self, value, number):
        """A loop has ended; `value` is what it made."""
        plans = self._plans.get(_thread.get_ident())
        if plans:
            try:
                self._end(plans, number, id(sys._getframe(1)))
            except Exception:
                pass
        return value

    def _end(self, plans, number, frame):
        for plan in plans[::-1]:
            if plan.frame == frame and plan.site.number == number:
                unused = self._close(plans, plan)
                if unused > _FORGIVEN and sys.exc_info()[1] is None:
                    plan.site.distrusted = True

    def end_cell(self):
        """The cell has ended, and with it its loops."""
        for plans in list(self._plans.values()):
            for plan in plans[:]:
                self._close(plans, plan)
        self._plans.clear()

    def _close(self, plans, plan):
        plans.remove(plan)
        return plan.close()

    def _begin(self, iterable, site, frame):
        plans = self._plans.setdefault(_thread.get_ident(), [])
        self._close_left(plans, site, frame)
        if site.distrusted or any([plan.is_active() for plan in plans]):
            return
        rehearsal = Rehearsal(self._stage, variables_of(frame, site), vars(builtins))
        if site.consumer is not None and not consumes(rehearsal, site.consumer):
            return
        items = rehearsal.source(iterable, site.source)
        if items is None:
            return
        kind = type(site.node).__name__
        run = {"For": rehearsal.loop, "Call": rehearsal.mapping}.get(kind, rehearsal.comprehension)
        plan = Plan(self._calls, site, frame, rehearsal, run(site.node, items), self._most)
        plans.append(plan)
        plan.advance()

    def _close_left(self, plans, site, frame):
        """Ends the plans of loops that an exception has left."""
        if plans:
            own, frames = id(frame), set()
            while frame is not None:
                frames.add(id(frame))
                frame = frame.f_back
            for plan in plans[:]:
                if plan.frame not in frames or plan.frame == own and plan.site.number not in site.parents:
                    self._close(plans, plan)


def variables_of(frame, site):
    """The variables of the function that the loop names; None outside of functions, where they are the module's."""
    if frame.f_locals is frame.f_globals:
        return None
    found = frame.f_locals
    known = {name: found[name] for name in site.names if name in found and not has_destructor(found[name])}
    if type(found) is dict:
        found.clear()  # A copy, which would keep all values alive for as long as the function runs.
    return known


def consumes(rehearsal, node):
    """True for a builtin that uses up its argument, or a method's base that is a plain value."""
    value = rehearsal.value(node, rehearsal.scope)
    if type(value) in (list, set, dict):
        rehearsal.memory.taint(value)
        return True
    return rehearsal.is_consumer(value) or type(value) is str
