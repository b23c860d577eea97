"""Words of questions and of code: what to look for, and where it stands in a text."""

import re

from .identifiers import pieces

STOP = frozenset("""a an and any are as at be been being by can could did do does doing each every for from get gets give given
had has have he her here how i if in into is it its just like list many may me more most much my no not of on only or other our
out over please project repository repo codebase code source show so some such tell than that the their them then there these they this those
to under up us use used uses using very was way we were what when where which while who whom whose why will with within would you your find
whether explain describe file files line lines place places thing things work works happen happens exactly actually about all also
""".split())

# Words that say what the question is after but seldom stand in the code.
WEAK = frozenset("""decide decided decides determined determine configured configure handled handle handles handling implemented
implement implementation defined define definition located location done made make makes performed perform processed managed
manage controlled control stored set sets computed compute calculated calculate called function method class logic mechanism
value main between changed change changes detect detected check checked choose chosen number directive setting happening takes place""".split())

# Who acts: "where does the server decide" is about deciding.
ACTORS = frozenset("server client program application app system engine library framework package module tool daemon".split())
ACTOR = re.compile(r"\s*(?:where|how|when|why)\s+(?:does|do|did|can|will)\s+(?:the|a|an|this)\s+(\w+)", re.IGNORECASE)

# Words that make one with the word before them: back off, look up, time out.
PARTICLES = frozenset("off up out down back over on in through".split())

# What an English word is called in code.
SHORT = {
    "argument": ["arg"], "arguments": ["args"], "authentication": ["auth"], "authenticate": ["auth"], "authorization": ["auth"],
    "buffer": ["buf"], "command": ["cmd"], "configuration": ["config", "conf", "cfg"], "configured": ["config"], "configure": ["config"],
    "connection": ["conn"], "connections": ["conn"], "context": ["ctx"], "database": ["db"], "delete": ["del", "remove"], "dictionary": ["dict"],
    "directory": ["dir", "folder"], "folder": ["dir"], "environment": ["env"], "error": ["err"], "expression": ["expr"], "expire": ["ttl"],
    "function": ["func"], "initialize": ["init"], "initialization": ["init"], "initialized": ["init"], "initialised": ["init"],
    "integer": ["int"], "length": ["len"], "maximum": ["max"], "minimum": ["min"], "memory": ["mem"], "message": ["msg"], "messages": ["msg"],
    "number": ["num"], "parameter": ["param"], "parameters": ["params"], "password": ["passwd"], "pointer": ["ptr"],
    "reference": ["ref"], "repository": ["repo"], "request": ["req"], "requests": ["req"], "response": ["resp", "reply"], "reply": ["resp"],
    "rewritten": ["rewrite"], "written": ["write"], "chosen": ["choose", "select"], "sent": ["send"], "built": ["build"],
    "kept": ["keep"], "thrown": ["throw"], "caught": ["catch"], "lost": ["lose"], "held": ["hold"],
    "regular": ["regex"], "retry": ["retries", "attempt"], "string": ["str"], "synchronize": ["sync"], "temporary": ["tmp", "temp"], "timeout": ["deadline"], "timeouts": ["timeout"],
    "variable": ["var"], "version": ["ver"], "certificate": ["cert"], "certificates": ["cert"], "tls": ["ssl"], "ssl": ["tls"], "logging": ["log"], "logged": ["log"],
    "replication": ["repl"], "signal": ["sig"], "thread": ["pthread"], "allocate": ["alloc", "malloc"], "allocation": ["alloc"], "allocated": ["alloc"],
    "cores": ["cpu", "processor"], "core": ["cpu"], "cpu": ["core", "processor"], "cpus": ["core", "processor"], "processors": ["cpu", "core"],
    "retries": ["retry", "attempt"], "retried": ["retry", "attempt"], "limit": ["max"], "limits": ["max"], "limited": ["limit", "max"], "most": ["max"],
    "deleted": ["delete", "del", "remove", "free"], "removed": ["remove", "delete", "del"], "freed": ["free", "release"], "released": ["release", "free"],
    "closed": ["close", "shutdown"], "stopped": ["stop", "shutdown"], "started": ["start", "launch", "begin"], "chosen": ["choose", "select", "pick"], "selected": ["select", "choose"],
    "cached": ["cache"], "guessed": ["guess", "detect", "infer"], "detected": ["detect", "guess"], "validated": ["validate", "check", "verify"], "checked": ["check", "verify", "valid"],
    "verified": ["verify", "check"], "resolved": ["resolve", "lookup"], "parsed": ["parse", "scan"], "colour": ["color"], "colours": ["color"], "colored": ["color"], "coloured": ["color"],
    "highlighted": ["highlight", "color"], "command-line": ["cli", "argv"], "ip": ["addr"], "address": ["addr"], "addresses": ["addr"], "hostname": ["host"], "username": ["user"],
    "identifier": ["id"], "identifiers": ["id"], "index": ["idx"], "position": ["pos"], "previous": ["prev"], "source": ["src"], "destination": ["dst", "dest"], "statistics": ["stats", "stat"],
    "object": ["obj"], "objects": ["obj"], "character": ["char"], "characters": ["char"], "descriptor": ["fd", "desc"], "process": ["proc"], "processes": ["proc"], "server": ["srv"],
    "package": ["pkg"], "packages": ["pkg"], "library": ["lib"], "utility": ["util"], "random": ["rand"], "calculation": ["calc"], "addition": ["add"], "transaction": ["tx", "txn"],
    "random-access": ["seek"], "multiplication": ["mul"], "derivative": ["diff"], "differential": ["diff"], "equation": ["eq"], "equations": ["eq"], "determinant": ["det"], "matrix": ["mat"],
    "trigonometric": ["trig"], "simplification": ["simplify", "simp"], "polynomial": ["poly"], "polynomials": ["poly"], "symbol": ["sym"], "coefficient": ["coeff"], "coefficients": ["coeff"],
    "sorted": ["sort", "order"], "ordered": ["order", "sort"], "copied": ["copy", "clone"], "compressed": ["compress"], "encrypted": ["encrypt", "cipher"], "permission": ["perm"], "permissions": ["perm"],
    "executed": ["exec", "run"], "execute": ["exec", "run"], "evicted": ["evict"], "eviction": ["evict"], "expired": ["expire"], "expiration": ["expire"], "expiry": ["expire"],
    "frequency": ["freq"], "milliseconds": ["ms"], "seconds": ["secs"], "middleware": ["handler"], "headers": ["header"], "unicode": ["utf8"], "hash": ["digest"], "subscription": ["sub"],
    "serialize": ["encode", "marshal"], "deserialize": ["decode", "unmarshal"], "subprocess": ["process", "spawn"], "colour": ["color"], "ignored": ["ignore"],
}

# A server serves, but who asks for one seldom means the other.
AGENT = re.compile(r"(?:er|or)s?$")
ENDINGS = frozenset("s es e d ed ing ings er ers or ors ion ions ation ations able y ies ied ment ments ly al ance ible".split())
LONGEST_ENDING = max(map(len, ENDINGS))


def stem(word):
    """A word without its English ending: `retries` → retr, `parsing` → pars; never less than three letters."""
    for ending, least in (("ations", 5), ("ation", 5), ("ings", 4), ("ing", 4), ("ions", 5), ("ion", 5), ("ies", 3), ("ied", 3), ("ers", 5), ("er", 5), ("ed", 4), ("es", 4), ("s", 3), ("e", 3)):
        if word.endswith(ending) and len(word) - len(ending) >= least - 1 and not word.endswith(("ss", "us", "is")):
            bare = word[: -len(ending)]
            if len(bare) > 3 and bare[-1] == bare[-2] and bare[-1] not in "aeiouls" and ending in ("ing", "ed", "er", "ings", "ers"):
                bare = bare[:-1]
            if len(bare) >= 3:
                return bare
    if word.endswith("y") and len(word) > 4 and word[-2] not in "aeiou":
        return word[:-1]
    return word


class Term:
    """One word to look for: its forms, each with a weight and whether it has to end there, and how much it counts.

    A joined term is two words of the question in one identifier: `back off` finds `backoff` and `back_off`.
    """

    def __init__(self, word, weight=1.0, whole=False, joined=()):
        self.word, self.weight, self.whole, self.joined = word, weight, whole, bool(joined)
        if joined:
            self.forms = [(form, 1.0, True) for form in joined]
            return
        self.forms = [(word, 1.0, True) if whole else (stem(word), 1.0, False)]
        if not whole and AGENT.search(word) and stem(word) != word:
            self.forms = [(word, 1.0, False), (stem(word), 0.6, False)]
        if not whole:
            self.forms += [(short, 0.7, True) for short in SHORT.get(word, ())]

    def places(self, text, lowered):
        """Yields (offset, weight) wherever the word starts as a word or as a part of an identifier."""
        first = self.forms[0][0]
        for form, weight, exact in self.forms:
            at = lowered.find(form)
            while at >= 0:
                fit = fits(text, lowered, at, form, exact)
                if fit and (form is first or not lowered.startswith(first, at)):
                    yield at, weight * fit
                at = lowered.find(form, at + len(form))


def fits(text, lowered, at, form, exact):
    """1 for a whole word or identifier part, 0.5 for the beginning of a longer one, 0 for something else."""
    if at:
        before = text[at - 1]
        if before.isalpha() and not (text[at].isupper() and (before.islower() or text[at + 1 : at + 2].islower())):
            return 0
    end = at + len(form)
    if is_end(text, end):
        return 1
    if not exact and ending(text, lowered, end) in ENDINGS:
        return 1
    if exact and lowered[end : end + 1] == "s" and is_end(text, end + 1):
        return 1
    return 0.5 if len(form) >= 5 and not exact else 0


def ending(text, lowered, at):
    """What stands from `at` to the end of the word or identifier part; "" where that is far."""
    return next((lowered[at:end] for end in range(at + 1, at + LONGEST_ENDING + 1) if is_end(text, end)), "")


def is_end(text, at):
    after = text[at : at + 1]
    return not after.isalpha() or (after.isupper() and text[at - 1].islower())


def terms_of(query):
    """The words of a question to look for; identifiers count as a whole and by their parts."""
    found = {}

    def add(word, weight, whole=False, joined=()):
        known = found.get((word, whole))
        if known is None or known.weight < weight:
            found[word, whole] = Term(word, weight, whole, joined)

    query = re.sub(r"\bI/O\b", "IO", query)
    actor = ACTOR.match(query)
    weak = WEAK | ({actor[1].lower()} & ACTORS if actor else set())
    marked = set(re.findall(r"`([^`\s]+)`|\(([A-Za-z_]\w+)(?:\(\))?\)", query))
    marked = {one for pair in marked for one in pair if one}
    for token in re.findall(r"[^\W\d]\w*(?:[.:-]+\w+)*|\d{2,}", query):
        lowered = token.lower()
        parts = [part for one in re.split(r"[.:_-]+", token) for part in map(str.lower, pieces(one))]
        is_name = bool(re.search(r"[_.:]|[a-z][A-Z]|[A-Z]{2,}[a-z]", token)) and not re.fullmatch(r"IPv[46]", token)
        if is_name and len(parts) > 1:
            add(lowered, 2.5 if token in marked or re.search(r"[_.:]|^[a-z]", token) else 1.6, True)
            for part in parts:
                if len(part) > 1 and part not in STOP:
                    add(part, 0.5)
        elif token in marked:
            add(lowered, 1.5)
            add(f'"{lowered}"', 2.0, True, (f'"{lowered}"', f"'{lowered}'"))
        elif "-" in token:
            add(lowered, 1.5, True)
            for part in parts:
                if len(part) > 1 and part not in STOP:
                    add(part, 0.7)
        elif lowered not in STOP and len(lowered) > 1:
            add(lowered, 1.5 if lowered.isdigit() else 0.3 if lowered in weak else 0.7 if lowered in ABOUT_VALUES else 0.85 if re.fullmatch(r"\w{3,}(?:ed|ing)", lowered) else 1.0)
    for words, weight in compounds(query):
        first, second = words
        add(f"{first} {second}", weight, True, (first + second, f"{first}_{second}", f"{first}-{second}"))
    if found and all(term.weight < 1 for term in found.values()):
        for term in found.values():
            term.weight = 1.0
    stems = {}
    for key, term in list(found.items()):
        first = stems.setdefault((term.forms[0][0], term.whole), key)
        if first != key:
            del found[key]
    return list(found.values())


# Words that tell which of several values is meant.
ABOUT_VALUES = frozenset("default maximum minimum".split())


def compounds(query):
    """Pairs of neighbouring words that code may write as one, with their weight: host name, back off, whether … is prime."""
    words = re.findall(r"[A-Za-z]+|[^\sA-Za-z]", query.lower())
    for first, second in zip(words, words[1:]):
        if not (first.isalpha() and second.isalpha()) or len(first) < 2 or len(second) < 2:
            continue
        if second in PARTICLES and first not in STOP and first not in WEAK and first not in PARTICLES:
            yield (stem(first), second), 1.2
        elif first not in STOP and second not in STOP and first not in WEAK and second not in WEAK:
            yield (first, second), 0.6
    for match in re.finditer(r"\b(?:whether|if)\b[^.?!]*?\bis\s+(?:an?\s+)?([a-z]+)", query.lower()):
        if match[1] not in STOP:
            yield ("is", match[1]), 1.0
