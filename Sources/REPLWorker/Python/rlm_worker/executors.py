"""Thread pools wide enough for calls to models.

By itself a pool, and so `asyncio.to_thread`, is as wide as the machine has processors and four more: far fewer than
the calls that may be under way at once.
"""
import sys
from _frozen_importlib_external import PathFinder
from _queue import Empty
from weakref import WeakSet

_MODULE = "concurrent.futures.thread"


class Executors:
    """Gives pools that are made without a width one of `width`; does so when a cell first imports them."""

    def __init__(self, width):
        self._width = width
        self._pools = WeakSet()
        self._changes = {_MODULE: self._change_executors, "multiprocessing.pool": self._change_thread_pools}
        sys.meta_path.insert(0, self)

    def find_spec(self, name, path=None, target=None):
        change = self._changes.pop(name, None)
        if change is None:
            return None
        spec = PathFinder.find_spec(name, path, target)
        if spec is not None:
            execute = spec.loader.exec_module

            def exec_module(module):
                execute(module)
                change(module)

            spec.loader.exec_module = exec_module
        return spec

    def _change_executors(self, module):
        pool = module.ThreadPoolExecutor
        original = pool.__init__
        width = self._width
        pools = self._pools

        def __init__(self, max_workers=None, *arguments, **named):
            original(self, width if max_workers is None else max_workers, *arguments, **named)
            pools.add(self)

        pool.__init__ = __init__

    def _change_thread_pools(self, module):
        """Also has `ThreadPool` do without what only processes need, and the sandbox does not give."""
        from .processless import ThreadContext

        original = module.Pool.__init__
        width = self._width

        def __init__(self, processes=None, initializer=None, initargs=()):
            original(self, width if processes is None else processes, initializer, initargs, context=ThreadContext())

        module.ThreadPool.__init__ = __init__

    def threads(self):
        """The idents of all threads of pools."""
        module = sys.modules.get(_MODULE)
        return {thread.ident for thread in list(module._threads_queues)} if module else set()

    def at_work(self, frames):
        """The idents of the threads that have something to do; `frames` holds those of all threads by their idents."""
        module = sys.modules.get(_MODULE)
        if module is None:
            return set()
        idle = module._worker.__code__
        queues = list(module._threads_queues.items())
        busy = [thread.ident for thread, queue in queues if not queue.empty() or code_of(frames, thread) is not idle]
        return frames.keys() & busy

    def drop(self):
        """Cancels what waits for a thread."""
        for pool in list(self._pools):
            pending = list(taken_from(pool._work_queue))
            if None in pending:
                pool._work_queue.put(None)  # A pool that was shut down ends its threads by this.
            for item in pending:
                if item is not None:
                    item.future.cancel()

    def mend(self):
        """Has the pools start threads for those that have ended."""
        for pool in list(self._pools):
            pool._threads = {thread for thread in pool._threads if thread.is_alive()}
            pool._idle_semaphore = type(pool._idle_semaphore)(0)

    def restart(self):
        """Has the pools start threads anew, in a copy of a process, where theirs are gone."""
        for pool in list(self._pools):
            fresh = type(pool)(pool._max_workers)
            for name in ("_threads", "_idle_semaphore", "_shutdown_lock", "_work_queue"):
                setattr(pool, name, getattr(fresh, name))


def taken_from(queue):
    try:
        while True:
            yield queue.get_nowait()
    except Empty:
        return


def code_of(frames, thread):
    """What a thread runs; None when it has not begun or has ended."""
    frame = frames.get(thread.ident)
    return frame and frame.f_code
