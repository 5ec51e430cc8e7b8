"""Whatever a page says can be said in another language."""

from pathlib import Path

import pytest
from django.conf import settings

from tests.words.unmarked import templates, unmarked

ROOT = settings.BASE_DIR / "templates"


@pytest.mark.parametrize("template", templates(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_word_of_a_page_is_marked(template: Path) -> None:
    assert unmarked(template) == []


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("<p>Nobody yet</p>", ["Nobody yet"]),
        ('<a title="Close it" href="/close">×</a>', ["Close it"]),
        ('{% include "x.html" with title="Nobody yet" %}', ["title=Nobody yet"]),
        ("<p>{{ count }} people</p>", ["people"]),
        ('{% load i18n %}<p>{% translate "Nobody yet" %}</p>', []),
        ("{% load i18n %}{% blocktranslate %}Nobody <b>yet</b>{% endblocktranslate %}", []),
        ('{% include "x.html" with title=_("Nobody yet") icon="inbox" %}', []),
        ("<code>make run</code> <p>{{ name }} · SMS</p>", []),
    ],
)
def test_the_reader_sees_what_is_unmarked(tmp_path: Path, written: str, found: list[str]) -> None:
    page = tmp_path / "page.html"
    page.write_text(written)
    assert unmarked(page) == found
