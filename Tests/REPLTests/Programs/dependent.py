#: sequential running summary
summary = ""
for c in chunks:
    summary = llm_query(f"{summary} and {c}")
print(summary)

#: sequential a list of replies in the prompt
notes = []
for c in chunks[:5]:
    notes.append(llm_query(f"Given {notes}, read {c}"))
print(notes)

#: sequential the last reply
notes = ["start"]
for c in chunks[:5]:
    notes.append(llm_query(notes[-1] + c))
print(notes)

#: sequential joined replies
notes = []
for c in chunks[:5]:
    prompt = "\n".join(notes) + c
    notes += [llm_query(prompt)]
print(notes)

#: sequential a dict of replies
known = {}
for c in chunks[:5]:
    known[c] = llm_query(f"{c} {sorted(known.values())}")
print(known)

#: sequential found, so done
for c in chunks:
    r = llm_query(c)
    if "c2" in r:
        print("found", r)
        break
else:
    print("none")

#: sequential found by a flag
found = None
for c in chunks:
    if found:
        break
    r = llm_query(c)
    if "c2" in r:
        found = c
print(found)

#: sequential found by a function
def find(parts):
    for part in parts:
        if "c2" in llm_query(part):
            return part
print(find(chunks))

#: sequential raised by a reply
try:
    for c in chunks:
        r = llm_query(c)
        if "c2" in r:
            raise ValueError(r)
except ValueError as error:
    print("caught", error)

#: sequential asserted of a reply
try:
    for c in chunks:
        assert "c2" not in llm_query(c), c
except AssertionError as error:
    print("caught", error)

#: sequential enough of them
good = []
for c in chunks:
    r = llm_query(c)
    if "2" in r or "4" in r:
        good.append(r)
    if len(good) == 2:
        break
print(good)

#: sequential a number from replies
level = 0
for c in chunks[:5]:
    level += len(llm_query(f"{c} at {level}"))
print(level)

#: sequential a state in an object
class State:
    text = ""
state = State()
for c in chunks[:5]:
    state.text = llm_query(state.text + c)
print(state.text)
del state, State

#: sequential a state in a global
memory = ""
def step(c):
    global memory
    memory = llm_query(memory + c)
    return memory
print([step(c) for c in chunks[:5]])

#: sequential a state in a closure
def machine():
    state = "s"
    def step(c):
        nonlocal state
        state = llm_query(state + c)
        return state
    return step
step = machine()
print([step(c) for c in chunks[:5]])

#: sequential a state in a default
def step(c, state=[""]):
    state[0] = llm_query(state[0] + c)
    return state[0]
for c in chunks[:5]:
    print(step(c))

#: sequential a list that grows by replies
queue = ["root"]
for item in queue:
    r = llm_query(item)
    if len(queue) < 4:
        queue.append(r[:6])
print(queue)

#: sequential a prompt picked by a reply
prompts = {"re(x)": "next"}
p = "x"
for _ in range(3):
    p = prompts.get(llm_query(p), "x" + p)
print(p)

#: sequential walrus that carries over
r = ""
results = [r := llm_query(r + c) for c in chunks[:5]]
print(results)

#: sequential input from the world
clock = [0]
def tick():
    clock[0] += 1
    print("tick", clock[0])
    return clock[0]
for c in chunks[:4]:
    r = llm_query(f"{c} at {tick.__call__()}")
    print(r)
del tick

#: sequential random prompts
random.seed(7)
print([llm_query(f"{c} {random.randint(0, 9)}") for c in chunks[:5]])

#: sequential shadowed by a function
def llm_query(prompt):
    print("mine", prompt)
    return prompt
results = [llm_query(c) for c in chunks]
for c in chunks:
    results.append(llm_query(c))
print(results)

#: sequential shadowed by a variable
def asking(llm_query):
    return [llm_query(c) for c in chunks]
print(asking(str.upper))

#: sequential shadowed in the middle
for i, c in enumerate(chunks[:3]):
    r = llm_query(c)
    print(r)
    if i == 0:
        original, llm_query = llm_query, (lambda p: "mine " + p)
llm_query = original
del original

#: sequential decorated
def noisy(function):
    def inner(c):
        print("calling", c)
        return function(c)
    return inner
@noisy
def decorated(c):
    return llm_query(c)
print([decorated(c) for c in chunks])

#: sequential retried
def retry(prompt):
    for attempt in range(3):
        r = llm_query(f"{prompt} {attempt}")
        if "1)" in r:
            return r
    return None
print(retry("p"), retry("q"))

#: sequential locals are looked at
def looking():
    before = locals()
    results = [llm_query(c) for c in ["a", "b"]]
    for c in ["x", "y"]:
        results.append(llm_query(c))
    return sorted(before), results
print(looking())

#: sequential in the body of a class
class Replies:
    c = "p"
    first = [llm_query(c) for c in ["a", "b"]]
    for c in ["x", "y"]:
        last = llm_query(c)
print(Replies.first, Replies.last, Replies.c)
del Replies
