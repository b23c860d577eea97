"""`todos`: lines with TODO, FIXME and the like."""

from .hits import Hit, Hits
from .texts import LineCounter


def todos(texts, path, words):
    found = []
    for known in texts.select(path):
        text = texts.files[known]
        places = sorted(place for word in words for place in whole_words(text, word))
        counter, end = LineCounter(text), -1
        for at, word in places:
            if at < end:
                continue
            begin, end = text.rfind("\n", 0, at) + 1, text.find("\n", at)
            end = len(text) if end < 0 else end
            found.append(Hit(known, counter.at(at), text[begin:end].rstrip("\r"), kind=word))
    return Hits(found, "note")


def whole_words(text, word):
    """(offset, word) of each place where the word stands as a whole."""
    at = text.find(word)
    while at >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + len(word) : at + len(word) + 1]
        if not (before.isalnum() or before == "_" or after.isalnum() or after == "_"):
            yield at, word
        at = text.find(word, at + len(word))
