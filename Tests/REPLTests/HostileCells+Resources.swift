extension HostileCell {
    /// Cells that eat memory, disk, threads, descriptors.
    static let bombs: [HostileCell] = [
        HostileCell("asks for too many bytes", .raises("MemoryError"), "b'x' * 10**11"),
        HostileCell("asks for too long a string", .raises("MemoryError"), "'ü' * 10**11"),
        HostileCell(
            "fills memory bit by bit", .raises("MemoryError"), "hoard = []\nwhile True: hoard.append(bytearray(10**6))"),
        HostileCell(
            "fills memory with small objects", .raises("MemoryError"),
            "hoard = []\nwhile True: hoard.append([None] * 1000)"),
        HostileCell("maps shared memory", .raises("PermissionError"), "import mmap; mmap.mmap(-1, 1 << 40)"),
        HostileCell(
            "maps private memory", .raises("OSError"),
            "import mmap\nhoard = []\nwhile True: hoard.append(mmap.mmap(-1, 1 << 26, flags=mmap.MAP_PRIVATE))"),
        HostileCell("recurses without end", .raises("RecursionError"), "def f(): return f()\nf()"),
        HostileCell(
            "recurses without limit", .isContained,
            "import sys\nsys.setrecursionlimit(10**9)\ndef f(): return f()\nf()"),
        HostileCell(
            "overflows the C stack", .isUndone("crashed"),
            """
            import sys
            sys.setrecursionlimit(10**9)
            x, y = [], []
            for _ in range(4 * 10**5): x, y = [x], [y]
            x == y
            """),
        HostileCell("nests source without end", .isContained, "eval('(' * 10**6)"),
        HostileCell(
            "is a thread bomb", .raises("RuntimeError: can't start new thread"),
            """
            import threading
            stop = threading.Event()
            try:
                for _ in range(100_000): threading.Thread(target=stop.wait, daemon=True).start()
            finally:
                stop.set()
            """),
        HostileCell(
            "is a thread bomb in C", .isContained,
            """
            import ctypes
            libc = ctypes.CDLL(None)
            thread = ctypes.c_ulong()
            results = [libc.pthread_create(ctypes.byref(thread), None, libc.pause, None) for _ in range(3000)]
            assert results[-1] != 0
            """),
        HostileCell(
            "writes a file that is too long", .raises("OSError"),
            "with open('big', 'wb') as f:\n    while True: f.write(bytes(1 << 20))"),
        HostileCell(
            "fills its folder", .isContained,
            "for i in range(10_000):\n    with open(f'f{i}', 'wb') as f: f.write(bytes(1 << 20))"),
        HostileCell(
            "fills its folder with removed files", .isContained,
            """
            import os
            hoard = []
            for i in range(10_000):
                hoard.append(open('f', 'wb')); hoard[-1].write(bytes(1 << 20)); hoard[-1].flush(); os.remove('f')
            """),
        HostileCell(
            "makes millions of files", .isContained, "for i in range(10**7): open(f'f{i}', 'w').close()"),
        HostileCell(
            "makes folders without bottom", .isContained,
            "import os\nfor i in range(10**7):\n    os.mkdir('d'); os.chdir('d')"),
        HostileCell(
            "opens thousands of files", .raises("OSError"), "hoard = [open('/dev/null') for _ in range(100_000)]"),
    ]

    /// Cells that do not end.
    static let endless: [HostileCell] = [
        HostileCell("loops", .timesOut, "while True: pass"),
        HostileCell("prints without end", .timesOut, "while True: print('x' * 1000)"),
        HostileCell("makes a huge number", .isContained, "len(str(7 ** (10 ** 8)))"),
        HostileCell("sleeps", .timesOut, "import time; time.sleep(1000)"),
        HostileCell("waits for nothing", .timesOut, "import threading; threading.Event().wait()"),
        HostileCell("waits for an empty queue", .timesOut, "import queue; queue.Queue().get()"),
        HostileCell(
            "waits for its own lock", .timesOut, "import threading; l = threading.Lock(); l.acquire(); l.acquire()"),
        HostileCell("waits in an event loop", .timesOut, "import asyncio; await asyncio.sleep(1000)"),
        HostileCell(
            "waits for threads that wait", .isContained,
            """
            import threading, time
            t = threading.Thread(target=time.sleep, args=(1000,)); t.start(); t.join()
            """),
        HostileCell("reads from standard input", .raises("EOFError"), "input()"),
        HostileCell("backtracks in a pattern", .isContained, "import re; re.match(r'(a+)+$', 'a' * 100 + 'b')"),
        HostileCell("adds up in C", .isUndone("could not be interrupted"), "sum(range(10**15))"),
        HostileCell(
            "consumes in C", .isUndone("could not be interrupted"),
            "import collections, itertools; collections.deque(itertools.count(), 0)"),
        HostileCell(
            "swallows its interrupt", .isContained,
            """
            while True:
                try:
                    while True: pass
                except BaseException: pass
            """),
        HostileCell(
            "ignores signals", .isUndone("could not be interrupted"),
            """
            import signal
            for s in range(1, 65):
                try: signal.signal(s, signal.SIG_IGN)
                except (OSError, ValueError): pass
            while True: pass
            """),
        HostileCell(
            "blocks signals", .isUndone("could not be interrupted"),
            "import signal\nsignal.pthread_sigmask(signal.SIG_BLOCK, range(1, 65))\nwhile True: pass"),
        HostileCell(
            "ends in its own alarm", .isUndone("signal 14"),
            "import signal, time; signal.setitimer(signal.ITIMER_REAL, 0.01); time.sleep(9)"),
    ]
}
