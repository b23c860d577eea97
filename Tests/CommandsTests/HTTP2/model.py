"""A model that tells in its reply how it was asked: protocol, number of the connection, bytes of the request."""

import json

connections = []


async def application(scope, receive, send):
    if scope["type"] != "http":
        return
    length, more = 0, True
    while more:
        message = await receive()
        length += len(message.get("body", b""))
        more = message.get("more_body", False)
    if scope["client"] not in connections:
        connections.append(scope["client"])
    await send({"type": "http.response.start", "status": 200, "headers": [(b"content-type", b"text/event-stream")]})
    told = f"HTTP/{scope['http_version']} {connections.index(scope['client'])} {length} "
    for text in [told, *["x" * 1000] * (length // 1000)]:
        await say(send, {"choices": [{"delta": {"content": text}}]})
    await say(send, {"choices": [{"delta": {}, "finish_reason": "stop"}]})
    await send({"type": "http.response.body", "body": b"data: [DONE]\n\n"})


async def say(send, event):
    await send({"type": "http.response.body", "body": b"data: %s\n\n" % json.dumps(event).encode(), "more_body": True})
