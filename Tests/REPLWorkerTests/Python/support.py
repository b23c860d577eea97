"""Makes the worker's navigation modules importable outside the worker, and corpora out of short texts."""
import os
import pathlib
import sys
import textwrap
import types

SOURCES = pathlib.Path(__file__).resolve().parents[3] / "Sources/REPLWorker/Python/rlm_worker"

# The package's own __init__ belongs to the worker's process; an empty stand-in lets its modules be imported here.
package = types.ModuleType("rlm_worker")
package.__path__ = [str(SOURCES)]
sys.modules.setdefault("rlm_worker", package)
sys.dont_write_bytecode = True

PACKAGES = os.environ.get("RLM_TEST_PYTHON_PACKAGES", "")
if PACKAGES:
    sys.path.insert(0, PACKAGES)


def has_grammars():
    try:
        import tree_sitter  # noqa: F401
    except ImportError:
        return False
    return True


def corpus(files):
    """A mapping of paths to texts without their indentation in the test."""
    return {path: textwrap.dedent(text).lstrip("\n") for path, text in files.items()}


def helpers(files):
    from rlm_worker.navigation import names

    return types.SimpleNamespace(**names(corpus(files)))
