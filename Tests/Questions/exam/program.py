"""Runs the program under examination on one question."""

import json
import os
import pathlib
import signal
import subprocess
import tempfile
import time

# What could give the program another model than the one under examination.
_FOREIGN = ("_API_KEY", "_TOKEN", "OLLAMA_", "RLM_", "XDG_")


class Program:
    """A binary with the options that every question gets, run with a home folder of its own."""

    def __init__(self, binary, options, limit):
        found = pathlib.Path(binary).resolve()
        self.command, self.options, self.limit = str(found), list(options), limit
        self.home = tempfile.TemporaryDirectory(prefix="rlm-exam-")

    def ask(self, question, folder):
        """The JSON object that the program prints, or None; seconds; why there is none."""
        arguments = [self.command, "ask", question["question"], *question["paths"], "--json", "--quiet", *self.options]
        started = time.monotonic()
        process = subprocess.Popen(
            arguments, cwd=folder, env=self._environment(), stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, start_new_session=True,
        )
        try:
            output, complaint = process.communicate(timeout=self.limit)
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, signal.SIGKILL)
            process.communicate()
            return None, time.monotonic() - started, f"no answer within {self.limit} s"
        seconds = time.monotonic() - started
        if process.returncode != 0:
            said = complaint.decode(errors="replace").strip().splitlines()[-1:] or ["nothing"]
            return None, seconds, f"exit code {process.returncode}: {said[0][:160]}"
        try:
            return json.loads(output), seconds, None
        except ValueError as error:
            return None, seconds, f"no JSON on standard output: {error}"

    def _environment(self):
        kept = {key: value for key, value in os.environ.items() if not any(mark in key for mark in _FOREIGN)}
        return {**kept, "HOME": self.home.name}
