"""The official engine (PyPI: rlms)."""
from rlm import RLM

import peer


def block(code):
    return f"go\n```repl\n{code}\n```"


SUBMIT = 'answer["content"] = str(n)\nanswer["ready"] = True'
CHILD = 'answer["content"] = llm_query("leaf " + context[context.index("Q "):][:20])\nanswer["ready"] = True'

if peer.WORK["form"] == "":
    root = [block(peer.LOOK)] * (peer.WORK["turns"] - 1) + [block(SUBMIT)]
elif peer.WORK["form"] == "children":
    root = [block(peer.code() + "\n" + SUBMIT), block(CHILD)]
else:
    root = [block(peer.code()), block(SUBMIT)]
peer.script(root)
more = {"max_depth": 2, "max_concurrent_subcalls": 64} if peer.WORK["form"] == "children" else {}
engine = RLM(
    backend="openai", backend_kwargs={"model_name": "mock", "base_url": peer.BASE, "api_key": "x"},
    environment="local", max_iterations=peer.WORK["turns"] + 1, **more)
print("ANSWER", engine.completion(peer.context(), root_prompt="go").response)
