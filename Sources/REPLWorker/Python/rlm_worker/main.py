"""Brings the worker up: first what needs the world, then, inside the sandbox, the session."""
import builtins
import gc
import importlib
import os
import random
import sys
import time

import _rlm_host

from . import wire
from .answers import Answers
from .awaits import AWAITED
from .corpus import Corpus
from .coroutines import Loop
from .executors import Executors
from .interrupts import Interrupts
from .names import MODULES, Names
from .output import Output
from .queries import Queries
from .session import Session
from .subcalls import Calls, SubcallError, SubcallFailure
from .threads import Threads

_MOST_THREADS = 256


class Setup:
    """What the host sends first: limits, and the table of the corpus."""

    def __init__(self, fields):
        self.concurrency = int(fields[0])
        self.output_limit = int(fields[1])
        self.cell_timeout = float(fields[2])
        self.batch_calls = fields[3] == b"1"
        self.text = [int(number) for number in fields[4].split()]
        self.wide = [int(number) for number in fields[5].split()]
        self.question = str(fields[6], "utf-8", "replace")
        self.ranges = fields[7]
        self.strings = fields[8]
        self.paths = fields[9:]


def warm():
    """Imports what sessions are going to need, once for all of them; called in the process that they are forks of.

    What is there then is left alone by the garbage collector, which would write to, and so copy, memory that they share.
    """
    for name in MODULES:
        importlib.import_module(name)
    for name in _rlm_host.sources():
        importlib.import_module(f"{__package__}.{name}" if name != "__init__" else __package__)
    gc.freeze()
    gc.enable()


def prepare():
    """Reads the setup and maps the corpus; called in a session's own process, in its folder, before the sandbox is
    entered. Returns what `serve` needs."""
    os.environ.pop("SWIFT_BACKTRACE", None)
    os.environ["HOME"] = os.environ["TMPDIR"] = os.getcwd()
    kind, _, fields = wire.read_frame()
    if kind != wire.SETUP:
        raise SystemExit("the first frame was not the setup")
    setup = Setup(fields)
    time.tzset()
    random.seed(0)  # So that a run can be repeated.
    return setup, Corpus(setup.text, setup.wide, setup.paths, setup.ranges, setup.strings)


def serve(prepared, layers, missing):
    """Runs cells until the host has gone; called inside the sandbox."""
    setup, corpus = prepared
    names = Names()
    calls = Calls(setup.concurrency)
    executors = Executors(max(8, setup.concurrency))
    threads = Threads(_MOST_THREADS, executors)
    interrupts = Interrupts(f"the cell ran longer than {setup.cell_timeout:g} seconds and was stopped")
    answers = Answers(names.own)
    queries = Queries(calls)
    output, asking = Output(), frozenset(queries.functions())
    session = Session(names, answers, output, interrupts, threads, Loop(), setup.output_limit, asking)
    fill(names, corpus, queries, answers)
    cells = wire.Cells(calls.on_replies, interrupts.cell_came)
    about = [sys.version.split()[0], corpus.copies, len(layers), *layers, *missing]
    wire.write_frame(wire.READY, 0, [str(field).encode() for field in about])
    navigator, helpers = offer_late(names, corpus)
    if setup.batch_calls and setup.concurrency > 1:
        batch(session, names, calls, queries, helpers, setup.concurrency)
    wire.write_frame(wire.LOADED, 0, [])
    idle = foresight(navigator, setup.question, interrupts, cells, session) if setup.question else None
    while True:
        cell = cells.next(idle)
        if cell is None:
            keep(calls, executors, cells)
        else:
            session.run(*cell)


def keep(*restarted):
    """Has the host keep a copy of the state before a cell changes it.

    The copy goes on in place of a process that was lost, with the next cell.
    """
    drawn = random.getstate()
    try:
        copy = _rlm_host.copy()
    except OSError:
        copy = None
    if copy == 0:
        random.setstate(drawn)
        for part in restarted:
            part.restart()
        wire.write_frame(wire.RESTORED, 0, [])
    else:
        wire.write_frame(wire.KEPT, copy or 0, [])


def fill(names, corpus, queries, answers):
    """The names that every cell finds."""
    context = corpus.context
    names.reserve({"context": context, "CONTEXT": context, "context_0": context})
    names.reserve(queries.functions())
    vars(builtins)[AWAITED] = queries.awaited
    names.keep_builtins()
    names.reserve(answers.functions())
    names.reserve({"SubcallError": SubcallError, "SubcallFailure": SubcallFailure})
    names.offer({"files": corpus.files})
    names.values["answer"] = answers.draft
    names.add_for_host("_save", lambda: variables(names, corpus).save())
    names.add_for_host("_load", lambda text: variables(names, corpus).load(text))


def variables(names, corpus):
    from .variables import Variables

    return Variables(names, corpus)


def foresight(navigator, question, interrupts, cells, session):
    """What the worker does while it waits for a cell."""
    from .foresight import Foresight

    foresight = Foresight(navigator.symbols, question)
    session.foresee(navigator.symbols)

    def idle():
        if foresight.has_work and cells.is_empty:
            foresight.load()
            interrupts.idle(foresight.work, lambda: cells.is_empty)

    return idle


def offer_late(names, corpus):
    """What takes a while to import is imported when the host has been told that the worker is up.

    Returns the helpers' navigator, and those of them that only read.
    """
    from .navigation import Navigator, names_of

    names.offer_modules()
    navigator = Navigator(corpus.files)
    helpers = names_of(navigator)
    names.offer(helpers)
    return navigator, [helper for name, helper in helpers.items() if name != "located"]


def batch(session, names, calls, queries, helpers, concurrency):
    """Has the calls of loops sent ahead of them; made before any cell could change what it relies on."""
    from .ahead import Ahead, Stage
    from .pure import Known
    from .sites import Sites

    sites = Sites(queries.functions())
    stage = Stage(Known(helpers), queries.forms(), sites, names.values)
    session.batch(sites, Ahead(calls, sites, stage, concurrency))
    names.keep_builtins()
