"""The package itself: its examples run, its twins are fresh, and it knows every address of v1."""

import re
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings

from apps.api.v1.urls import urlpatterns

HERE = Path(settings.BASE_DIR) / "sdks" / "python"
SOURCES = "".join(path.read_text() for path in (HERE / "src/sendwell/resources").glob("*.py"))
EXAMPLES = re.findall(r"```python\n(.*?)```", (HERE / "README.md").read_text(), re.DOTALL)


@pytest.mark.parametrize("example", EXAMPLES, ids=range(len(EXAMPLES)))
def test_an_example_of_the_readme_runs(environment: None, example: str) -> None:
    exec(compile(example, "README.md", "exec"), {"__name__": "__main__"})


def test_the_asyncio_twins_are_made_from_what_is_there() -> None:
    made = subprocess.run(
        [sys.executable, HERE / "tools/make_async.py", "--check"], capture_output=True, text=True, check=False
    )
    assert made.returncode == 0, made.stdout


def test_every_address_of_v1_has_a_method() -> None:
    known = {re.sub(r"\b(?!v1\b)\w*id\b", "{}", call) for call in _calls()}
    missing = {path for path in map(_path, urlpatterns) if path} - known
    assert missing == set()


def _calls() -> set[str]:
    """at("lists", id, "contacts") as lists/{}/contacts."""
    found = re.findall(r"\bat\(([^)]*)\)", SOURCES)
    return {"/".join(part.strip().strip('"') for part in call.split(",")) for call in found}


def _path(pattern: object) -> str:
    text = re.sub(r"\(\?P<\w+>[^)]*\)", "{}", str(getattr(pattern, "pattern", "")))
    return "" if "(?:" in text else text.removeprefix("^v1/").removesuffix("/?$")


def test_the_package_says_that_it_is_typed() -> None:
    assert (HERE / "src/sendwell/py.typed").exists()
