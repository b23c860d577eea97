#: parallel three statements
results = []
for c in chunks:
    prompt = f"Summarise {c}"
    r = llm_query(prompt)
    results.append(r)
print(results)

#: parallel printing
for i, c in enumerate(chunks):
    print(i, c)
    print(llm_query(f"{i} {c}"))

#: parallel into a dict
results = {}
for path, text in files.items():
    results[path] = llm_query(f"File {path}\n\n{text}")
    print(path, len(results))

#: parallel prompts over several statements
results = []
for i in range(0, len(context), 9):
    part = context[i : i + 9]
    head = f"Part {i // 9 + 1}"
    prompt = head + ":\n"
    prompt += part.strip()
    if i == 0:
        prompt += " (the first)"
    elif not part.strip():
        continue
    r = llm_query(prompt)
    results.append((i, r))
print(results)

#: parallel counters
done, total = 0, 0
for c in chunks:
    done += 1
    r = llm_query(f"{done}/{len(chunks)} {c}")
    total += len(r)
print(done, total)

#: parallel conditions on replies
relevant = []
for c in chunks:
    r = llm_query(f"Is {c} relevant?")
    if "3" in r or "5" in r:
        relevant.append(c)
    else:
        print("no", c)
print(relevant)

#: parallel continue after a reply
kept = []
for c in chunks:
    r = llm_query(c)
    if "c3" in r:
        continue
    kept.append(r)
print(kept)

#: parallel a further call that depends on the reply
kept = []
for c in chunks:
    r = llm_query("first " + c)
    if "c3" in r:
        r = llm_query("second " + r)
    kept.append(r)
print(kept)

#: parallel two calls in a row
for c in chunks:
    a = llm_query("a " + c)
    b = llm_query("b " + c)
    print(a, b)

#: parallel the first of two calls that depend on each other
for c in chunks:
    a = llm_query("a " + c)
    b = llm_query("b " + a)
    print(b)

#: parallel nested
table = {}
for a in chunks[:3]:
    for b in "xyz":
        table[a, b] = llm_query(a + b)
print(table)

#: parallel nested with lists
table = []
for a in chunks[:3]:
    row = []
    for b in "xyz":
        if b == "y" and a == "c1":
            break
        row.append(llm_query(a + b))
    else:
        row.append("whole")
    table.append(row)
print(table)

#: parallel else
for c in chunks:
    print(llm_query(c))
else:
    print("done")

#: parallel break that is known
for i, c in enumerate(chunks):
    if i == 5:
        break
    print(llm_query(c))
else:
    print("never")

#: parallel parts gathered before the call
results = []
for i in range(0, len(chunks), 2):
    parts = []
    for c in chunks[i : i + 2]:
        parts.append(f"- {c}")
    parts.insert(0, "List:")
    results.append(llm_query("\n".join(parts)))
print(results)

#: parallel what was seen
seen = set()
for c in "abcabcdd":
    if c in seen:
        continue
    seen.add(c)
    print(llm_query(c))
seen = len(seen)

#: parallel a queue that only grows shorter
done = []
for c in chunks[:]:
    chunks.remove(c)
    done.append(llm_query(f"{c}, {len(chunks)} left"))
print(done, chunks)

#: parallel a dict of lists
groups = {}
for i, c in enumerate(chunks):
    groups.setdefault("even" if i % 2 == 0 else "odd", []).append(c)
for name, members in groups.items():
    groups[name] = llm_query(f"{name}: {', '.join(members)}")
print(groups)

#: parallel defaultdict
groups = collections.defaultdict(list)
for i, c in enumerate(chunks):
    groups[i % 2].append(llm_query(c))
print(dict(groups))
del groups

#: parallel unpacking
pairs = [("a", (1, 2)), ("b", (3, 4)), ("c", (5, 6))]
for name, (low, *high) in pairs:
    print(llm_query(f"{name} {low} {high}"))

#: parallel starred
for args in [("p1",), ("p2",), ("p3",)]:
    print(llm_query(*args))

#: parallel keywords from a dict
for c in chunks:
    options = dict(model="m:1")
    print(llm_query(c, model=options["model"]))

#: parallel while inside
for c in chunks[:4]:
    size = len(c)
    while size < 6:
        size += 3
    print(llm_query(f"{c} {size}"))

#: parallel asserts that hold
for i, c in enumerate(chunks):
    assert isinstance(c, str) and i >= 0, c
    print(llm_query(c))

#: parallel imports within
for c in chunks:
    import json as j
    from math import ceil
    print(llm_query(j.dumps([c, ceil(1.5)])))
del j, ceil

#: parallel user helper that does nothing to the prompts
def tidy(text):
    return text.strip().lower()
notes = []
for c in chunks:
    notes.append(tidy(llm_query(c)))
print(notes)

#: parallel user helper that makes the prompts
def prompt_of(c, style="short"):
    """Makes a prompt."""
    if style == "short":
        return f"Short: {c}"
    return f"Long: {c}"
for i, c in enumerate(chunks):
    print(llm_query(prompt_of(c, "short" if i % 2 else "long")))

#: parallel an object that collects
class Notes:
    def __init__(self):
        self.found = []
    def add(self, text):
        self.found.append(text)
notes = Notes()
for c in chunks:
    notes.add(llm_query(c))
print(notes.found)
del notes, Notes

#: parallel a batch in each turn
for i in range(0, len(chunks), 2):
    batch = chunks[i : i + 2]
    for c, r in zip(batch, llm_query_batched(batch)):
        print(c, r)

#: parallel a function of two loops
for a in chunks[:3]:
    print([llm_query(a + b) for b in "xy"], sum(len(llm_query(a + b)) for b in "zw"))

#: parallel the answer
for c in chunks:
    answer["content"] = str(answer["content"]) + llm_query(c)
print(answer["content"])
answer["content"] = ""

#: parallel await in a loop
for c in chunks:
    r = await llm_query_async(f"await {c}")
    print(r)

#: parallel the last expression
results = []
for c in chunks:
    results.append(llm_query(c))
[results, [llm_query("x" + c) for c in chunks]]

#: parallel limits that do not depend on replies
results = []
for c in chunks:
    if len(results) >= 4:
        break
    results.append(llm_query(c))
print(results)

#: parallel annotated
total: int = 0
for c in chunks:
    r: str = llm_query(c)
    total += len(r)
print(total)

#: parallel deleting
for c in chunks:
    prompt = "p " + c
    r = llm_query(prompt)
    print(r)
    del prompt

#: parallel one line
for c in chunks: print(llm_query(c))

#: any deeply nested blocks
for a in [0]:
  for b in [1]:
    for c in [2]:
      for d in [3]:
        for e in [4]:
          for f in [5]:
            for g in [6]:
              for h in [7]:
                for i in [8]:
                  for j in [9]:
                    for k in [10]:
                      print([llm_query(f"{a}{k}{c}") for c in chunks])

#: sequential an own while
i = 0
while i < 3:
    print(llm_query(chunks[i]))
    i += 1
