"""What the drivers of the peers share.

A driver is called with the base URL of the mock server and a piece of work as JSON. It tells the server what the root
model replies, in the peer's own form, runs the peer, and prints the answer.
"""
import json
import socket
import sys

BASE = sys.argv[1]
WORK = json.loads(sys.argv[2])
LOOK = "n = len(context)\nprint(n)"


def code(query="llm_query({prompt})", batch="llm_query_batched({prompts})", child="rlm_query_batched({prompts})"):
    """The Python that makes the sub-calls and counts the right replies in `n`."""
    count, size, stride = WORK["count"], WORK["size"], WORK["stride"]
    text = f"context[i * {stride}:i * {stride} + {size}]"
    prompt = f"'Q %04d ' % i + {text}"
    form = {"comprehension": f"[{query} for i in range({count})]", "batched": batch, "children": child}[WORK["form"]]
    prompts = f"[{prompt} for i in range({count})]"
    calls = form.format(prompt=prompt, prompts=prompts, text=text, count=count)
    return f"rs = {calls}\nn = sum(['Q %04d ' % i in str(r) for i, r in enumerate(rs)])\nprint(n)"


def script(root, sub="{prompt}"):
    """Sets what the mock server replies; by a bare socket, so that it costs the peer no import."""
    body = json.dumps({"root": root, "sub": sub, "sub_latency": WORK["latency"]}).encode()
    host, port = BASE.removeprefix("http://").removesuffix("/v1").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(b"POST /script HTTP/1.1\r\nHost: mock\r\nContent-Length: %d\r\n\r\n" % len(body) + body)
        assert b" 200 " in connection.recv(1000)


def context():
    with open(WORK["path"]) as file:
        return file.read()
