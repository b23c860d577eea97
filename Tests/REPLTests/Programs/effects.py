#: parallel prints between
for c in chunks:
    print("before", c)
    r = llm_query(c)
    print("after", c, r)

#: parallel a helper that prints the prompt
def prompt_of(c):
    print("making", c)
    return "p " + c
print([llm_query(prompt_of(c)) for c in chunks])

#: any lossy a helper that changes what the prompts are made of
style = "short"
def note(r):
    global style
    style = "long" if "c2" in r else style
for c in chunks:
    r = llm_query(f"{style} {c}")
    note(r)
print(style)

#: any lossy a helper that changes the list
def grow(r):
    if len(chunks) < 10:
        chunks.append(r)
for c in chunks:
    grow(llm_query(c))
print(chunks)

#: any lossy a list changed by another name
same = chunks
for i, c in enumerate(chunks):
    r = llm_query(c)
    if i < 3:
        same[i + 4] = "new " + r
print(chunks)

#: any lossy a list changed by a method kept
push = chunks.append
for c in chunks:
    r = llm_query(c)
    if len(chunks) < 10:
        push(r)
print(chunks)
del push

#: parallel a list changed in a known way
for i, c in enumerate(chunks):
    if i < 3:
        chunks.append(f"more {i}")
    print(llm_query(c))
print(chunks)

#: any a dict that changes its size
table = {"a": 1, "b": 2, "c": 3}
for k in table:
    r = llm_query(k)
    table[r] = 1

#: any lossy setattr
class Config:
    style = "short"
config = Config()
for c in chunks:
    r = llm_query(f"{config.style} {c}")
    setattr(config, "style", "long" if "c2" in r else config.style)
print(config.style)
del config, Config

#: any lossy globals
style = "short"
for c in chunks:
    r = llm_query(f"{style} {c}")
    globals()["style"] = "long" if "c2" in r else style
print(style)

#: any lossy exec
style = "short"
for c in chunks:
    r = llm_query(f"{style} {c}")
    exec("style = 'long'")
print(style)

#: parallel lambdas that capture the loop's variable
late = []
for c in chunks:
    r = llm_query(c)
    late.append(lambda: (c, r))
print([f() for f in late])
del late

#: parallel functions that capture
made = []
for i, c in enumerate(chunks):
    def say(more, i=i):
        return f"{i} {c} {more}"
    made.append(say(llm_query(say("x"))))
print(made)

#: parallel closures over a function's variables
def work(parts, style):
    def prompt_of(part):
        return f"{style} {part}"
    results = []
    for part in parts:
        results.append(llm_query(prompt_of(part)))
    return results
print(work(chunks, "brief"))

#: parallel comprehension in a method
class Reader:
    def __init__(self, parts):
        self.parts = parts
        self.read = 0
    def run(self):
        replies = [llm_query(f"read {part}") for part in self.parts]
        self.read += len(replies)
        return replies
reader = Reader(chunks)
print(reader.run(), reader.read)
del reader, Reader

#: parallel a loop in a method
class Reader:
    def __init__(self):
        self.found = {}
    def run(self, parts):
        for part in parts:
            self.found[part] = llm_query(f"read {part}")
        return self
reader = Reader().run(chunks)
print(reader.found)
del reader, Reader

#: parallel a function that loops, called in a loop
def summarise(text):
    parts = [text[i : i + 2] for i in range(0, len(text), 2)]
    return " ".join(llm_query(p) for p in parts)
for word in ["abcdef", "ghijkl"]:
    print(summarise(word))

#: parallel recursion
def tree(text):
    if len(text) <= 2:
        return llm_query(text)
    half = len(text) // 2
    return [tree(part) for part in (text[:half], text[half:])]
print(tree("abcdefgh"))

#: parallel a partial summary, then the whole
notes = [llm_query(c) for c in chunks]
print(llm_query("\n".join(notes)))

#: parallel keyword-only and collected arguments
def ask_with(*parts, style="s", sep=" "):
    return llm_query(sep.join([style, *parts]))
print([ask_with(c, "x", style="t") for c in chunks])

#: parallel the names of builtins
str_before = str
print([llm_query(str(i) + repr(c)) for i, c in enumerate(chunks)], str is str_before)
del str_before

#: any an own str
def str(value):
    print("own str", value)
    return "s"
results = [llm_query(str(i)) for i in range(3)]
del str
print(results)

#: parallel threads in a loop
from concurrent.futures import ThreadPoolExecutor
with ThreadPoolExecutor(4) as pool:
    for batch in (chunks[:4], chunks[4:]):
        print(list(pool.map(llm_query, batch)))

#: parallel threads with loops of their own
import threading
found = {}
def work(name):
    results = []
    for i in range(4):
        results.append(llm_query(f"{name} {i}"))
    found[name] = results
threads = [threading.Thread(target=work, args=(name,)) for name in "ab"]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
found = sorted(found.items())
print(found)
del threads, thread

#: parallel tasks
import asyncio
async def work(name):
    return [await llm_query_async(f"{name} {i}") for i in range(3)]
print(await asyncio.gather(*[work(name) for name in "ab"]))

#: parallel gathered
import asyncio
print(await asyncio.gather(*[llm_query_async(c) for c in chunks]))

#: any values with destructors
class Noisy:
    def __init__(self, name):
        self.name = name
    def __del__(self):
        print("gone", self.name)
for noisy in [Noisy(c) for c in chunks]:
    print(llm_query(noisy.name))
del noisy
print("end")
del Noisy

#: parallel trees of values
tree = {"a": [{"x": 1}, {"x": 2}], "b": [{"x": 3}]}
for name, leaves in tree.items():
    for leaf in leaves:
        leaf["reply"] = llm_query(f"{name} {leaf['x']}")
print(tree)

#: parallel sets of numbers
numbers = {5, 3, 9, 1}
print([llm_query(n) for n in numbers])

#: parallel slices that are assigned
results = [None] * len(chunks)
for i in range(len(chunks)):
    results[i] = llm_query(chunks[i])
print(results)

#: parallel augmented items
counts = {"a": 0}
for c in chunks:
    counts["a"] += 1
    print(llm_query(f"{c} {counts['a']}"))
print(counts)

#: parallel a final answer within
for c in chunks:
    r = llm_query(c)
    if "c3" in r:
        FINAL(r)

#: parallel match
for i, c in enumerate(chunks):
    match i:
        case 0:
            word = "zero"
        case _:
            word = "more"
    print(llm_query(c), word)

#: parallel with
import contextlib
out = []
for c in chunks:
    with contextlib.suppress(ValueError):
        out.append(int(c))
    print(llm_query(c))
del contextlib

#: parallel a path
from pathlib import PurePath
print([llm_query(f"{os_path} in {len(files)}") for os_path in sorted(files)], PurePath("a") / "b")
del PurePath

#: parallel dates are left alone
day = datetime.date(2024, 1, 2)
print([llm_query(c) for c in chunks], day.isoformat())

#: parallel progress
for i, c in enumerate(chunks, 1):
    print(f"[{i}/{len(chunks)}]", end=" ", flush=True)
    print(llm_query(f"Chunk {i}: {c}")[:20])
