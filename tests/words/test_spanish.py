"""Spanish is complete: `make messages` has nothing to add, and what is compiled is what is written."""

import gettext
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command
from django.test import Client, override_settings
from django.urls import reverse

from tests.world import World

CATALOG = Path("es/LC_MESSAGES/django.po")
WRITTEN = settings.LOCALE_PATHS[0] / CATALOG
COMPILED = WRITTEN.with_suffix(".mo")
HEAD = {'""\n'}


def said(path: Path) -> dict[object, str]:
    """What a compiled catalog answers, without its head."""
    with path.open("rb") as file:
        answers = dict(gettext.GNUTranslations(file)._catalog)  # type: ignore[attr-defined]
    return {asked: answer for asked, answer in answers.items() if asked}


def tool(*words: str | Path) -> str:
    return subprocess.run([str(word) for word in words], check=True, capture_output=True, text=True).stdout


def sentences(text: str) -> set[str]:
    """The msgids of a catalog as they stand there."""
    return set(re.findall(r'^(?:#~ )?msgid ((?:".*"\n(?:#~ )?)+)', text, re.MULTILINE))


@pytest.fixture(scope="module")
def extracted(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The catalog as `make messages` would write it now."""
    locale = tmp_path_factory.mktemp("words") / "locale"
    shutil.copytree(settings.LOCALE_PATHS[0], locale)
    with override_settings(LOCALE_PATHS=[locale]):
        call_command("makemessages", verbosity=0)
    return locale / CATALOG


@pytest.mark.gettext
def test_no_sentence_waits_for_its_spanish(extracted: Path) -> None:
    for which in ("--untranslated", "--only-fuzzy"):
        assert sentences(tool("msgattrib", which, "--no-obsolete", extracted)) - HEAD == set()


@pytest.mark.gettext
def test_no_sentence_is_left_over(extracted: Path) -> None:
    assert sentences(WRITTEN.read_text()) - sentences(extracted.read_text()) == set()


@pytest.mark.gettext
def test_what_is_compiled_is_what_is_written(tmp_path: Path) -> None:
    tool("msgfmt", "--check", WRITTEN, "-o", tmp_path / "fresh.mo")
    assert said(tmp_path / "fresh.mo") == said(COMPILED)


def test_markup_and_holes_are_those_of_the_english() -> None:
    holes = re.compile(r'%\(\w+\)[sd]|%[sd]|\{\w+\}|</?\w+|href="[^"]*"')
    odd = [
        asked
        for asked, answer in said(COMPILED).items()
        if isinstance(asked, str) and sorted(holes.findall(asked)) != sorted(holes.findall(answer))
    ]
    assert odd == []


def test_maria_reads_spanish(world: World) -> None:
    maria = Client(headers={"Accept-Language": "es"})
    maria.force_login(world.maria)
    page = maria.get(reverse("dashboard:contacts")).content.decode()
    assert "Contactos" in page and ">Contacts<" not in page
