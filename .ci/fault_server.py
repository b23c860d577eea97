"""A server that speaks OpenAI's, Anthropic's and Ollama's protocols and does to each answer what it is told.

The sub-model's reply to a prompt is the prompt's SHA-256, so that a reply that went to another call shows.
"""
import hashlib
import json
import re
import socket
import struct
import threading
import time

OPENAI, ANTHROPIC, OLLAMA = "openai", "anthropic", "ollama"


def digest(prompt):
    return hashlib.sha256(prompt.encode()).hexdigest()


def chunked(body):
    return b"".join(b"%x\r\n%s\r\n" % (len(part), part) for part in re.findall(rb"[^\n]*\n+|[^\n]+$", body)) + b"0\r\n\r\n"


def stream_body(dialect, text):
    pieces = [text[i:i + 16] for i in range(0, len(text), 16)]
    if dialect == OPENAI:
        lines = [{"choices": [{"index": 0, "delta": {"content": piece}}]} for piece in pieces]
        lines += [{"choices": [{"index": 0, "delta": {}, "finish_reason": "stop"}]},
                  {"choices": [], "usage": {"prompt_tokens": 5, "completion_tokens": 5}}]
        return "".join(f"data: {json.dumps(line)}\n\n" for line in lines) + "data: [DONE]\n\n"
    if dialect == ANTHROPIC:
        events = [("message_start", {"message": {"usage": {"input_tokens": 5, "output_tokens": 1}}}),
                  ("content_block_start", {"index": 0, "content_block": {"type": "text", "text": ""}})]
        events += [("content_block_delta", {"index": 0, "delta": {"type": "text_delta", "text": piece}})
                   for piece in pieces]
        events += [("content_block_stop", {"index": 0}),
                   ("message_delta", {"delta": {"stop_reason": "end_turn"}, "usage": {"output_tokens": 5}}),
                   ("message_stop", {})]
        return "".join(f"event: {name}\ndata: {json.dumps({'type': name, **rest})}\n\n" for name, rest in events)
    lines = [{"message": {"role": "assistant", "content": piece}, "done": False} for piece in pieces]
    lines += [{"message": {"role": "assistant", "content": ""}, "done": True, "done_reason": "stop",
               "prompt_eval_count": 5, "eval_count": 5}]
    return "".join(json.dumps(line) + "\n" for line in lines)


def plain_body(dialect, text):
    if dialect == OPENAI:
        return json.dumps({"choices": [{"index": 0, "finish_reason": "stop",
                                        "message": {"role": "assistant", "content": text}}],
                           "usage": {"prompt_tokens": 5, "completion_tokens": 5}})
    if dialect == ANTHROPIC:
        return json.dumps({"type": "message", "role": "assistant", "content": [{"type": "text", "text": text}],
                           "stop_reason": "end_turn", "usage": {"input_tokens": 5, "output_tokens": 5}})
    return json.dumps({"message": {"role": "assistant", "content": text}, "done": True, "done_reason": "stop",
                       "prompt_eval_count": 5, "eval_count": 5})


def answer(dialect, form, text):
    """The bytes of a whole answer: `chunked` and `closed` stream, `plain` has a length."""
    if form == "plain":
        body = plain_body(dialect, text).encode()
        head = f"Content-Type: application/json\r\nContent-Length: {len(body)}\r\n"
    else:
        body = stream_body(dialect, text).encode()
        kind = "application/x-ndjson" if dialect == OLLAMA else "text/event-stream"
        head = f"Content-Type: {kind}\r\n"
        if form == "chunked":
            body = chunked(body)
            head += "Transfer-Encoding: chunked\r\n"
        else:
            head += "Connection: close\r\n"
    return b"HTTP/1.1 200 OK\r\n" + head.encode() + b"\r\n" + body


class FaultServer:
    """Serves on a port of its own; `fault(number, attempt)` says what happens to an attempt at a sub-call.

    A fault is None, ("cut", n), ("stall", n) or ("reset", n): after n bytes; or ("lie", n): the length is wrong by n.
    """

    def __init__(self, dialect, form, root, fault=lambda number, attempt: None, pause=0):
        self.pause = pause
        self.dialect, self.form, self.root, self.fault = dialect, form, root, fault
        self.root_calls, self.attempts, self.lock = 0, {}, threading.Lock()
        self.listener = socket.create_server(("127.0.0.1", 0), backlog=4096)
        self.port = self.listener.getsockname()[1]
        self.stopped = threading.Event()
        threading.Thread(target=self.accept, daemon=True).start()

    def __enter__(self):
        return self

    def __exit__(self, *_):
        self.stopped.set()
        self.listener.close()

    def accept(self):
        while True:
            try:
                connection, _ = self.listener.accept()
            except OSError:
                return
            threading.Thread(target=self.serve, args=(connection,), daemon=True).start()

    def serve(self, connection):
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with connection:
            pending = b""
            while not self.stopped.is_set():
                try:
                    while b"\r\n\r\n" not in pending:
                        pending += (more := connection.recv(1 << 16))
                        if not more:
                            return
                    head, _, pending = pending.partition(b"\r\n\r\n")
                    length = int((re.search(rb"(?i)content-length: *(\d+)", head) or [0, 0])[1])
                    while len(pending) < length:
                        pending += (more := connection.recv(1 << 16))
                        if not more:
                            return
                    body, pending = pending[:length], pending[length:]
                    if not self.reply(connection, head, body):
                        return
                except OSError:
                    return

    def reply(self, connection, head, body):
        """Answers one request; False when the connection is over."""
        if not body or b"/api/show" in head:
            facts = b'{"data":[],"model_info":{"general.architecture":"x","x.context_length":40960}}'
            connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(facts), facts))
            return True
        request = json.loads(body)
        if not request["model"].startswith("sub"):
            with self.lock:
                text = self.root[min(self.root_calls, len(self.root) - 1)]
                self.root_calls += 1
            connection.sendall(answer(self.dialect, self.form, text))
            return self.form != "closed"
        content = request["messages"][-1]["content"]
        prompt = content if isinstance(content, str) else content[-1]["text"]
        number = int(prompt.split()[1])
        time.sleep(self.pause)
        with self.lock:
            attempt = self.attempts[number] = self.attempts.get(number, 0) + 1
        return self.send(connection, answer(self.dialect, self.form, digest(prompt)), self.fault(number, attempt))

    def send(self, connection, whole, fault):
        if fault is None:
            connection.sendall(whole)
            return self.form != "closed"
        kind, count = fault
        if kind == "lie":
            connection.sendall(self.lie(whole, count))
            return False
        connection.sendall(whole[:count])
        if kind == "stall":
            while not self.stopped.wait(0.2):
                if select_closed(connection):
                    break
        elif kind == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        return False

    def lie(self, whole, count):
        """The answer with a length that is wrong by `count`, of the body or of its first chunk."""
        if self.form == "plain":
            return re.sub(rb"Content-Length: (\d+)", lambda m: b"Content-Length: %d" % max(0, int(m[1]) + count), whole)
        head, _, body = whole.partition(b"\r\n\r\n")
        size, _, rest = body.partition(b"\r\n")
        return head + b"\r\n\r\n" + b"%x\r\n" % max(1, int(size, 16) + count) + rest


def select_closed(connection):
    """True when the other side has closed."""
    connection.settimeout(0.01)
    try:
        return connection.recv(1, socket.MSG_PEEK) == b""
    except TimeoutError:
        return False
    except OSError:
        return True


def length(dialect, form):
    """How many bytes an answer to a sub-call has."""
    return len(answer(dialect, form, digest("")))


def wait_until(condition, seconds):
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if condition():
            return True
        time.sleep(0.002)
    return False
