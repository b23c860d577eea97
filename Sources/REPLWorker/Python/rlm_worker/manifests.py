"""`dependencies`: what package manifests say the project requires."""

import re

from .hits import Hit, Hits
from .texts import LineCounter

REQUIREMENT = r"^[ \t]*(?P<name>[A-Za-z][\w.-]*(?:\[[^\]]*\])?)[ \t]*(?:[=<>!~;@ ].*)?$"
ROWS = {
    "Package.swift": r"\.package\(\s*(?:name:\s*\"[^\"]*\"\s*,\s*)?(?:url|path):\s*\"(?P<name>[^\"]+)\"",
    "go.mod": r"^(?:require\s+|\t)(?P<name>[\w.-]+\.[\w.-]+/[^\s]+)\s+v\S+",
    "setup.py": None,
    "Gemfile": r"^\s*gem\s+[\"'](?P<name>[^\"']+)",
    "build.gradle": r"^\s*(?:implementation|api|compile|testImplementation|runtimeOnly)\b\s*\(?[\"'](?P<name>[^\"']+)",
    "build.gradle.kts": r"^\s*(?:implementation|api|testImplementation|runtimeOnly)\b\s*\(?[\"'](?P<name>[^\"']+)",
    "pom.xml": r"<artifactId>(?P<name>[^<]+)</artifactId>",
    "CMakeLists.txt": r"find_package\s*\(\s*(?P<name>\w+)",
    "Cask": r"^\(depends-on\s+\"(?P<name>[^\"]+)",
}
SECTIONS = {
    "Cargo.toml": (r"^\[(?:[\w.'\"()= -]+\.)?(?:dev-|build-)?dependencies(?:\.(?P<own>[\w-]+))?\]", r"^(?P<name>[\w-]+)\s*(?:=|\.)"),
    "package.json": (r"^\s*\"(?:dev|peer|optional)?[dD]ependencies\"\s*:\s*\{", r"^\s*\"(?P<name>[^\"]+)\"\s*:\s*\""),
    "pyproject.toml": (r"^(?:dependencies\s*=\s*\[|\[tool\.poetry\.(?:[\w.-]+\.)?dependencies\]|\[project\.optional-dependencies\]|\[dependency-groups\]|requires\s*=\s*\[)", r"^\s*[\"'](?P<name>[A-Za-z][\w.-]*)|^(?P<name2>[A-Za-z][\w-]*)\s*=\s*(?![\[])"),
    "setup.py": (r"\b(?:install_requires|requires|tests_require|extras_require)\s*=\s*[\[{(]", r"^\s*[\"'](?P<name>[A-Za-z][\w.-]*)"),
    "setup.cfg": (r"^(?:install_requires|tests_require)\s*=", r"^[ \t]+(?P<name>[A-Za-z][\w.-]*)"),
}


def dependencies(texts, path):
    """Requirements of all manifests, each with the manifest's line; `name` is the package."""
    found = []
    for known in texts.select(path):
        name = known.rsplit("/", 1)[-1]
        text = texts.files[known]
        if name in SECTIONS:
            found += in_sections(texts, known, *SECTIONS[name])
            continue
        pattern = ROWS.get(name)
        if pattern is None and re.fullmatch(r"(?:[\w-]*requirements[\w-]*|constraints)\.(?:txt|in)", name):
            pattern = REQUIREMENT
        if pattern is None:
            continue
        counter = LineCounter(text)
        for match in re.finditer(pattern, text, re.MULTILINE):
            line = counter.at(match.start("name"))
            row = texts.line(known, line)
            if not row.lstrip().startswith(("#", "//", "-")):
                found.append(make(known, line, row, match["name"]))
    found.sort(key=lambda hit: hit.path.count("/"))
    return Hits(found, "dependency")


def make(path, line, row, name):
    return Hit(path, line, row, kind="dependency", name=name, remark="" if name in row else name)


def in_sections(texts, path, opening, entry):
    found, inside = [], False
    opening, entry = re.compile(opening), re.compile(entry)
    for number, row in enumerate(texts.lines(path), 1):
        opened = opening.search(row)
        if opened:
            inside = True
            own = opened.groupdict().get("own")
            if own:
                found.append(make(path, number, row, own))
                inside = False
            same_line = re.findall(r"[\"']([A-Za-z][\w.-]*)", row[opened.end():])
            if same_line and not own:
                found += [make(path, number, row, name) for name in same_line]
            if re.search(r"[\]})]\s*,?\s*$", row[opened.end():]):
                inside = False
            continue
        if not inside:
            continue
        match = entry.match(row)
        if match and not row.lstrip().startswith("#"):
            found.append(make(path, number, row, next(value for value in match.groupdict().values() if value)))
        elif re.match(r"\s*[\]})]|\[", row) or path.endswith("setup.cfg") and row.strip() and not row.startswith((" ", "\t")):
            inside = False
    return found
