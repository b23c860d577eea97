extension HostileCell {
    /// Ways out: to the network, to other programs, to files, to other processes.
    ///
    /// `CANARY` stands for a file outside of the sandbox that the test owns.
    static let escapes: [HostileCell] = [
        HostileCell("opens a TCP socket", .raises("PermissionError"), "import socket; socket.socket()"),
        HostileCell("opens a Unix socket", .raises("PermissionError"), "import socket; socket.socket(socket.AF_UNIX)"),
        HostileCell(
            "makes a datagram pair to send to the system's log", .raises("PermissionError"),
            """
            import socket
            socket.socketpair(socket.AF_UNIX, socket.SOCK_DGRAM)[0].sendto(b'x', '/dev/log')
            """),
        HostileCell(
            "connects an existing pair elsewhere", .raises("PermissionError"),
            "import socket; socket.socketpair()[0].connect('/run/systemd/journal/stdout')"),
        HostileCell(
            "fetches a page", .raises("Error"), "import urllib.request; urllib.request.urlopen('http://127.0.0.1:9/')"),
        HostileCell("replaces itself", .raises("PermissionError"), "import os; os.execv('/bin/sh', ['sh'])"),
        HostileCell("runs a program", .raises("PermissionError"), "import subprocess; subprocess.run(['/bin/id'])"),
        HostileCell(
            "runs a shell command", .raises("AssertionError: refused"),
            "import os; assert os.system('touch CANARY.touched') == 0, 'refused'"),
        HostileCell("opens a pipe to a program", .raises("PermissionError"), "import os; os.popen('id').read()"),
        HostileCell("spawns", .raises("PermissionError"), "import os; os.posix_spawn('/bin/id', ['id'], {})"),
        HostileCell("forks", .raises("PermissionError"), "import os; os.fork()"),
        HostileCell("forks a terminal", .raises("Error"), "import pty; pty.fork()"),
        HostileCell(
            "is a fork bomb", .goesOn,
            """
            import os
            for _ in range(1000):
                try: os.fork()
                except PermissionError: pass
            """),
        HostileCell(
            "forks as its worker does", .goesOn,
            """
            import ctypes, threading
            libc = ctypes.CDLL(None, use_errno=True)
            results = []
            def fork():
                for flags in (0x8011, 0x1208011): results.append((libc.syscall(56, flags, 0, 0, 0, 0), ctypes.get_errno()))
            fork()
            thread = threading.Thread(target=fork); thread.start(); thread.join()
            assert results == [(-1, 1)] * 4, results
            """),
        HostileCell(
            "leaves a thread that tries to fork in the next cell", .goesOn,
            """
            import ctypes, threading
            libc = ctypes.CDLL(None)
            def fork():
                while True:
                    assert libc.syscall(56, 0x8011, 0, 0, 0, 0) == -1
            threading.Thread(target=fork, daemon=True).start()
            """),
        HostileCell("copies itself", .raises("PermissionError"), "import _rlm_host; _rlm_host.copy()"),
        HostileCell(
            "starts a process pool", .raises("Error"),
            "import multiprocessing; p = multiprocessing.Process(target=print); p.start(); p.join()"),
        HostileCell("reads the users", .raises("PermissionError"), "open('/etc/passwd').read()"),
        HostileCell(
            "lists a folder of the user", .raises("PermissionError"), "import os; os.listdir(os.path.dirname('CANARY'))"
        ),
        HostileCell("lists the root folder", .raises("PermissionError"), "import os; os.listdir('/')"),
        HostileCell("reads a file of the user", .raises("PermissionError"), "open('CANARY').read()"),
        HostileCell(
            "reads its parent's environment", .raises("PermissionError"),
            "import os; open(f'/proc/{os.getppid()}/environ').read()"),
        HostileCell("reads its own environment", .raises("PermissionError"), "open('/proc/self/environ').read()"),
        HostileCell("writes its own memory", .raises("PermissionError"), "open('/proc/self/mem', 'r+b')"),
        HostileCell("writes outside", .raises("PermissionError"), "open('CANARY', 'w').write('x')"),
        HostileCell("appends outside", .raises("PermissionError"), "open('CANARY', 'a').write('x')"),
        HostileCell("makes a file outside", .raises("PermissionError"), "open('CANARY.new', 'w')"),
        HostileCell("makes a folder outside", .raises("PermissionError"), "import os; os.mkdir('CANARY.folder')"),
        HostileCell("removes a file outside", .raises("PermissionError"), "import os; os.remove('CANARY')"),
        HostileCell("renames a file outside", .raises("Error"), "import os; os.rename('CANARY', 'taken')"),
        HostileCell("empties a file outside", .raises("PermissionError"), "import os; os.truncate('CANARY', 0)"),
        HostileCell(
            "empties a file outside on opening", .raises("PermissionError"),
            "import os; os.open('CANARY', os.O_RDONLY | os.O_TRUNC)"),
        HostileCell("changes permissions outside", .raises("PermissionError"), "import os; os.chmod('CANARY', 0o777)"),
        HostileCell("changes times outside", .raises("PermissionError"), "import os; os.utime('CANARY', (0, 0))"),
        HostileCell("changes an owner outside", .raises("PermissionError"), "import os; os.chown('CANARY', 1, 1)"),
        HostileCell(
            "sets an attribute outside", .raises("PermissionError"), "import os; os.setxattr('CANARY', 'user.x', b'1')"),
        HostileCell(
            "leads a symbolic link out", .raises("PermissionError"),
            "import os; os.symlink('CANARY', 'link'); open('link').read()"),
        HostileCell(
            "leads a hard link out", .raises("PermissionError"),
            "import os; os.link('CANARY', 'link'); open('link').read()"),
        HostileCell("leaves by its own folder", .raises("PermissionError"), "open('../' * 20 + 'CANARY').read()"),
        HostileCell("writes the corpus", .raises("OSError"), "import os; os.write(4, b'x')"),
        HostileCell("cuts the corpus", .raises("OSError"), "import os; os.ftruncate(4, 0)"),
        HostileCell("kills its parent", .raises("PermissionError"), "import os; os.kill(os.getppid(), 9)"),
        HostileCell("kills everybody", .raises("PermissionError"), "import os; os.kill(-1, 9)"),
        HostileCell(
            "signals its copy", .goesOn,
            """
            import os, signal
            for id in range(os.getpid() + 1, os.getpid() + 200):
                try: os.kill(id, signal.SIGUSR2)
                except PermissionError: continue
                assert False, id
            """),
        HostileCell("kills its group", .raises("PermissionError"), "import os; os.killpg(os.getpgid(os.getppid()), 9)"),
        HostileCell(
            "has the kernel send a signal", .raises("PermissionError"),
            "import fcntl, os; fcntl.fcntl(1, fcntl.F_SETOWN, os.getppid())"),
        HostileCell(
            "raises its limits", .raises("Error"),
            "import resource; resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY,) * 2)"),
        HostileCell("becomes another user", .raises("PermissionError"), "import os; os.setuid(1)"),
        HostileCell("changes its root", .raises("PermissionError"), "import os; os.chroot('.')"),
        HostileCell(
            "uses system calls that Python does not", .goesOn,
            """
            import ctypes
            libc = ctypes.CDLL(None, use_errno=True)
            calls = dict(fork=57, vfork=58, ptrace=101, personality=135, mount=165, setns=308, unshare=272,
                process_vm_readv=310, process_vm_writev=311, kcmp=312, seccomp=317, memfd_create=319, bpf=321,
                execveat=322, userfaultfd=323, io_uring_setup=425, pidfd_open=434, pidfd_getfd=438,
                perf_event_open=298, keyctl=250, add_key=248, open_by_handle_at=304, name_to_handle_at=303,
                shmget=29, msgget=68, semget=64, socket=41, connect=42, bind=49, sendmsg=46, recvmsg=47,
                prctl_pdeathsig=157, clone_process=56, tkill=200, rt_sigqueueinfo=129, symlinkat=266, linkat=265,
                mknod=133, fchmod=91, pidfd_send_signal=424, landlock_restrict_self=446, process_madvise=440)
            arguments = dict(prctl_pdeathsig=(1, 0), clone_process=(17, 0), tkill=(1, 9), unshare=(0x10000000,))
            for name, number in calls.items():
                ctypes.set_errno(0)
                result = libc.syscall(number, *arguments.get(name, (0, 0, 0, 0, 0)))
                assert result == -1 and ctypes.get_errno() in (1, 38), (name, result, ctypes.get_errno())
            """),
    ]
}
