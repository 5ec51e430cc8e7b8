"""docs/delivery.md names a test for each promise: every one of them is there, and may fail."""

import ast
import re
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
NAMED = re.compile(r"`(tests/[\w/]+\.py)::(test_\w+)`")
ROW = re.compile(r"^\| (?!promise|---)", re.MULTILINE)


def document() -> str:
    return (ROOT / "docs" / "delivery.md").read_text()


def found_in(path: str) -> dict[str, str]:
    """The tests of a file, each with its decorators as they are written."""
    tree = ast.parse((ROOT / path).read_text())
    functions = [one for one in tree.body if isinstance(one, ast.FunctionDef)]
    return {one.name: " ".join(map(ast.unparse, one.decorator_list)) for one in functions}


def test_every_promise_has_a_test_that_exists_and_is_run() -> None:
    named = NAMED.findall(document())
    assert len(named) > 20
    for path, name in named:
        assert name in found_in(path), f"{path} has no {name}"
        assert "xfail" not in found_in(path)[name], f"{name} is known to fail"


def test_every_row_names_a_test() -> None:
    assert len(ROW.findall(document())) == len(NAMED.findall(document()))
