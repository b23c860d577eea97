"""How a cell submits its answer: `FINAL`, `FINAL_VAR`, `SUBMIT`, or the dict `answer`."""
import sys


def text_of(value):
    """A value as an answer reads: a string as it is, containers as JSON, the rest as `str` makes it."""
    if isinstance(value, str):
        return str(value)
    if isinstance(value, (set, frozenset)):
        value = list(value)
    if isinstance(value, (dict, list, tuple)):
        import json

        try:
            return json.dumps(value, ensure_ascii=False, indent=2, default=_as_json)
        except (TypeError, ValueError, RecursionError):
            pass
    return str(value)


def _as_json(value):
    return list(value) if isinstance(value, (set, frozenset)) else str(value)


TEXT_TAKEN = (
    '`answer` is the dict that holds your answer: the text you assigned to it is now answer["content"]. '
    'Submit it with answer["ready"] = True, or use another name for a text of your own.'
)


class Answers:
    """The answer of the cell that runs, and the draft that `answer` holds across cells."""

    def __init__(self, variables):
        #: Returns the model's own variables as a dict.
        self._variables = variables
        self.final = None
        self.draft = {"content": "", "ready": False}
        self._tree = None

    def begin(self, tree):
        """A cell with this syntax tree is about to run."""
        self.final = None
        self._tree = tree

    def functions(self):
        return {"FINAL": self.FINAL, "FINAL_VAR": self.FINAL_VAR, "SUBMIT": self.SUBMIT}

    def FINAL(self, *values):
        """Submits the answer. The name of a variable as a string stands for the variable's value."""
        value = values[0] if len(values) == 1 else list(values) if values else ""
        if isinstance(value, str) and value.isidentifier():
            value = self.draft if value == "answer" and self.draft_text() else self._variables().get(value, value)
        self.final = self._text_of(value)

    def FINAL_VAR(self, name):
        """Submits the value of the variable `name`, given as a string or as the variable itself."""
        line = sys._getframe(1).f_lineno
        if isinstance(name, str):
            own = self._variables()
            stripped = name.strip().strip("'\"`")
            if stripped == "answer" and stripped not in own:
                name = self.draft
            elif stripped in own:
                name = own[stripped]
            elif self._is_literal(line):
                known = ", ".join(list(own)[-20:]) or "none yet"
                raise NameError(f"FINAL_VAR: there is no variable {stripped!r}; your variables are: {known}")
        self.final = self._text_of(name)

    def _text_of(self, value):
        """The draft stands for its content."""
        is_draft = value is self.draft and self.draft_text()
        return self.draft_text() if is_draft else text_of(value)

    def SUBMIT(self, *values, **fields):
        """Submits the answer, given alone or as one field or several."""
        if fields and not values:
            self.final = text_of(next(iter(fields.values())) if len(fields) == 1 else fields)
        else:
            self.FINAL(*values)

    def settle(self, values, notes):
        """Reads `answer` after a cell, from the cell's namespace `values`; what the model should know goes to `notes`.

        A dict takes the draft's place, a text is the draft's content; any other value is a variable of the model's own
        and is left alone.
        """
        answer = values.get("answer")
        if issubclass(type(answer), str):
            self.draft["content"] = str.__str__(answer)
            values["answer"] = self.draft
            notes.append(TEXT_TAKEN)
        if type(answer) is dict and answer is not self.draft and answer.keys() & {"content", "ready"}:
            self.draft = answer
        elif answer is None:
            values["answer"] = self.draft
        if self.final is None and self.draft.get("ready"):
            self.draft["ready"] = False
            content = self.draft.get("content")
            self.final = "" if content is None else text_of(content)
        return self.final

    def draft_text(self):
        """What `answer["content"]` holds without having been submitted; None when empty."""
        content = self.draft.get("content")
        return None if content is None or content == "" else text_of(content)

    def _is_literal(self, line):
        """True when the call of FINAL_VAR on this line was written with a string, not with a variable."""
        import ast

        for node in ast.walk(self._tree) if self._tree is not None else ():
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "FINAL_VAR":
                if node.lineno <= line <= (node.end_lineno or node.lineno) and node.args:
                    return isinstance(node.args[0], ast.Constant)
        return False
