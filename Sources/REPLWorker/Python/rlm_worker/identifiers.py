"""Identifiers in text: whole words, their parts, and other spellings."""

import re



def has_word(text, name):
    """Whether `name` stands in the text as a whole word."""
    size, position = len(name), 0
    while (at := text.find(name, position)) >= 0:
        before, after = text[at - 1 : at] if at else "", text[at + size : at + size + 1]
        if not (is_word(before) and is_word(name[0])) and not (is_word(after) and is_word(name[-1])):
            return True
        position = at + 1
    return False


def is_word(character):
    return character.isalnum() or character == "_"


def identifier(name):
    """A pattern for `name` as a whole identifier."""
    inner = r"[\w-]" if "-" in name else r"\w"
    return re.compile(rf"(?<!{inner}){re.escape(name)}(?!{inner})")


def pieces(name):
    """The words of an identifier: `maxRedirects` and `max_redirects` → max, redirects."""
    return re.findall(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+|[^\W\d_a-zA-Z]+", name) or [name]


def fold(name):
    return name.replace("_", "").replace("-", "").lower()
