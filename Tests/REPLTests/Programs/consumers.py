#: parallel list
results = list(llm_query(c) for c in chunks)
print(results)

#: parallel tuple and set
results = tuple(llm_query(c) for c in chunks), sorted(set(llm_query("s" + c) for c in chunks))
print(results)

#: parallel dict
results = dict((c, llm_query(c)) for c in chunks)
print(results)

#: parallel sum
total = sum(len(llm_query(c)) for c in chunks)
print(total)

#: parallel join
report = "\n".join(llm_query(f"Part {i}: {c}") for i, c in enumerate(chunks))
print(report)

#: parallel join with another text
separator = ", "
report = separator.join(f"{c}={llm_query(c)}" for c in chunks if c != "c4")
print(report)

#: parallel sorted, largest, smallest
results = sorted((llm_query(c) for c in chunks), key=len, reverse=True)
results += [max(llm_query("m" + c) for c in chunks), min(llm_query("n" + c) for c in chunks)]
print(results)

#: parallel extend
results = ["first"]
results.extend(llm_query(c) for c in chunks)
print(results)

#: parallel map
results = list(map(llm_query, chunks))
print(results)

#: parallel map of a lambda
results = list(map(lambda c: llm_query(f"ask {c}").upper(), chunks))
print(results)

#: parallel map of a function
results = tuple(map(ask, chunks))
print(results)

#: parallel join of a map
report = " ".join(map(ask, chunks))
print(report)

#: sequential any
found = any("c3" in llm_query(c) for c in chunks)
print(found)

#: sequential all
found = all("c3" not in llm_query(c) for c in chunks)
print(found)

#: sequential next
found = next(c for c in chunks if "c3" in llm_query(c))
print(found)

#: sequential a generator kept
replies = (llm_query(c) for c in chunks)
first = next(replies)
print(first, next(replies))
del replies

#: sequential a generator in a loop that ends
for reply in (llm_query(c) for c in chunks):
    if "c2" in reply:
        break
print(reply)

#: sequential a generator function
def replies(parts):
    for part in parts:
        yield llm_query(part)
for reply in replies(chunks):
    print(reply)
    if "c2" in reply:
        break

#: sequential zip stops early
pairs = list(zip(range(3), (llm_query(c) for c in chunks)))
print(pairs)

#: sequential a function named as a builtin
def list(parts):
    print("mine")
    return next(iter(parts))
results = list(llm_query(c) for c in chunks)
del list
print(results)

#: sequential an own join
class Joiner:
    def join(self, parts):
        return next(iter(parts))
results = Joiner().join(llm_query(c) for c in chunks)
print(results)
del Joiner

#: sequential map that is not used up
results = map(llm_query, chunks)
print(next(results))
del results

#: parallel filter before
results = [llm_query(c) for c in list(filter(None, ["", "a", "", "b", "c"]))]
print(results)

#: sequential a generator as the source
def parts():
    for c in chunks:
        print("giving", c)
        yield c
results = [llm_query(c) for c in parts()]
print(results)

#: sequential an iterator as the source
source = iter(chunks)
results = [llm_query(c) for c in source]
print(results, list(source))
del source

#: parallel a source that is computed once
def parts():
    print("making parts")
    return [c + "!" for c in chunks]
results = [llm_query(c) for c in parts()]
print(results)
