"""Marks an answer against the truth of its question; every check returns None or why the answer fails."""

import re

from .answers import Place, squeeze

_DENIAL = re.compile(r"\b(no|not|none|nothing|never|nowhere|without|neither|cannot|\w+n['’]t)\b", re.I)


def failure(question, truth, answer):
    """Why an answer does not pass, or None when it passes every check of its question."""
    if not answer.success:
        return "the program says that it did not succeed"
    if not answer.text.strip():
        return "the answer is empty"
    if answer.false_claims:
        return f"a citation is called verified and does not hold: {answer.false_claims[0]}"
    for check in question["check"]:
        name, options = check["check"], {key: value for key, value in check.items() if key != "check"}
        reason = CHECKS[name](question, truth, answer, **options)
        if reason:
            return reason
    return None


def places(rows):
    return [Place(*row) for row in rows]


def cites_any(_question, truth, answer, within=3, tolerance=2, longest=150):
    """One of the right places is among the first citations."""
    wanted = places(truth["places"])
    early = answer.cited()[:within]
    for place in early:
        longest_here = max([longest] + [want.end - want.line + 30 for want in wanted])
        if place.end - place.line <= longest_here and any(place.touches(want, tolerance) for want in wanted):
            return None
    shown = ", ".join(f"{place.path}:{place.line}" for place in early) or "nothing"
    return f"cites {shown}; expected {_shown(wanted)}"


def cites_in(_question, truth, answer, paths, within=10):
    """One of the first citations leads into one of the right files or folders."""
    for place in answer.cited()[:within]:
        if any(place.path == path or place.path.startswith(path.rstrip("/") + "/") or path == "." for path in paths):
            return None
    return f"no citation in {', '.join(paths)}"


def covers(_question, truth, answer, recall=0.95, precision=0.9, evidence="either", tolerance=1):
    """The answer names (nearly) all right items and (nearly) nothing else."""
    cited, text = answer.cited(), squeeze(answer.text)
    items = truth["items"]
    missing = _missing(items, text, cited, evidence, tolerance)
    if len(items) - len(missing) < recall * len(items):
        return f"names {len(items) - len(missing)} of {len(items)}; missing {_labels(missing)}"
    by_place = evidence == "place"
    right, wrong = _places_claimed(truth, cited, tolerance) if by_place else _claims(truth, answer, evidence, tolerance)
    if right + len(wrong) and right < precision * (right + len(wrong)):
        return f"{len(wrong)} of {right + len(wrong)} claims are wrong, such as {squeeze(wrong[0])[:100]!r}"
    return None


def _missing(items, text, cited, evidence, tolerance):
    """Items of which the answer has neither name nor place; what is another item's place is not nearly this one's."""
    every = [place for item in items for place in places(item["places"])]
    near = [place for place in cited if place.end - place.line <= 40]
    inexact = [place for place in near if not any(place.touches(want) for want in every)]

    def found(item):
        if evidence != "place" and any(has_word(text, name) for name in item["names"]):
            return True
        wanted = places(item["places"]) if evidence != "name" else []
        exact = any(one.touches(want) for one in near for want in wanted)
        return exact or any(one.touches(want, tolerance) for one in inexact for want in wanted)

    return [item for item in items if not found(item)]


def _right_places(truth):
    right = [place for item in truth["items"] for place in places(item["places"])]
    return right + places(truth.get("neutral_places", []))


def _places_claimed(truth, cited, tolerance):
    """How many of the cited places are right, and those that are wrong."""
    expected = _right_places(truth)
    wrong = [
        f"{place.path}:{place.line}" for place in cited
        if place.end - place.line > 40 or not any(place.touches(want, tolerance) for want in expected)
    ]
    return len(cited) - len(wrong), wrong


def _claims(truth, answer, evidence, tolerance):
    """How many claims are right, and those that are wrong."""
    known = [name for item in truth["items"] for name in item["names"]] + truth.get("neutral_names", [])
    right_places = _right_places(truth)
    right, wrong = 0, []
    for claim in _split_lists(answer.units() or _sentences(answer.text), known):
        cited = answer.places_in(claim)
        words = squeeze(answer.without_places(claim))
        named = any(has_word(words, name) for name in known)
        placed = any(one.touches(want, tolerance) for one in cited for want in right_places)
        if (placed and evidence != "name") or named:
            right += 1
        else:
            wrong.append(claim)
    return right, wrong


def _split_lists(lines, known):
    """Lines as they are, but one claim per name where a line lists several: the known ones and the strange ones."""
    for line in lines:
        squeezed = squeeze(line)
        here = sorted((name for name in set(known) if has_word(squeezed, name)), key=len, reverse=True)
        if len(here) < 2:
            yield line
            continue
        yield from here
        for name in here:
            squeezed = squeezed.replace(squeeze(name), ",")
        yield from _strange_names(squeezed)


def _strange_names(text):
    """Single words between commas and quotes of a list, without what stands in brackets."""
    for piece in re.split(r"[,;`]|\band\b", re.sub(r"\([^)]*\)", "", text)):
        bare = re.sub(r"^\s*(?:[-*•+]|\d+[.)])\s+", "", piece).strip(" \t*|.")
        if re.fullmatch(r"[\w$-][\w.$-]*\w", bare) and not re.fullmatch(r"[a-z]{1,4}|also|from", bare):
            yield bare


def _sentences(text):
    """What to take as claims when nothing is listed line by line."""
    return [line for line in text.splitlines() if "," in line or "`" in line]


def number(question, truth, answer):
    """The right number is among the few that the answer gives first."""
    found = answer.numbers(question["question"])
    if len(found) <= 4 and any(value in found for value in truth["number"]):
        return None
    return f"says {found[:5]}; expected {truth['number']}"


def says(_question, truth, answer, lines=12):
    """The lead of the answer has one wording of each expected text."""
    lead = squeeze(answer.lead(lines))
    for wordings in truth["texts"]:
        if not any(has_word(lead, wording) for wording in wordings):
            return f"does not say {wordings[0]!r} in its first lines"
    return None


def mentions(_question, truth, answer, at_least, must=()):
    """The answer has a number of the expected terms, and one of those that it must have."""
    text = squeeze(answer.text)
    if must and not any(has_word(text, wording, loose=True) for wording in must):
        return f"does not mention {' or '.join(must)}"
    found = [term for term in truth["terms"] if any(has_word(text, wording, loose=True) for wording in term)]
    if len(found) >= at_least:
        return None
    lacking = [term[0] for term in truth["terms"] if term not in found]
    return f"mentions {len(found)} of the {at_least} terms asked for; not {', '.join(lacking[:8])}"


def denies(_question, _truth, answer, lines=4):
    """The answer says at once that there is none."""
    if _DENIAL.search(answer.lead(lines)):
        return None
    return f"does not say that there is none: {squeeze(answer.lead(1))[:100]!r}"


def has_word(text, wording, loose=False):
    """Whether a wording stands in a text as whole words (a module not as the start of a longer one); loosely, any case
    and any ending will do."""
    wording = squeeze(wording)
    before = r"(?<![\w-])" if wording[:1] == "-" else r"(?<!\w)" if re.match(r"\w", wording) else ""
    longer = r"|[./]\w" if re.search(r"\w[./]\w", wording) else ""
    after = rf"(?!\w{longer})" if not loose and re.search(r"\w$", wording) else ""
    return re.search(before + re.escape(wording) + after, text, re.I if loose else 0) is not None


def _labels(items):
    labels = [item["names"][0] if item["names"] else _shown(places(item["places"])) for item in items[:6]]
    return ", ".join(labels) + (" …" if len(items) > 6 else "")


def _shown(wanted):
    ends = [f"-{place.end}" if place.end > place.line else "" for place in wanted]
    return " or ".join(f"{place.path}:{place.line}{end}" for place, end in list(zip(wanted, ends))[:4])


CHECKS = {
    "cites_any": cites_any,
    "cites_in": cites_in,
    "covers": covers,
    "number": number,
    "says": says,
    "mentions": mentions,
    "denies": denies,
}
