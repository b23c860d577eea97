# Each program runs with calls sent ahead and without, in the same state, and has to do the same.
# `#: parallel` needs two calls in flight at once, `#: sequential` never more than one, `#: any` says nothing of that;
# `lossy` behind it allows that calls were sent which the code did not make.
# `chunks` are ["c0", … "c7"], `show` prints its arguments, `ask` is a function that asks a model.

#: parallel list
results = [llm_query(f"Summarise {c}") for c in chunks]
print(results)

#: parallel list with a condition that does not ask
results = [llm_query("Q: " + c) for c in chunks if c not in ("c1", "c3")]

#: parallel set
results = {llm_query(c) for c in chunks}

#: parallel dict
results = {c.upper(): llm_query(c) for c in chunks}
print(list(results))

#: parallel dict with the call in the key
results = {llm_query(c): i for i, c in enumerate(chunks)}

#: parallel both key and value
results = {llm_query("k" + c): llm_query("v" + c) for c in chunks}
print(results)

#: parallel enumerate
results = [f"{i}: {llm_query(f'{i} of {len(chunks)}: {c}')}" for i, c in enumerate(chunks, 1)]
print("\n".join(results))

#: parallel zip
results = [llm_query(f"{a} against {b}") for a, b in zip(chunks, reversed(chunks))]

#: parallel nested
results = [[llm_query(f"{a}{b}") for b in "xyz"] for a in chunks[:3]]
print(results)

#: parallel two loops
results = [llm_query(f"{a}{b}") for a in chunks[:3] for b in range(3) if b != 1]
print(results)

#: parallel over the files
results = {path: llm_query(f"{path}:\n{text[:20]}") for path, text in files.items()}
print(results)

#: parallel over paths
results = [llm_query(f"What is {path}? {files[path][:8]!r}") for path in files]

#: parallel over lines
results = [llm_query(line) for line in context.splitlines() if line.strip()]
print(results)

#: parallel over slices
size = 7
results = [llm_query("Part: " + context[i : i + size]) for i in range(0, len(context), size)]
print(results)

#: parallel post-processing of the reply
results = [llm_query(c).strip().upper()[:10] for c in chunks]

#: parallel arithmetic on the reply
results = [len(llm_query(c)) * 2 + i for i, c in enumerate(chunks)]
print(sum(results))

#: parallel tuple of several calls
results = [(llm_query("a" + c), llm_query("b" + c)) for c in chunks]
print(results)

#: parallel walrus
results = [r for c in chunks if (r := llm_query(c)) and "2" not in r]
print(results, r)

#: parallel walrus of the prompt
results = [(p, llm_query(p)) for c in chunks if (p := f"ask {c}")]
print(results, p)

#: sequential a second call that needs the first
results = [llm_query("again " + llm_query(c)) for c in chunks[:1]]

#: parallel first calls of a chain
results = [llm_query("again " + llm_query(c)) for c in chunks]
print(results)

#: parallel a condition that asks
results = [c for c in chunks if "3" in llm_query(f"Is {c} relevant?")]
print(results)

#: parallel a condition that asks before another call
results = [llm_query("more on " + c) for c in chunks if "c2" in llm_query("relevant? " + c)]
print(results)

#: parallel conditional expression
results = [llm_query(c) if i % 2 else "even" for i, c in enumerate(chunks)]

#: parallel either of two prompts
results = [llm_query("odd " + c if i % 2 else "even " + c) for i, c in enumerate(chunks)]
print(results)

#: parallel and, or
results = [llm_query(c) and i or "none" for i, c in enumerate(chunks)]

#: parallel keyword arguments
results = [llm_query(prompt=c) for c in chunks] + [llm_query(c, model="any/model:1") for c in chunks]
print(results)

#: parallel instruction and text
results = [llm_query(sub_context=c, instruction="Summarise") for c in chunks] + [llm_query(c, "Shorten") for c in chunks]
print(results)

#: parallel messages
results = [llm_query([{"role": "user", "content": f"hello {c}"}]) for c in chunks]
print(results)

#: parallel children
results = [rlm_query("What is this?", context="text " + c) for c in chunks]
print(results)

#: parallel children, the other way to call
results = [recursive_llm("Explain", "text " + c) for c in chunks] + [recursive_llm(query=c, sub_context="x") for c in chunks]
print(results)

#: parallel through rlm
results = [rlm.llm_query(c) for c in chunks]

#: sequential the same prompt again and again
results = [llm_query("Tell a joke") for _ in range(6)]
print(results)

#: parallel numbers as prompts
results = [llm_query(n) for n in (1, 2.5, None, True)]
print(results)

#: parallel format methods
results = [llm_query("{} {:>4}".format(c, i)) + "%s" % c for i, c in enumerate(chunks)]
print(results)

#: parallel format fields
results = [llm_query(f"{i:03d} {c!r:>8} {i / 3:.2f} {[c, i]} { {c: i} }") for i, c in enumerate(chunks)]
print(results)

#: parallel await
results = [await llm_query_async(c) for c in chunks]
print(results)

#: parallel await of a reply
results = [await llm_query(c) for c in chunks]

#: parallel batches
results = [llm_query_batched([c + "1", c + "2"]) for c in chunks]
print(results)

#: parallel a list of dicts
items = [{"id": i, "text": f"text {i}"} for i in range(5)]
results = [{**item, "summary": llm_query(item["text"] + str(item.get("note", "")))} for item in items]
print(results)

#: parallel sorted items
counts = {"b": 2, "a": 1, "c": 3}
results = [llm_query(f"{k}={v}") for k, v in sorted(counts.items())]
print(results)

#: parallel hits
results = [llm_query(f"{hit.path}:{hit.line} {hit.text}") for hit in grep("def|class")]
print(results)

#: parallel lines of a file
results = [llm_query("\n".join(hit.text for hit in lines(path, 1, 2))) for path in files]

#: parallel whole files with a power and a shift
results = [llm_query(str(lines(path, 1, 10**9)) + str(lines(path, 1, 1 << 20))) for path in files]
print(results)

#: parallel lines around hits
results = [llm_query(f"{lines(hit)}") for hit in grep("a")]
print(results)

#: parallel lines with the path by name
results = [llm_query(str(lines(path=path))) for path in files]

#: any a power of many digits
results = [llm_query(str(len(str((i + 2) ** 5_000)))) for i in range(3)]

#: any a power that fails
try:
    results = [llm_query(str(2 ** (3 - i) / 0 ** (i - 1))) for i in range(3)]
except ZeroDivisionError as error:
    print(error)
print(results)

#: parallel regular expressions
results = [llm_query(re.sub(r"\s+", " ", text).strip()) for text in re.split(r"\n\n+", "a  b\n\nc\td\n\ne")]
print(results)

#: parallel json
results = [llm_query(json.dumps({"chunk": c, "i": i}, indent=1)) for i, c in enumerate(chunks)]
print(results)

#: parallel a named tuple
Part = collections.namedtuple("Part", "name size")
results = [llm_query(f"{part.name} of {part.size}") for part in [Part("a", 1), Part("b", 2), Part("c", 3)]]
print(results)

#: parallel attributes
class Part:
    def __init__(self, name):
        self.name = name
parts = [Part(c) for c in chunks]
results = [llm_query(part.name) for part in parts]
print(results)
del Part, parts

#: sequential attributes that are computed
class Part:
    def __init__(self, name):
        self._name = name
    @property
    def name(self):
        print("read", self._name)
        return self._name
parts = [Part(c) for c in chunks]
results = [llm_query(part.name) for part in parts]
print(results)
del Part, parts

#: sequential texts with a mind of their own
class Loud(str):
    def __format__(self, form):
        print("formatted", str.__str__(self))
        return str.__format__(self, form)
    def __add__(self, other):
        print("added")
        return str.__add__(self, other)
louds = [Loud(c) for c in chunks]
results = [llm_query(f"ask {c}") for c in louds] + [llm_query(c + "!") for c in louds]
print(results)
del Loud, louds

#: parallel long context
text = " ".join(map(str, range(5000)))
results = [llm_query(text[i : i + 5000]) for i in range(0, len(text), 5000)]

#: parallel more than may be ahead
results = [llm_query(f"n{i}") for i in range(100)]
print(results)
