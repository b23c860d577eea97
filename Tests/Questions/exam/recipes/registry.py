"""The registry of recipes, and the form of the truth that they make.

A truth is a dictionary with some of: `places` ([path, line, end]), `items` (`names`: wordings of which one will do,
`places`: where it stands), `neutral_names` and `neutral_places` (neither right nor wrong to name), `labelled_places`
(neutral where the answer says that they are a declaration or a comment), `number` (values that are right), `texts` and
`terms` (lists of wordings of which one will do).
"""

RECIPES = {}


def recipe(function):
    """Registers a recipe under its name with hyphens."""
    RECIPES[function.__name__.replace("_", "-")] = function
    return function


def item(names, places):
    """One thing that an answer has to name."""
    return {"names": list(names), "places": [list(place) for place in places]}


def items_by_name(rows):
    """One item per name, for a dictionary from name to places."""
    return [item([name], places) for name, places in sorted(rows.items())]


def python_files(repository, paths):
    return [path for path in repository.files(*paths) if path.endswith(".py")]
