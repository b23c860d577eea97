"""`tests`: test functions and test cases, by the marks of each language."""

import re
import time

from .hits import Hit, Hits
from .languages import language_of
from .places import role
from .texts import LineCounter

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

# A file holds no test if it holds none of these.
TEST_WORDS = {
    "python": ["def test"], "swift": ["func test", "@Test"], "rust": ["test"], "go": ["func Test", "func Benchmark", "func Fuzz", "func Example"],
    "java": ["@Test", "@ParameterizedTest", "@RepeatedTest"], "kotlin": ["@Test"], "csharp": ["[Test", "[Fact", "[Theory"], "emacs-lisp": ["ert-deftest"],
}


def tests(symbols, path):
    """Test functions and test cases, by each language's own marks."""
    texts, found = symbols.texts, []
    deadline = time.monotonic() + 50
    for known in texts.select(path):
        text = texts.files[known]
        language = language_of(known, text[:4096])
        if language is None or language.name in TEST_WORDS and not any(word in text for word in TEST_WORDS[language.name]):
            continue
        rows = TEST_ROWS.get(language.name)
        if rows is not None:
            counter = LineCounter(text)
            for match in rows.finditer(text):
                line = counter.at(match.start(match.lastgroup))
                found.append(Hit(known, line, texts.line(known, line), kind="test", name=match[match.lastgroup]))
        if language.name in ("python", "swift", "rust", "go", "java", "kotlin", "emacs-lisp", "csharp"):
            found += [symbols.hit(item) for item in symbols.of_file(known, deadline) if is_test(texts, item, language.name)]
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
