"""Processes, descriptors and memory of programs under test, from /proc."""
import ctypes
import os
import signal
import time

PR_SET_CHILD_SUBREAPER = 36


def adopt_orphans():
    """Makes whatever a killed program leaves running a child of this process, so that it can be seen."""
    ctypes.CDLL(None, use_errno=True).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)


def read(path):
    try:
        with open(path) as file:
            return file.read()
    except OSError:
        return ""


def children(process):
    try:
        tasks = os.listdir(f"/proc/{process}/task")
    except OSError:
        return []
    return [int(child) for task in tasks for child in read(f"/proc/{process}/task/{task}/children").split()]


def below(process):
    """Every process under this one, the nearest first."""
    found = children(process)
    for child in list(found):
        found += below(child)
    return found


def is_alive(process):
    """False for a process that is gone or only waits to be collected."""
    return bool(status := read(f"/proc/{process}/stat")) and status.rpartition(")")[2].split()[0] not in "ZX"


def name(process):
    return read(f"/proc/{process}/comm").strip()


def memory(processes):
    """Bytes that are no file's, each page counted once."""
    total = 0
    for process in processes:
        for line in read(f"/proc/{process}/smaps_rollup").splitlines():
            if line.startswith(("Pss_Anon:", "Pss_Shmem:")):
                total += int(line.split()[1]) * 1024
    return total


def descriptors(process):
    try:
        return len(os.listdir(f"/proc/{process}/fd"))
    except OSError:
        return 0


def strays(known, seconds=3.0):
    """Processes below this one that are still running after some seconds, without the known ones."""
    end = time.monotonic() + seconds
    while True:
        collect()
        left = [p for p in below(os.getpid()) if p not in known and is_alive(p)]
        if not left or time.monotonic() > end:
            return left
        time.sleep(0.02)


def collect():
    """Takes note of ended orphans, so that they leave no entry behind."""
    for child in children(os.getpid()):
        if not is_alive(child):
            try:
                os.waitpid(child, os.WNOHANG)
            except ChildProcessError:
                pass


def kill(process):
    try:
        os.kill(process, signal.SIGKILL)
    except ProcessLookupError:
        pass
