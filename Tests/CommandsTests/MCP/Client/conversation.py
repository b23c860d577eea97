"""A conversation with `rlm mcp` by the official client of the Model Context Protocol; what it hears, as one JSON object.

    conversation.py COMMAND ARGUMENT…        the server, which serves a repository with retry.py and a proposal in it
"""
import asyncio
import json
import os
import sys

from mcp import Client, StdioServerParameters


async def hear(mode, server):
    heard = {"progress": []}

    async def progress(done, total, message):
        heard["progress"].append([done, message])

    async with Client(server, mode=mode) as client:
        heard["tools"] = [tool.name for tool in (await client.list_tools()).tools]
        answer = await client.call_tool("rlm_ask", {"question": "where is go defined"}, progress_callback=progress)
        heard["answer"] = answer.content[0].text
        heard["structured"] = answer.structured_content
        heard["search"] = (await client.call_tool("rlm_search", {"query": "retries"})).content[0].text
        heard["outline"] = (await client.call_tool("rlm_outline", {"paths": ["retry.py"]})).content[0].text
        proposals = await client.call_tool("rlm_proposals", {"state": "proposed"})
        heard["proposals"] = [proposals.content[0].text, proposals.structured_content]
        outside = await client.call_tool("rlm_outline", {"paths": ["/etc/passwd"]})
        heard["outside"] = [outside.is_error, outside.content[0].text]
        # A call that the client gives up: the connection goes on.
        try:
            await asyncio.wait_for(client.call_tool("rlm_ask", {"question": "where is go defined"}), 0.01)
            heard["given_up"] = False
        except asyncio.TimeoutError:
            heard["given_up"] = True
        again = await client.call_tool("rlm_outline", {"paths": ["retry.py"]})
        heard["afterwards"] = again.content[0].text == heard["outline"]
    return heard


async def main():
    server = StdioServerParameters(command=sys.argv[1], args=sys.argv[2:], env=dict(os.environ))
    print(json.dumps({mode: await hear(mode, server) for mode in ("auto", "legacy")}))


asyncio.run(main())
