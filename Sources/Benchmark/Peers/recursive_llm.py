"""recursive-llm: the package on PyPI, which has batches, or the repository ysz/recursive-llm, which has not."""
import inspect

from rlm import RLM

import peer


def main():
    has_batches = "max_concurrent_subcalls" in inspect.signature(RLM.__init__).parameters
    root, sub, more = [peer.LOOK] * (peer.WORK["turns"] - 1), "{prompt}", {}
    if peer.WORK["form"]:
        # Its restricted Python takes no more than this; a reply that is missing ends the run.
        count, size, stride = peer.WORK["count"], peer.WORK["size"], peer.WORK["stride"]
        call = "llm_query" if has_batches else "recursive_llm"
        text = f"context[i * {stride}:i * {stride} + {size}]"
        code = f"rs = []\nfor i in range({count}):\n    rs.append({call}('Q ' + str(i), {text}))\nn = len(rs)\nprint(n)"
        if peer.WORK["form"] == "batched":
            texts = f"[{text} for i in range({count})]"
            code = f"rs = llm_query_batched(['Q'] * {count}, {texts})\nn = len(rs)\nprint(n)"
        root, sub = [code], "ok" if has_batches else 'FINAL("ok")'
        more = {"max_concurrent_subcalls": 64} if has_batches else {}
    peer.script(root + ["FINAL_VAR(n)"], sub)
    engine = RLM(
        model="openai/mock", recursive_model="openai/sub", api_base=peer.BASE, api_key="x",
        max_iterations=peer.WORK["turns"] + 1, **more)
    print("ANSWER", engine.complete("go", peer.context()))


if __name__ == "__main__":
    main()
