"""What came of an exam: a table, a summary and a document that can be kept."""

import dataclasses


@dataclasses.dataclass
class Mark:
    """One question's result; `why` is empty when it passed."""

    id: str
    kind: str
    repository: str
    question: str
    seconds: float
    why: str
    citations: int = 0
    quoting: int = 0
    verified: int = 0
    confirmed: int = 0
    answer: str = ""

    @property
    def passed(self):
        return not self.why


def row(mark):
    verdict = "pass" if mark.passed else "FAIL"
    return f"{mark.id:<12} {mark.kind:<16} {verdict} {mark.seconds:6.1f} s  {mark.why}"


def summary(marks):
    """Lines on how many passed, by repository, and how many citations hold."""
    lines = [f"{sum(m.passed for m in marks)} of {len(marks)} questions answered correctly"]
    for name in dict.fromkeys(m.repository for m in marks):
        own = [m for m in marks if m.repository == name]
        lines.append(f"  {name}: {sum(m.passed for m in own)} of {len(own)}")
    keys = ("citations", "quoting", "verified", "confirmed")
    total, quoting, verified, confirmed = (sum(getattr(m, key) for m in marks) for key in keys)
    if total:
        lines.append(f"{total} citations, {quoting} of them with a quote; {verified} called verified by the program "
                     f"({verified / total:.1%}), {confirmed} confirmed here ({confirmed / total:.1%})")
    times = sorted(m.seconds for m in marks)
    if times:
        lines.append(f"median {times[len(times) // 2]:.1f} s, longest {times[-1]:.1f} s, all {sum(times):.0f} s")
    return lines


def markdown(marks, document, heading):
    """A document for the repository: pinned commits, summary and one table row per question."""
    lines = [f"# {heading}", ""]
    for name, pinned in document["repositories"].items():
        lines.append(f"- {name}: {pinned['url']} at `{pinned['commit']}`")
    lines += [""] + [line.strip() + "  " for line in summary(marks)] + [""]
    lines += ["| question | kind | | seconds | asked | why not |", "|---|---|---|---|---|---|"]
    for mark in marks:
        verdict = "pass" if mark.passed else "**fail**"
        cells = (mark.id, mark.kind, verdict, f"{mark.seconds:.1f}", mark.question, mark.why)
        lines.append("| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |")
    return "\n".join(lines) + "\n"


def as_json(marks):
    return [{**dataclasses.asdict(mark), "passed": mark.passed} for mark in marks]
