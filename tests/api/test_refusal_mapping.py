"""Every way in which the product says no has an answer in every dialect."""

from importlib import import_module
from pkgutil import walk_packages

import pytest

import apps as all_apps
from apps.api.readysms import errors, table
from apps.api.v1 import table as v1_table
from apps.common.refusals import Refusal, every_refusal

DIALECTS = {"readysms": table, "v1": v1_table}


def _load_all() -> None:
    """A refusal that was never imported would never be missed."""
    for found in walk_packages(all_apps.__path__, "apps."):
        if found.name.endswith(".refusals"):
            import_module(found.name)


def _is_covered(kind: type[Refusal], exact: object, families: object) -> bool:
    return kind in exact or any(parent in families for parent in kind.__mro__)  # type: ignore[operator]


@pytest.mark.parametrize("name", DIALECTS)
def test_each_refusal_stands_in_the_table_of_the_dialect_by_itself(name: str) -> None:
    """By itself, or by the kind it is of."""
    _load_all()
    dialect = DIALECTS[name]
    missing = {
        f"{kind.__module__}.{kind.__name__}"
        for kind in every_refusal()
        # apps only: a test's own refusal is nobody's
        if kind.__module__.startswith("apps.") and not _is_covered(kind, dialect.TABLE, dialect.FAMILIES)
    }
    assert not missing, "\n".join(sorted(missing))


def test_a_refusal_that_is_new_is_noticed() -> None:
    class Newest(Refusal):
        code = "newest"

    assert not _is_covered(Newest, table.TABLE, table.FAMILIES)


def test_each_refusal_becomes_an_answer_in_shape() -> None:
    _load_all()
    facts = {"retry_after": 3, "allowed": ["GET"]}
    for kind in every_refusal():
        response = errors.answer(kind(field="phone", **facts))
        assert 400 <= response.status_code < 500, kind
        assert response.content.startswith(b'{"success":false,'), kind


def test_every_row_of_the_table_can_still_be_raised() -> None:
    """A refusal that was removed from its app leaves no ghost here."""
    _load_all()
    assert set(table.TABLE) <= every_refusal()
