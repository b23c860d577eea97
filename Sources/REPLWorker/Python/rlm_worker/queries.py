"""The functions by which a cell asks other models, in all the forms that models were trained on."""
from _collections_abc import Mapping

from .subcalls import MODEL, RECURSIVE


def text_of(value):
    """A prompt as text: a string, a list of chat messages, files by path, or anything that can be printed."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, dict) and "content" in value:
        return text_of(value["content"])
    if isinstance(value, Mapping):
        # As `context` is made: the child finds these files again under their paths.
        return "".join(f"===== {path} =====\n{text_of(text).removesuffix(chr(10))}\n" for path, text in value.items())
    if isinstance(value, (list, tuple)):
        return "\n\n".join(map(text_of, value))
    return str(value)


def looks_like_model(text):
    """True for what can only be a model's name, such as `qwen3:8b`; "Summarize" is an instruction."""
    if not isinstance(text, str) or len(text) > 100:
        return False
    word, sign = patterns()
    return word.match(text) is not None and sign.search(text) is not None


def patterns():
    """What a model's name is made of, and what tells it from a plain word."""
    import re

    families = "gpt|claude|gemini|deepseek|llama|qwen|mistral|builtin|command"
    return re.compile(r"[A-Za-z0-9][\w.+-]*(?:[/:@][\w.+-]+)*\Z"), re.compile(rf"\d|[/:@]|^(?:{families})\b")


def model_call(prompt=None, instruction=None, model=None, *, sub_context=None, context=None, query=None):
    """What a plain call asks: its kind, prompt, context and model."""
    if model is None and instruction is not None and looks_like_model(instruction):
        model, instruction = instruction, None
    parts = [part for part in (instruction, query, prompt, sub_context, context) if part is not None]
    if not parts:
        raise TypeError("llm_query needs a prompt: llm_query(prompt, model=None)")
    return MODEL, "\n\n".join(map(text_of, parts)), None, model


def recursive_call(prompt=None, context=None, model=None, *, query=None, swap=True):
    """What a child is asked, likewise."""
    if swap and model is None and context is not None and looks_like_model(context):
        model, context = context, None
    parts = [part for part in (query, prompt) if part is not None]
    if not parts:
        raise TypeError("rlm_query needs a prompt: rlm_query(prompt, context=None, model=None)")
    text = "\n\n".join(map(text_of, parts))
    return RECURSIVE, text, None if context is None else text_of(context), model


def child_call(query=None, context=None, *, prompt=None, sub_context=None, model=None):
    """The same for `recursive_llm`, which takes the question first."""
    return recursive_call(prompt, sub_context or context, model, query=query, swap=False)


class Queries:
    """Makes `llm_query` and its relatives over the worker's calls."""

    def __init__(self, calls):
        self._calls = calls
        names = [
            "llm_query", "llm_query_async", "llm_query_batched", "llm_query_batched_async", "rlm_query",
            "rlm_query_async", "rlm_query_batched", "recursive_llm",
        ]  # fmt: skip
        self._functions = {name: getattr(self, name) for name in names}
        self._functions["llm_batch"] = self._functions["llm_query_batched"]
        self._forms = self.forms()

    def functions(self):
        """By the name that cells use."""
        return self._functions

    def forms(self):
        """By a function's id: what makes a list of calls of its arguments, whether many, whether it is for `await`."""
        one = {"llm_query": model_call, "rlm_query": recursive_call, "recursive_llm": child_call}
        forms = {name: (single(form), False, False) for name, form in one.items()}
        forms["llm_query_async"] = (single(model_call), False, True)
        forms["rlm_query_async"] = (single(recursive_call), False, True)
        forms["llm_query_batched"] = (several(model_call), True, False)
        forms["rlm_query_batched"] = (several(recursive_call), True, False)
        return {id(self._functions[name]): form for name, form in forms.items()}

    def awaited(self, function):
        """What `await` is given in place of a function that asks models; any other function as it is."""
        make, many, is_async = self._forms.get(id(function), (None, False, True))
        if is_async:
            return function

        async def ask(*arguments, **named):
            calls = await self._gather(self._calls.start_all(make(*arguments, **named)))
            return [call.result_in_batch() for call in calls] if many else calls[0].result()

        return ask

    def llm_query(self, prompt=None, instruction=None, model=None, *, sub_context=None, context=None, query=None):
        """Asks a model: llm_query(prompt, model=None), or llm_query(sub_context, instruction)."""
        call = model_call(prompt, instruction, model, sub_context=sub_context, context=context, query=query)
        return self._one(self._calls.start(*call))

    async def llm_query_async(self, prompt, model=None):
        """llm_query for `await` and `asyncio.gather`: many run at once."""
        return (await self._gather([self._calls.start(*model_call(prompt, None, model))]))[0].result()

    def llm_query_batched(self, prompts, instruction=None, model=None):
        """Asks a model each of `prompts`, all at once; a failed one's place holds a text that starts with "Error: "."""
        return self._many([model_call(one, instruction, model) for one in as_prompts(prompts)])

    async def llm_query_batched_async(self, prompts, model=None):
        """llm_query_batched for `await`."""
        asked = [model_call(one, None, model) for one in as_prompts(prompts)]
        calls = await self._gather(self._calls.start_all(asked))
        return [call.result_in_batch() for call in calls]

    def rlm_query(self, prompt=None, context=None, model=None, *, query=None):
        """Has a child with a REPL of its own explore `context` (or the prompt alone) and answer."""
        return self._one(self._calls.start(*recursive_call(prompt, context, model, query=query)))

    async def rlm_query_async(self, prompt, context=None, model=None):
        """rlm_query for `await`."""
        return (await self._gather([self._calls.start(*recursive_call(prompt, context, model))]))[0].result()

    def rlm_query_batched(self, prompts, context=None, model=None):
        """rlm_query for each of `prompts`, all at once."""
        return self._many([recursive_call(one, context, model) for one in as_prompts(prompts)])

    def recursive_llm(self, query=None, context=None, *, prompt=None, sub_context=None, model=None):
        """Has a child explore `context` to answer `query`."""
        call = child_call(query, context, prompt=prompt, sub_context=sub_context, model=model)
        return self._one(self._calls.start(*call))

    def _one(self, call):
        self._calls.wait([call])
        return call.result()

    def _many(self, asked):
        calls = self._calls.start_all(asked)
        self._calls.wait(calls)
        return [call.result_in_batch() for call in calls]

    async def _gather(self, calls):
        import asyncio

        loop = asyncio.get_running_loop()
        waiters = []
        for call in calls:
            waiter = loop.create_future()
            waiters.append(waiter)
            call.tell(lambda waiter=waiter: settle(loop, waiter))
        try:
            for waiter in waiters:
                await waiter
        except BaseException:
            self._calls.drop(calls)
            raise
        return calls


def settle(loop, waiter):
    """Ends `waiter` from any thread; a loop that was closed meanwhile does not matter."""
    try:
        loop.call_soon_threadsafe(lambda: waiter.done() or waiter.set_result(None))
    except RuntimeError:
        pass


def as_prompts(prompts):
    """A batch as a list; one prompt alone is a batch of one."""
    return [prompts] if isinstance(prompts, str) else list(prompts)


def single(form):
    """A form for one call as one for a list of calls."""
    return lambda *arguments, **named: [form(*arguments, **named)]


def several(form):
    """A form for one call as one for a batch, whose first argument is a list of prompts."""
    return lambda prompts, *rest, **named: [form(prompt, *rest, **named) for prompt in as_prompts(prompts)]
