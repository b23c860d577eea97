"""Writes programs that ask models in loops of every shape: `generate.py SEED COUNT`.

Each is preceded by a line `#: any NAME` as in the files beside this one. The same seed gives the same programs.
"""
import random
import sys

SOURCES = [
    ("c", "chunks"), ("i, c", "enumerate(chunks)"), ("i, c", "enumerate(chunks[1:6], 1)"), ("c", "chunks[::-1]"),
    ("c", "list(chunks)"), ("c", "reversed(chunks)"), ("c", "sorted(chunks, reverse=True)"), ("c", "range(6)"),
    ("i, c", "zip(range(5), chunks)"), ("c, i", "table.items()"), ("c", "table"), ("c", "table.values()"),
    ("c", "{4, 1, 3}"), ("c", "'abcd'"), ("c", "text.split()"), ("c", "(text[k:k + 4] for k in range(0, 12, 4))"),
    ("c", "[text[k:k + 5] for k in range(0, len(text), 5)]"), ("c, i", "files.items()"), ("c", "files"),
    ("c", "iter(chunks)"), ("c", "noisy(chunks)"), ("c", "parts_of(text)"), ("c", "[d['name'] for d in records]"),
    ("c", "filter(None, chunks)"), ("c", "map(str, range(5))"), ("c", "(*chunks[:2], 'x', *chunks[4:])"),
    ("c", "[c for c in chunks if c not in skipped]"), ("c", "chunks if flag else []"), ("c", "shared"),
]  # fmt: skip
PROMPTS = [
    "f'ask {c}'", "'Q: ' + str(c)", "str(c) + '?'", "prompt_of(c)", "'{} of {}'.format(c, len(chunks))", "'%s!' % (c,)",
    "f'{c} {count}'", "f'{style} {c}'", "f'{c} {last}'", "' '.join([str(c), style])", "f'{c} {len(results)}'",
    "f'{c} {results}'", "loud(c)", "f'{c} {skipped}'", "str(c)[:3]", "f'{c!r:>6}'", "f'{c} {box.value}'",
    "str(c).replace('c', 'fail ') if count == 3 else str(c)", "f'fail {c}' if c == 'c4' else f'{c}'", "f'{c} {state[\"n\"]}'",
]  # fmt: skip
CALLS = [
    "llm_query({p})", "llm_query({p})", "llm_query({p})", "ask({p})", "rlm_query({p}, context=str(c))", "llm_query(prompt={p})",
    "recursive_llm({p}, 'context of ' + str(c))", "rlm.llm_query({p})", "again({p})", "llm_query({p}, 'Shorten')", "alias({p})",
]  # fmt: skip
BEFORE = [
    "count += 1", "print('turn', c)", "if c in ('c2', 1): continue", "if count > 3: break", "skipped.append(c)",
    "state['n'] += 1", "part = [c]; part.append(count); c = '-'.join(map(str, part))", "seen.add(c)", "if c in seen: continue",
    "assert count < 99", "box.value = count", "step()", "style = style.upper()", "k = count * 2; count = k - count",
    "if flag and not c: raise ValueError(c)", "chunks = chunks[:]", "while count < 2: count += 1", "del_me = c; del del_me",
    "import math; count += math.floor(0.5)", "helper = lambda value, c=c: f'{value}{c}'; c = helper(1)",
]  # fmt: skip
AFTER = [
    "results.append(r)", "results.append(r)", "results.append((c, r))", "print(c, r)", "last = r", "last = len(r)",
    "if '3' in r: continue", "if '3' in r: break", "if '2' in r: print('two')", "count += len(r)", "named[c] = r", "note(r)",
    "if len(results) > 3: break", "state['n'] += 1", "results.append(int(r) if '5' in r else 0)", "skipped.append(r)",
    "if len(chunks) < 11: chunks.append(r)", "if len(chunks) < 11: chunks.append('new')", "box.value = r", "results += [r, r]",
    "shared.append(c) if len(shared) < 6 else None", "if '4)' in r: raise KeyError(r)", "r2 = llm_query('then ' + r); print(r2)",
    "r2 = llm_query(f'also {c}'); results.append(r2)", "if 'ask' in r: results.append(llm_query(f'more {c}'))", "r = r.strip().upper()",
    "late.append(lambda: (c, r))", "results = results + [r]", "style = 'short' if count % 2 else 'long'", "step()",
    "for part in 'xy': results.append(llm_query(f'{c}{part}'))", "results.append([llm_query(f'{c}{n}') for n in range(2)])",
    "try: results.append(json.loads(r))\n    except ValueError: print('no json')",
    "try: results.append(json.loads(r))\n    except ValueError: continue",
]  # fmt: skip
ELEMENTS = [
    "{call}", "({key}, {call})", "{call}.upper()", "len({call})", "[{call} for n in range(2)]", "{call} if flag else c", "({call}, {call})",
    "(r := {call})", "{call} + str(count)", "str({call})[:9]", "{call} and c", "{call} or c", "f'{{c}}: {{{call}}}'",
]  # fmt: skip
CONDITIONS = ["", "", "", " if c", " if c not in ('c1', 2)", " if len(str(c)) > 1", " if show(c) is None", " if 'c3' not in {call}"]
PREPARED = """\
count, last, style, flag, text = 0, "", "short", True, "one two three four five"
results, skipped, named, seen, late, shared = [], ["c5"], {}, set(), [], ["s0", "s1"]
table, state, records = {"k1": 1, "k2": 2, "k3": 3}, {"n": 0}, [{"name": "n1"}, {"name": "n2"}]
alias = llm_query
class Box:
    value = "v"
box = Box()
def prompt_of(c, more="m"):
    if more:
        return f"{more} {c}"
    return c
def loud(c):
    print("loud", c)
    return f"loud {c}"
def again(p):
    p = p + " again"
    for _ in range(1):
        r = llm_query(p)
    return r
def note(r):
    global style
    style = style + r[-2]
def step():
    state["n"] += 1
def parts_of(text):
    print("parts")
    return [text[:5], text[5:]]
def noisy(values):
    for value in values:
        print("next", value)
        yield value
"""


def indented(code, depth=1):
    return "\n".join("    " * depth + line for line in code.split("\n"))


class Programs:
    def __init__(self, seed):
        self.random = random.Random(seed)

    def some(self, choices, most, least=0):
        return [self.random.choice(choices) for _ in range(self.random.randint(least, most))]

    def call(self):
        return self.random.choice(CALLS).format(p=self.random.choice(PROMPTS))

    def body(self):
        """A loop's body: some statements, a call in one of its forms, some more."""
        call = self.call()
        asked = self.random.choice([
            f"r = {call}", f"prompt = {self.random.choice(PROMPTS)}\nr = llm_query(prompt)", f"r = {call}",
            f"try:\n    r = {call}\nexcept Exception as error:\n    print('failed', error)\n    r = 'none'",
            f"try:\n    r = {call}\nexcept SubcallError:\n    continue", f"if flag:\n    r = {call}\nelse:\n    r = ''",
            f"r = [{call} for n in range(2)][-1]", f"if (r := {call}) is None:\n    continue",
        ])  # fmt: skip
        before = [statement for statement in self.some(BEFORE, 3)]
        after = [statement.replace("\n    ", "\n") for statement in self.some(AFTER, 3, 1)]
        return "\n".join([*before, asked, *after])

    def loop(self):
        target, source = self.random.choice(SOURCES)
        code = f"for {target} in {source}:\n" + indented(self.body())
        if self.random.random() < 0.2:
            code += "\nelse:\n    print('else', count)"
        return code

    def comprehension(self):
        target, source = self.random.choice(SOURCES)
        element = self.random.choice(ELEMENTS).format(call=self.call(), key="c")
        clause = f"for {target} in {source}" + self.random.choice(CONDITIONS).format(call="llm_query(str(c))")
        form = self.random.choice([
            "results = [{e} {c}]", "results = [{e} {c}]", "results = sorted({{str({e}) {c}}})", "results = {{c: {e} {c}}}",
            "results = list({e} {c})", "named = dict((c, {e}) {c})", "last = ' '.join(str({e}) {c})", "count = sum(len(str({e})) {c})",
            "last = any('3' in str({e}) {c})", "results = sorted((str({e}) {c}), key=len)", "last = max(str({e}) {c})",
            "results.extend({e} {c})", "results = list(map(ask, ['m1', 'm2', 'm3']))", "last = next(({e} {c}), None)",
            "results = [[{e} {c}] for n in range(2)]", "show(*[{e} {c}])", "results = tuple({e} {c})[:3]",
        ])  # fmt: skip
        return form.format(e=element, c=clause)

    def within_function(self, code):
        names = "count, last, style, results, named, seen, chunks, skipped, shared"
        head = f"def work({names}):\n    r = prompt = None\n" + indented(code)
        if "return" not in code and self.random.random() < 0.3:
            head = head.replace("print('two')", "return results")
        # A variable that an outer function assigns is local to it.
        return f"{head}\n    return results, last, count\nshow(work({names}))"

    def program(self):
        parts = [self.random.choice([self.loop, self.loop, self.comprehension])() for _ in range(self.random.choice([1, 1, 2]))]
        code = "\n".join(parts)
        kind = self.random.random()
        if kind < 0.25:
            code = self.within_function(code)
        elif kind < 0.35:
            code = f"try:\n{indented(code)}\nexcept Exception as error:\n    print('outside', type(error).__name__, error)"
        return PREPARED + code + "\nshow(results, named, count, last, style, state, skipped, [f() for f in late], box.value)\n"


if __name__ == "__main__":
    seed, count = map(int, sys.argv[1:])
    programs = Programs(seed)
    for number in range(count):
        print(f"#: any generated {seed}.{number}")
        print(programs.program())
