# A prompt with "fail" in it fails.

#: parallel lossy in the middle of a list
chunks[4] = "fail"
results = [llm_query(c) for c in chunks]

#: parallel lossy in the middle of a loop
chunks[4] = "fail"
results = []
for c in chunks:
    results.append(llm_query(f"ask {c}"))
    print(c)

#: parallel caught in the loop
chunks[2] = chunks[5] = "fail"
results = []
for c in chunks:
    try:
        r = llm_query(c)
    except Exception as error:
        r = f"failed: {error}"
        print(type(error).__name__)
    results.append(r)
print(results)

#: parallel caught and gone on
chunks[2] = chunks[3] = "fail"
results = []
for c in chunks:
    try:
        results.append(llm_query(c))
    except SubcallError:
        continue
    finally:
        print("tried", c)
print(results)

#: parallel lossy caught outside
chunks[4] = "fail"
results = []
try:
    for c in chunks:
        results.append(llm_query(c))
except RuntimeError as error:
    print("caught", error)
print(results, llm_query("after"))

#: parallel lossy caught and ended
chunks[4] = "fail"
results = []
for c in chunks:
    try:
        results.append(llm_query(c))
    except Exception as error:
        print("ends", error)
        break
print(results)

#: parallel lossy in a function
def work(parts):
    return [llm_query(part) for part in parts]
chunks[4] = "fail"
try:
    work(chunks)
except SubcallError as error:
    print(error)
print(work(chunks[:3]))

#: parallel lossy raised by the code
results = []
for i, c in enumerate(chunks):
    results.append(llm_query(c))
    results.append(1 // (4 - i))

#: parallel lossy raised by a reply
results = []
for c in chunks:
    r = llm_query(c)
    results.append(int(r) if "c4" in r else len(r))

#: parallel replies that cannot be parsed
results = []
for c in chunks:
    try:
        results.append(json.loads(llm_query(c)))
    except json.JSONDecodeError as error:
        results.append(str(error))
print(results)

#: parallel replies that cannot be parsed, and on
results = []
for c in chunks:
    r = llm_query(c)
    try:
        value = int(r[-2])
    except ValueError:
        print("no number in", r)
        continue
    results.append(value)
print(results)

#: parallel raised before the call
results = []
for c in ["a", "b", None, "d"]:
    results.append(llm_query(c.upper()))

#: parallel a key that is not there
prompts = {"c0": "p0", "c1": "p1", "c2": "p2"}
for c in chunks:
    print(llm_query(prompts[c]))

#: parallel a key that is not there, caught
prompts = {"c0": "p0", "c1": "p1", "c5": "p5"}
for c in chunks:
    try:
        p = prompts[c]
    except KeyError as error:
        print("no", error)
        continue
    print(llm_query(p))

#: any no prompt
print([llm_query() for c in chunks])

#: any a wrong argument
print([llm_query(c, temperature=0) for c in chunks])

#: any not iterable
print([llm_query(c) for c in 5])

#: any not iterable in a loop
for c in len(chunks):
    print(llm_query(c))

#: any an unknown name
print([llm_query(c + unknown) for c in chunks])

#: parallel lossy an unknown name after the call
for c in chunks:
    print(llm_query(c))
    print(unknown)

#: any too much to unpack
for a, b in ["ab", "cd", "xyz"]:
    print(llm_query(a + b))

#: parallel lossy a traceback over several lines
def outer(parts):
    return {
        part: llm_query(
            f"ask {part}"
        ) + 1
        for part in parts
    }
outer(chunks)

#: parallel lossy a traceback through functions
def inner(part):
    reply = llm_query(part)
    return reply.missing
def outer(parts):
    found = []
    for part in parts:
        found.append(inner(part))
    return found
outer(chunks)

#: any chained
for c in chunks:
    try:
        r = llm_query(c)
        1 / 0
    except ZeroDivisionError as error:
        raise ValueError(r) from error

#: any cell ended
for i, c in enumerate(chunks):
    print(llm_query(c))
    if i == 2:
        raise SystemExit("enough")

#: parallel all fail
results = []
for i in range(5):
    try:
        results.append(llm_query(f"fail {i}"))
    except SubcallError as error:
        results.append(str(error))
print(results)

#: parallel batches hold failures
for i in range(3):
    print(llm_query_batched([f"good {i}", f"fail {i}"]))
