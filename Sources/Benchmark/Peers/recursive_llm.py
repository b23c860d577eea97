"""recursive-llm: the package on PyPI, which has batches, or the repository ysz/recursive-llm, which has not."""
import inspect

from rlm import RLM

import peer


def main():
    has_batches = "max_concurrent_subcalls" in inspect.signature(RLM.__init__).parameters
    root, sub, more = [peer.LOOK] * (peer.WORK["turns"] - 1), "{prompt}", {}
    if peer.WORK["form"]:
        if has_batches:
            code = peer.code()
            more = {"max_concurrent_subcalls": 64, "repl_timeout": 600}
        else:
            code = peer.code(query="recursive_llm('Q %04d ' % i, {text})")
            sub = 'FINAL("{prompt}")'
        root = [code]
    peer.script(root + ["FINAL_VAR(n)"], sub)
    engine = RLM(
        model="openai/mock", recursive_model="openai/sub", api_base=peer.BASE, api_key="x",
        max_iterations=peer.WORK["turns"] + 1, **more)
    print("ANSWER", engine.complete("go", peer.context()))


if __name__ == "__main__":
    main()
