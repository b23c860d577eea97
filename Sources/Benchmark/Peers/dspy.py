"""dspy.RLM (PyPI: dspy), with its interpreter in a local process, the faster of the two that it has."""
import os
import sys

sys.path.append(sys.path.pop(0))  # this file is called as the package is

import dspy  # noqa: E402
from dspy.primitives.local_interpreter import LocalInterpreter  # noqa: E402

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
import peer  # noqa: E402


def block(code):
    return f"[[ ## reasoning ## ]]\nr\n\n[[ ## code ## ]]\n```python\n{code}\n```\n\n[[ ## completed ## ]]"


def main():
    work, submit = peer.WORK, block("SUBMIT(answer=str(n))")
    if work["form"] == "":
        root = [block(peer.LOOK)] * (work["turns"] - 1) + [submit]
    else:
        root = [block(peer.code()), submit]
    peer.script(root)
    dspy.configure_cache(enable_disk_cache=False, enable_memory_cache=False)
    dspy.configure(lm=dspy.LM("openai/mock", api_base=peer.BASE, api_key="x", cache=False))
    sub = dspy.LM("openai/sub", api_base=peer.BASE, api_key="x", cache=False)
    engine = dspy.RLM(
        "context, query -> answer", max_iters=work["turns"] + 1, max_llm_calls=work["count"] + 10, sub_lm=sub,
        interpreter_factory=LocalInterpreter)
    print("ANSWER", engine(context=peer.context(), query="go").answer)


if __name__ == "__main__":
    main()
