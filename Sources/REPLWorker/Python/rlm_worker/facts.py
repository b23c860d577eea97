"""Facts that questions ask to list: to-do notes, error messages, environment variables, flags, tests, values."""

import re
from collections import Counter
from itertools import chain

from .hits import Hit, Hits, shorten
from .languages import language_of
from .places import place_rank, role
from .texts import LineCounter

LITERAL = re.compile(r'"""|"((?:[^"\\\n]|\\.)*)"|\'((?:[^\'\\\n]|\\.)*)\'|`([^`\n]*)`')
Q = r"[\"'`]"

TEXT_LANGUAGES = frozenset("markdown restructuredtext org text html json css toml ini yaml".split())

ERRORS = {
    "python": r"\braise\s+[A-Za-z_][\w.]*\s*\(|\b(?:log|logger|logging|_log|_logger|LOG|self\.log(?:ger)?)\.(?:error|critical|exception|warning|warn)\s*\(|\bwarnings\.warn\s*\(|\bsys\.exit\s*\(",
    "swift": r"\bthrow\s+[A-Za-z_.][\w.]*|\b(?:fatalError|preconditionFailure|precondition|assertionFailure)\s*\(|\b\w*[lL]og(?:ger)?\.(?:error|critical|warning)\s*\(",
    "c": r"\b(?:perror|errx?|warnx?|die|panic|fatal|error|serverPanic|addReplyError\w*|RedisModule_ReplyWithError\w*)\s*\(|\bf?v?d?printf\s*\(\s*stderr\b|\bserverLog\s*\(\s*LL_WARNING",
    "cpp": r"\bthrow\s+[A-Za-z_][\w:]*\s*[({]|\b(?:perror|errx?|die|panic|fatal)\s*\(|\bfprintf\s*\(\s*stderr\b|\bcerr\s*<<",
    "rust": r"\b(?:panic|bail|anyhow|ensure|unreachable|eprintln|eprintln_locked|error|warn|err_message|format_err|eyre)!\s*[({]|\bErr\s*\(|\.expect\s*\(|\.context\s*\(",
    "go": r"\berrors\.New\s*\(|\bfmt\.Errorf\s*\(|\bpanic\s*\(|\blog\.(?:Fatal|Panic|Error)\w*\s*\(|\.Error[fw]?\s*\(\s*\"",
    "javascript": r"\bthrow\s+(?:new\s+)?[\w.]+|\bnew\s+\w*Error\s*\(|\bconsole\.(?:error|warn)\s*\(|\breject\s*\(",
    "java": r"\bthrow\s+new\s+[\w.]+\s*\(|\b[lL](?:og|ogger|OG|OGGER)\.(?:error|warn|severe)\s*\(",
    "emacs-lisp": r"\((?:error|user-error|signal|display-warning)\s",
    "": r"\b(?:raise|throw|die|abort|error|fail|fatal)\b[ (]",
}
ENVIRONMENT = {
    "python": rf"\benviron(?:b)?(?:\.(?:get|pop|setdefault)\s*\(|\s*\[)\s*(?P<name>[^\s,)\]]+)|\bgetenvb?\s*\(\s*(?P<name2>[^\s,)]+)|(?P<name3>{Q}[A-Z_0-9]+{Q})\s+(?:not\s+)?in\s+(?:os\.)?environ\b",
    "swift": r"\benvironment\s*\[\s*(?P<name>\"[^\"]+\"|\w+)\s*\]|\b(?:secure_)?getenv\s*\(\s*(?P<name2>[^\s,)]+)",
    "c": r"\b(?:secure_)?getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "rust": r"\benv::(?:var|var_os|vars_os|remove_var|set_var)\s*\(\s*&?(?P<name>[^\s,)]+)|\b(?:option_)?env!\s*\(\s*(?P<name2>[^\s,)]+)|\bvar(?:_os)?\s*\(\s*(?P<name3>\"[A-Z_0-9]+\")",
    "go": r"\bos\.(?:Getenv|LookupEnv)\s*\(\s*(?P<name>[^\s,)]+)",
    "javascript": rf"\bprocess\.env(?:\.(?P<name>\w+)|\s*\[\s*(?P<name2>[^\]\s]+)\s*\])|\bimport\.meta\.env\.(?P<name3>\w+)|\bDeno\.env\.get\s*\(\s*(?P<name4>[^\s)]+)",
    "java": r"\bSystem\.getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "emacs-lisp": r"\(getenv\s+(?P<name>[^\s)]+)",
    "ruby": rf"\bENV(?:\.fetch\s*\(|\s*\[)\s*(?P<name>{Q}\w+{Q})",
    "shell": r"\$\{(?P<name>[A-Z][A-Z0-9_]+)(?::?[-=?+])",
    "lua": r"\bos\.getenv\s*\(\s*(?P<name>[^\s,)]+)",
    "php": r"\bgetenv\s*\(\s*(?P<name>[^\s,)]+)|\$_ENV\s*\[\s*(?P<name2>[^\s\]]+)",
    "perl": r"\$ENV\{\s*(?P<name>[^}\s]+)",
    "tcl": r"\$(?:::)?env\((?P<name>\w+)\)|\benv\((?P<name2>[A-Z_0-9]+)\)",
    "csharp": r"\bGetEnvironmentVariable\s*\(\s*(?P<name>[^\s,)]+)",
}
FLAGS = {
    "python": rf"\.(?:add_argument|add_option)\s*\(\s*(?P<name>(?:{Q}[^\"'\n]+{Q}\s*,?\s*)+)|\b(?:click|typer)\.(?:option|Option)\s*\(\s*(?:[^\"'()]*,\s*)?(?P<name2>(?:{Q}-[^\"'\n]+{Q}\s*,?\s*)+)",
    "go": r"\bflag\.\w+\s*\(\s*(?:&?[\w.\[\]]+\s*,\s*)?(?P<name>\"[\w.-]+\")|\b[fF]lags?(?:\(\))?\.\w+\s*\(\s*(?:&?[\w.\[\]]+\s*,\s*)?(?P<name2>\"[\w.-]+\")",
    "rust": r"\bfn\s+name_long\b[^{]*\{\s*(?P<name>\"[\w-]+\")|\.long\(\s*(?P<name2>\"[\w-]+\")|#\[(?:arg|clap|structopt|command)\([^\]]*?\blong(?:\s*=\s*(?P<name3>\"[^\"]+\"))?[^\]]*\)\]\s*(?:#\[[^\]]*\]\s*)*(?:pub\s+)?(?P<name4>\w+)\s*:",
    "swift": r"@(?:Option|Flag)\b(?:\((?P<name>(?:[^()]|\([^()]*\))*)\))?\s*(?:(?:public|package|internal|private)\s+)?var\s+(?P<name2>\w+)",
    "c": r"\{\s*(?P<name>\"[\w-]+\")\s*,\s*(?:required_argument|no_argument|optional_argument|[012])\s*,|\bstr(?:case)?cmp\s*\(\s*(?:\*?arg\w*(?:\[[^\]]*\])?\s*,\s*(?P<name2>\"-[^\"]+\")|(?P<name3>\"-[^\"]+\")\s*,\s*\*?arg\w*)",
    "javascript": rf"\.(?:option|requiredOption)\s*\(\s*(?P<name>{Q}[^\"'`]+{Q})|\b(?:argv|args)\.includes\s*\(\s*(?P<name2>{Q}-[^\"'`]+{Q})",
    "java": r"\bnames\s*=\s*(?P<name>\{[^}]*\}|\"[^\"]+\")|\.addOption\s*\(\s*(?:\"\w*\"|null)\s*,\s*(?P<name2>\"[\w-]+\")",
    "shell": r"^\s*(?P<name>-{1,2}[\w-]+(?:[ ]?\|[ ]?-{1,2}[\w-]+)*)(?:=\*)?\)",
    "ruby": rf"\bopts?\.on\s*\(\s*(?P<name>(?:{Q}-[^\"'\n]+{Q}\s*,?\s*)+)",
}
for same, as_this in (("cpp", "c"), ("typescript", "javascript"), ("tsx", "javascript"), ("kotlin", "java"), ("lisp", "emacs-lisp")):
    for table in (ERRORS, ENVIRONMENT, FLAGS):
        if as_this in table:
            table.setdefault(same, table[as_this])
FLAG_MENTION = re.compile(rf"{Q}(?P<name>--[A-Za-z][\w-]*)=?{Q}")
COMPILED = {}


def compiled(table, language):
    pattern = table.get(language)
    if pattern is None:
        return None
    if pattern not in COMPILED:
        COMPILED[pattern] = re.compile(pattern, re.MULTILINE)
    return COMPILED[pattern]


def code_files(texts, path):
    """(path, text, language's name) of the files that are code."""
    for known in texts.select(path):
        text = texts.files[known]
        language = language_of(known, text[:4096])
        if language is not None and language.name not in TEXT_LANGUAGES:
            yield known, text, language.name


def is_commented(text, at, language_name):
    """Whether the line up to `at` is a comment."""
    start = text.rfind("\n", 0, at) + 1
    before = text[start:at].lstrip()
    return before.startswith(("//", "*", "/*")) or (before.startswith("#") and language_name in ("python", "shell", "ruby", "tcl", "make", "yaml", "perl")) or (before.startswith(";") and language_name == "emacs-lisp")


def matches(texts, path, table, fallback=False):
    """(path, text, match, line number, line) of each match of the table's patterns outside comment lines."""
    for known, text, language in code_files(texts, path):
        pattern = compiled(table, language) or (compiled(table, "") if fallback else None)
        if pattern is None:
            continue
        counter = LineCounter(text)
        for match in pattern.finditer(text):
            if not is_commented(text, match.start(), language):
                line = counter.at(match.start())
                yield known, text, match, line, texts.line(known, line)


def by_place(hits):
    return sorted(hits, key=lambda hit: place_rank(hit.path))


def todos(texts, path, words):
    pattern = re.compile(r"(?<![\w])(" + "|".join(map(re.escape, words)) + r")(?![\w])")
    found = []
    for known in texts.select(path):
        text = texts.files[known]
        if not any(word in text for word in words):
            continue
        counter, last = LineCounter(text), 0
        for match in pattern.finditer(text):
            line = counter.at(match.start())
            if line != last:
                found.append(Hit(known, line, texts.line(known, line), kind=match[1]))
                last = line
    return Hits(found, "note")


def errors(texts, path, pattern):
    """Places that raise, throw, log or return an error with a message; the message is the hit's name."""
    wanted = re.compile(pattern, re.IGNORECASE) if pattern else None
    found, seen = [], set()
    for known, text, match, line, shown in chain(matches(texts, path, ERRORS, fallback=True), descriptions(texts, path)):
        message = literal_after(text, match.end() - 1 if text[match.end() - 1] in "\"'" else match.end())
        if not message and not match[0].lstrip().startswith(("throw", "raise")):
            continue
        if wanted and not wanted.search(message) and not wanted.search(shown):
            continue
        if (known, line) in seen:
            continue
        seen.add((known, line))
        head = re.match(r"\W*(\w+!?)", match[0])
        found.append(Hit(known, line, shown, kind=head[1] if head else "", name=message, show=shorten(shown.strip() + (f"   “{message}”" if message and message not in shown else ""))))
    return Hits(by_place(found), "error message")


DISPLAY = re.compile(r"^impl\b[^{\n]*\bDisplay\s+for\s+\w*Err\w*[^{\n]*\{.*?^\}", re.MULTILINE | re.DOTALL)
WRITTEN = re.compile(r"\bwrite(?:ln)?!\s*\(\s*\w+\s*,|\.write_str\s*\(")


def descriptions(texts, path):
    """The messages of Rust's error types, which their `Display` implementations write; rows as `matches` gives them."""
    for known in texts.select(path):
        text = texts.files[known]
        if not known.endswith(".rs") or "Display for" not in text:
            continue
        for block in DISPLAY.finditer(text):
            for match in WRITTEN.finditer(text, *block.span()):
                line = text.count("\n", 0, match.start()) + 1
                yield known, text, match, line, texts.line(known, line)


def literal_after(text, at):
    """The first string literal of the call that begins before `at`; empty when the call ends before one."""
    depth, end = 1, min(len(text), at + 300)
    while at < end:
        character = text[at]
        if character in "\"'`":
            match = LITERAL.match(text, at)
            if match is None:
                return ""
            if match[0] == '"""':
                close = text.find('"""', at + 3)
                return " ".join(text[at + 3 : close].split()) if 0 < close < at + 2000 else ""
            value = next((group for group in match.groups() if group is not None), "")
            if value:
                return value
            at = match.end()
            continue
        if character in "([{":
            depth += 1
        elif character in ")]}":
            depth -= 1
            if depth <= 0:
                return ""
        elif character == ";":
            return ""
        at += 1
    return ""


def environment(texts, path):
    """Places that read an environment variable; the variable is the hit's name."""
    found = []
    for known, text, match, line, shown in matches(texts, path, ENVIRONMENT):
        raw = next((value for value in match.groupdict().values() if value), "")
        if WRITES.match(text, match.end()) or match[0].endswith(("set_var(", "remove_var(")) or re.search(r"\bfunc\s*$|\bdef\s*$|\*\s*$", shown[: max(shown.find(match[0]), 0)]):
            continue
        name = variable_name(texts, raw, match[0], known)
        if name:
            found.append(Hit(known, line, shown, kind="environment variable", name=name, show=f"{name} | {shorten(shown)}"))
    return Hits(by_place(found), "reading", note=distinct(found, "variable"))


WRITES = re.compile(r"\s*[\])]\s*=(?!=)")


def variable_name(texts, raw, matched, near):
    """The variable that `raw` names: a literal, a constant looked up, or `raw` in angle brackets when it is computed."""
    name = raw.strip("\"'`&();")
    if raw[:1] in "\"'`" or re.search(r"\.env\.|\$|\benv\(|^ENV", matched) and "getenv" not in matched.lower():
        return name if re.fullmatch(r"[\w.{}:$-]+", name) else ""
    if not re.fullmatch(r"[\w.:]+", name) or name == "_":
        return ""
    found = constant_value(texts, name, near) if name != name.lower() else ""
    return found or f"<{name}>"


def distinct(hits, what):
    names = len({hit.name for hit in hits})
    return f"{names} different {what}s" if names > 1 else ""


def constant_value(texts, name, near):
    """The string that a constant called `name` holds, or empty."""
    last = re.split(r"[.:>]", name)[-1]
    if not re.fullmatch(r"\w+", last):
        return ""
    pattern = re.compile(rf"\b{last}\b\s*(?::\s*[\w&' ]+)?\s*(?::?=|\s)\s*\"([\w.-]+)\"")
    for path in [near] + [other for other in texts.files if other != near]:
        text = texts.files[path]
        if last in text:
            match = pattern.search(text)
            if match:
                return match[1]
    return ""


def flags(texts, path):
    """Places that declare a command-line flag; where none is declared, string literals that look like one."""
    found = []
    for known, text, match, line, shown in matches(texts, path, FLAGS):
        groups = match.groupdict()
        name = flag_name(groups, match, known)
        if name:
            value = next((key for key in ("name", "name2", "name3", "name4") if groups.get(key)), None)
            at = match.start(value) if value else match.start()
            line += text.count("\n", match.start(), at)
            shown = texts.line(known, line)
            found.append(Hit(known, line, shown, kind="flag", name=name, show=f"{name} | {shorten(shown)}"))
    found = [hit for hit in found if role(hit.path) in ("own", "example")] or found
    if found:
        declared = Counter(hit.path for hit in found)
        found.sort(key=lambda hit: (place_rank(hit.path), -declared[hit.path]))
        return Hits(found, "flag", note=distinct(found, "name"))
    seen = set()
    for known, text, language in code_files(texts, path):
        counter = LineCounter(text)
        for match in FLAG_MENTION.finditer(text):
            line = counter.at(match.start())
            if (match["name"], known) in seen:
                continue
            seen.add((match["name"], known))
            shown = texts.line(known, line)
            found.append(Hit(known, line, shown, kind="mention", name=match["name"], show=f"{match['name']} | {shorten(shown)}"))
    return Hits(by_place(found), "mention", note="no declaration was recognised; these are string literals that look like flags")


def flag_name(groups, match, path):
    value = next((groups[key] for key in ("name", "name2", "name3", "name4") if groups.get(key)), "")
    if path.endswith(".swift"):
        custom = re.search(r"\.customLong\(\s*\"([\w-]+)\"", groups.get("name") or "")
        return "--" + (custom[1] if custom else re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", groups.get("name2") or "").lower())
    names = re.findall(r"[\"'`]([^\"'`]+)[\"'`]", value) or re.split(r"\s*\|\s*", value.strip())
    names = [re.split(r"[\s,=<]", name)[0] if name.startswith("-") else name for name in names]
    if match[0].lstrip(".").startswith(("add_argument", "add_option")):
        names = [name for name in names if name.startswith("-")]
    else:
        names = [name if name.startswith("-") else ("-" if path.endswith(".go") else "--") + name.replace("_", "-" if path.endswith(".rs") and not groups.get("name") else "_") for name in names]
    return ", ".join(names)


TEST_ROWS = {
    "javascript": re.compile(r"^[ \t]*(?:it|test)(?:\.\w+)*\s*\(\s*[\"'`](?P<name>[^\"'`\n]+)", re.MULTILINE),
    "tcl": re.compile(r"^[ \t]*test\s+(?:\{(?P<name>[^}\n]*)\}|\"(?P<name2>[^\"\n]*)\")", re.MULTILINE),
    "rust": re.compile(r"^[ \t]*\w*test!\s*\(\s*(?P<name>\w+)", re.MULTILINE),
    "cpp": re.compile(r"^[ \t]*(?:TEST|TEST_F|TEST_P|TEST_CASE|BOOST_AUTO_TEST_CASE)\s*\(\s*(?P<name>[^)\n]+)", re.MULTILINE),
    "ruby": re.compile(r"^[ \t]*(?:it|test)\s+[\"'](?P<name>[^\"'\n]+)", re.MULTILINE),
    "shell": re.compile(r"^@test\s+\"(?P<name>[^\"\n]+)", re.MULTILINE),
}
TEST_ROWS["typescript"] = TEST_ROWS["tsx"] = TEST_ROWS["javascript"]
TEST_MARK = re.compile(r"#\[\s*(?:\w+::)*(?:test|rstest|quickcheck|wasm_bindgen_test)\b|@(?:Test|ParameterizedTest|RepeatedTest)\b")


def tests(symbols, path):
    """Test functions and test cases, by each language's own marks."""
    texts, found = symbols.texts, []
    for known in texts.select(path):
        text = texts.files[known]
        language = language_of(known, text[:4096])
        if language is None or "est" not in text and "it(" not in text and role(known) != "test":
            continue
        rows = TEST_ROWS.get(language.name)
        if rows is not None:
            counter = LineCounter(text)
            for match in rows.finditer(text):
                line = counter.at(match.start(match.lastgroup))
                found.append(Hit(known, line, texts.line(known, line), kind="test", name=match[match.lastgroup]))
        if language.name in ("python", "swift", "rust", "go", "java", "kotlin", "emacs-lisp", "csharp"):
            found += [symbols.hit(item) for item in symbols.of_file(known) if is_test(texts, item, language.name)]
    found.sort(key=lambda hit: (hit.path, hit.line))
    return Hits(found, "test")


def is_test(texts, item, language):
    if item.kind == "test":
        return True
    if item.kind not in ("function", "method"):
        return False
    name = item.name
    if language == "python":
        return name.startswith("test") and (role(item.path) == "test" or name.startswith("test_"))
    if language == "go":
        return item.path.endswith("_test.go") and item.kind == "function" and bool(re.match(r"(?:Test|Benchmark|Fuzz|Example)(?![a-z])", name))
    above = " ".join(texts.line(item.path, number) for number in range(max(1, item.first - 4), item.line))
    above = re.split(r"[{};](?![^\[(]*[\])])", above)[-1]
    if TEST_MARK.search(item.signature) or TEST_MARK.search(above):
        return True
    return language == "swift" and name.startswith("test") and role(item.path) == "test" and item.signature.rstrip().endswith((")", "throws", "async"))


def values(symbols, name, path):
    """Lines that give `name` a value: constants, assignments, defaults of parameters, configuration entries."""
    texts = symbols.texts
    last = re.split(r"::|\.", name)[-1] if not re.search(r"[-\s]", name) else name
    inner = r"[\w-]" if "-" in last else r"\w"
    word = rf"(?<!{inner}){re.escape(last)}(?!{inner})"
    defined = re.compile(rf"#\s*define\s+{word}[ \t]+(\S.*)|{word}[\"'\]]?\s*(?::\s*(?!:)[^=\n,;{{}}()]+?)?\s*(?::=|=(?![=~>])|=>)\s*(\S.*)|[\"']{re.escape(last)}[\"']\s*[:,]\s*(\S.*)|^\s*{word}\s*:\s+(\S.*)")
    entry = re.compile(rf"^[#;\s]*{word}[ \t]*[=: \t][ \t]*(\S.*)$")
    found, taken = [], set()
    for item in symbols.find(name, texts.select(path))[0]:
        if item.kind in ("constant", "variable", "define", "field", "property", "case", "option", "key", "macro"):
            hit = symbols.hit(item)
            match = defined.search(texts.line(item.path, item.line))
            hit.value = value_in(match)
            found.append((0 if hit.value or item.kind == "case" else 2, place_rank(item.path), hit))
            taken.add((item.path, item.line))
    for known in texts.select(path):
        text = texts.files[known]
        if last not in text:
            continue
        language = language_of(known, text[:4096])
        is_data = language is None or language.name in TEXT_LANGUAGES
        position = 0
        counter = LineCounter(text)
        while (at := text.find(last, position)) >= 0:
            begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            position, line, row = end, counter.at(begin), text[begin:end].rstrip("\r")
            match = defined.search(row) or (entry.match(row) if is_data and not known.endswith((".md", ".rst")) else None)
            if match is None or (known, line) in taken:
                continue
            rank = 3 if match.re is defined and match[3] else 1
            found.append((rank, place_rank(known), Hit(known, line, row, kind="value", name=last, value=value_in(match))))
    found.sort(key=lambda row: row[:2])
    return Hits([hit for _, _, hit in found], "value")


def value_in(match):
    """The value that a line gives, without a remark behind it."""
    value = next((group for group in match.groups() if group), "") if match else ""
    return re.split(r"\s+(?://|/\*|#|--)(?:\s|$)", value)[0].strip().rstrip(",;{").rstrip()
