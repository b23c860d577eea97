"""What the pools of `multiprocessing` ask for, for threads alone."""
import threading


class ThreadContext:
    """Stands in for a context of `multiprocessing`, whose locks are files in shared memory."""

    Lock = staticmethod(threading.Lock)

    def SimpleQueue(self):
        from multiprocessing.queues import SimpleQueue

        return SimpleQueue(ctx=self)
