"""Answers with their evidence: citations whose quotes stand in the file exactly so."""

import re

from .hits import count

QUOTE = 160


def quote(text, width=QUOTE):
    """A part of the line, verbatim, in backticks."""
    text = text.strip()
    if len(text) > width:
        cut = text.rfind(" ", width // 2, width)
        text = text[: cut if cut > 0 else width].rstrip()
    if not text:
        return ""
    if "``" in text:
        text = max(text.split("`"), key=len).strip()
    if "`" not in text:
        return f"`{text}`"
    return f"`` {text} ``"


def cite(hit, label=""):
    """`path:line` of a hit with a short quote of what stands there, and the enclosing definition where it is known."""
    row = f"{hit.place} {quote(hit.text)}".rstrip()
    if label:
        row = f"{label} — {row}"
    if hit.within:
        row += f" in {hit.within}"
    return row


def report(sentence, hits=(), limit=200, label=None, more=""):
    """An answer: a sentence, one cited line for each hit up to `limit`, the number of the rest, and a closing remark.

    `label` is a function from a hit to the words before its citation, or the name of an attribute.
    """
    rows = [sentence.strip()]
    shown, total = list(hits)[:limit], len(hits) if getattr(hits, "part", "") else max(len(hits), getattr(hits, "total", 0))
    if shown:
        rows.append("")
    for hit in shown:
        words = label(hit) if callable(label) else (getattr(hit, label, "") if label else "")
        rows.append("- " + cite(hit, words))
    if total > len(shown):
        rows.append(f"- … and {count(total - len(shown), 'more')}".replace("mores", "more"))
    if more:
        rows += ["", more.strip()]
    return "\n".join(rows)


def relevant(text, instruction, k=8):
    """The lines of a passage that fit an instruction best, in their order: how the built-in rules answer a sub-call."""
    from .terms import terms_of

    terms = terms_of(instruction)
    rows = []
    lines = text.split("\n")
    for number, line in enumerate(lines):
        lowered = line.lower()
        if len(lowered) != len(line) or not line.strip():
            continue
        value = sum(term.weight for term in terms if any(True for _ in term.places(line, lowered)))
        if value:
            rows.append((value / (1 + len(line) / 2000), -number, line.strip()))
    best = sorted(sorted(rows, reverse=True)[:k], key=lambda row: -row[1])
    return [re.sub(r"\s+", " ", line) for _, _, line in best]
