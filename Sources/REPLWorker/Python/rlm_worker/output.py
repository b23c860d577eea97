"""Standard output and standard error of cells: pipes to the host, which keeps the head and the tail of each."""
import io
import os
import sys


class Output:
    """The two streams, put back after each cell whatever it did to them."""

    def __init__(self):
        self._saved = [os.dup(1), os.dup(2)]
        for descriptor in self._saved:
            os.set_inheritable(descriptor, False)
        self._streams = [None, None]
        self.restore()

    def restore(self):
        """Makes `sys.stdout`, `sys.stderr` and the descriptors under them what they were."""
        for place, name in enumerate(["stdout", "stderr"]):
            os.dup2(self._saved[place], place + 1)
            stream = self._streams[place]
            if stream is None or stream.closed:
                stream = self._streams[place] = open_stream(place + 1)
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
        sys.displayhook = sys.__displayhook__

    def flush(self):
        """Sends on what cells have printed so far, also to streams that a cell put in place of ours."""
        for stream in (sys.stdout, sys.stderr, *self._streams):
            try:
                stream.flush()
            except Exception:
                pass

    def write_error(self, text):
        """Writes to standard error past anything that a cell may have put there."""
        self.flush()
        try:
            self._streams[1].write(text)
            self._streams[1].flush()
        except Exception:
            data = text.encode("utf-8", "backslashreplace")
            while data:
                data = data[os.write(self._saved[1], data) :]


def open_stream(descriptor):
    raw = io.FileIO(descriptor, "w", closefd=False)
    return io.TextIOWrapper(
        io.BufferedWriter(raw, 1 << 16), "utf-8", errors="backslashreplace", newline="\n", line_buffering=True
    )
