extension HostileCell {
    /// Cells that break the worker around them.
    static let sabotage: [HostileCell] = [
        HostileCell("ends the process", .isUndone("exit status 5"), "import os; os._exit(5)"),
        HostileCell("aborts", .isUndone("aborted"), "import os; os.abort()"),
        HostileCell("kills itself", .isUndone("killed"), "import os; os.kill(os.getpid(), 9)"),
        HostileCell("reads address zero", .isUndone("memory fault"), "import ctypes; ctypes.string_at(0)"),
        HostileCell(
            "overwrites the corpus in memory", .isUndone("memory fault"),
            """
            import ctypes
            mapping = rlm.files._text.__self__._bytes.obj
            ctypes.memset(ctypes.cast(id(mapping) + 16, ctypes.POINTER(ctypes.c_void_p))[0], 65, 8)
            """),
        HostileCell("raises SystemExit", .goesOn, "raise SystemExit"),
        HostileCell("raises KeyboardInterrupt", .raises("KeyboardInterrupt"), "raise KeyboardInterrupt"),
        HostileCell(
            "raises an odd exception", .raises("Odd"),
            "class Odd(BaseException):\n    def __str__(self): 1/0\nraise Odd"),
        HostileCell("closes the host's socket", .isContained, "import os; os.close(3)"),
        HostileCell("closes the corpus", .goesOn, "import os; os.close(4)"),
        HostileCell("closes everything", .isContained, "import os; os.closerange(0, 256)"),
        HostileCell(
            "puts a file in the socket's place", .isContained,
            "import os; os.dup2(os.open('/dev/null', os.O_RDWR), 3)"),
        HostileCell("sends rubbish to the host", .isUndone("its host"), "import os; os.write(3, b'rubbish' * 100)"),
        HostileCell(
            "announces an endless frame", .isUndone("its host"),
            "import os; os.write(3, b'\\xff\\xff\\xff\\xff' + bytes([17]) + bytes(4))"),
        HostileCell(
            "forges reports", .isContained,
            "import _rlm_host\nfor n in range(9): _rlm_host.write_frame(17, n, [b'\\0', b'\\1', b'forged', b'\\0', b''])"
        ),
        HostileCell(
            "forges a greeting", .isContained,
            "import _rlm_host; _rlm_host.write_frame(16, 0, [b'3', b'0'])"),
        HostileCell(
            "names its parent as its copy", .isUndone("its host"),
            "import _rlm_host, os\n_rlm_host.write_frame(22, os.getppid(), [])\nwhile True: pass"),
        HostileCell(
            "says that it was restored", .isUndone("its host"),
            "import _rlm_host\n_rlm_host.write_frame(23, 0, [])\nwhile True: pass"),
        HostileCell(
            "forges frames of the host", .isContained,
            "import _rlm_host; _rlm_host.write_frame(2, 1, [b'code'])"),
        HostileCell(
            "floods the host with calls", .isUndone("its host"),
            """
            import _rlm_host
            for n in range(100_000): _rlm_host.write_frame(18, n, [b'\\1', b'hello', b'\\0', b'', b''])
            """),
        HostileCell(
            "calls twice under one number", .isUndone("its host"),
            "import _rlm_host\nfor _ in range(2): _rlm_host.write_frame(18, 9, [b'\\1', b'SLOW', b'\\0', b'', b''])\nwhile True: pass"
        ),
        HostileCell(
            "steals the host's frames", .isContained,
            "import threading, _rlm_host\nthreading.Thread(target=_rlm_host.read_frames, daemon=True).start()"),
        HostileCell(
            "overwrites all names", .goesOn,
            "for name in list(globals()):\n    if name != 'kept': globals()[name] = None"),
        HostileCell(
            "deletes all names", .goesOn, "for name in list(globals()):\n    if name != 'kept': del globals()[name]"),
        HostileCell(
            "breaks the builtins", .goesOn,
            "import builtins\nfor name in list(vars(builtins)): setattr(builtins, name, None)"),
        HostileCell("empties the modules", .isContained, "import sys; sys.modules.clear()"),
        HostileCell("breaks the streams", .goesOn, "import sys; sys.stdout = sys.stderr = sys.__stdout__ = None"),
        HostileCell(
            "replaces the worker's code", .isContained,
            "import rlm_worker.session, rlm_worker.wire\nrlm_worker.session.Session.run = None\nrlm_worker.wire.write_frame = None"
        ),
        HostileCell(
            "traces everything", .isContained,
            "import sys, threading\ndef t(*a): raise ValueError\nthreading.settrace(t)\nsys.settrace(t)\ndef f(): pass\nf()"
        ),
        HostileCell(
            "leaves something for the end", .goesOn, "import atexit; atexit.register(lambda: open('CANARY', 'w'))"),
        HostileCell(
            "clears every dictionary it finds", .isContained,
            "import gc\nfor o in gc.get_objects():\n    if type(o) is dict: o.clear()"),
        HostileCell(
            "leaves threads that print", .goesOn,
            """
            import threading
            def flood():
                while True: print('x' * 100)
            threading.Thread(target=flood, daemon=True).start()
            """),
        HostileCell(
            "leaves a thread that loops", .goesOn,
            "import threading\ndef spin():\n    while True: pass\nthreading.Thread(target=spin, daemon=True).start()"),
        HostileCell(
            "makes a variable that cannot be shown", .goesOn,
            "class V:\n    __slots__ = ()\n    @property\n    def __class__(self): 1/0\nv = V()"),
        HostileCell(
            "answers with what cannot be text", .isContained,
            "class A:\n    def __str__(self): raise ValueError('no')\nanswer['content'] = A(); answer['ready'] = True"),
        HostileCell(
            "makes the answer a trap", .isContained,
            "class D(dict):\n    def get(self, *a): 1/0\n    def keys(self): 1/0\nanswer = D(content='x', ready=True)"),
        HostileCell("prints terminal escapes", .goesOn, "print('\\x1b]0;owned\\x07\\x1b[2J')"),
    ]
}
