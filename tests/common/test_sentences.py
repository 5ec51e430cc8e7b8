"""What rows keep in English is read in the reader's language, filled places and all."""

import pytest
from django.utils import translation

from apps.campaigns.refusals import NobodyRemains
from apps.common import sentences
from apps.common.sentences import shape, spoken

SPANISH = {
    "They opted out.": "Se dio de baja.",
    "Refund: %(why)s": "Reembolso: %(why)s",
    "%(count)s of %(of)s failed; the limit is %(limit)s %%.": "Fallaron %(count)s de %(of)s (%(limit)s %%).",
    NobodyRemains.message: "No falta nadie.",
}
FAILED = shape("%(count)s of %(of)s failed; the limit is %(limit)s %%.")


@pytest.fixture(autouse=True)
def catalogue(monkeypatch: pytest.MonkeyPatch) -> None:
    """Erin's language, as far as these promises need it."""
    monkeypatch.setattr(sentences, "gettext", lambda sentence: SPANISH.get(sentence, sentence))


@pytest.mark.parametrize(
    ("kept", "read"),
    [
        ("They opted out.", "Se dio de baja."),
        (FAILED % {"count": "1,041", "of": "2,000", "limit": 20}, "Fallaron 1,041 de 2,000 (20 %)."),
        ("Refund: They opted out.", "Reembolso: Se dio de baja."),
        ("The handset is off (30003).", "The handset is off (30003)."),  # a carrier's own words
        ("", ""),
    ],
)
def test_erin_reads_spanish(kept: str, read: str) -> None:
    with translation.override("es"):
        assert spoken(kept) == read


def test_where_no_language_is_active_it_stays_as_it_was_kept() -> None:
    with translation.override(None):
        assert spoken("They opted out.") == "They opted out."
        assert NobodyRemains().text == NobodyRemains.message


def test_a_refusal_is_read_in_spanish_and_recorded_in_english() -> None:
    with translation.override("es"):
        refusal = NobodyRemains()
        assert refusal.text == "No falta nadie."
        assert refusal.record == str(refusal) == NobodyRemains.message
