"""A column among many values."""

import pytest

from apps.common.among import Among
from apps.contacts.models import Contact
from tests.world import CHARLIE, World


@pytest.mark.parametrize("odd", ['"', "\\", "{", "}", ",", "NULL", "", " ", "a b", "'", "+1,2", "é"])
def test_odd_values_find_themselves_and_nothing_else(world: World, odd: str) -> None:
    rows = Contact.objects.of(world.acme.workspace)
    rows.filter(pk=world.dana.pk).update(first_name=odd)
    assert list(rows.filter(Among("first_name", [odd]))) == [world.dana]
    assert set(rows.filter(Among("first_name", [odd, "Charlie"]))) == {world.dana, world.charlie}


def test_phones_keys_and_none_at_all(world: World) -> None:
    rows = Contact.objects.of(world.acme.workspace)
    assert list(rows.filter(Among("phone", [CHARLIE, "+19999999999"]))) == [world.charlie]
    assert list(rows.filter(Among("pk", [world.dana.pk]))) == [world.dana]
    assert list(rows.filter(Among("phone", []))) == []
    assert list(rows.filter(Among("phone", ["+1415555200100000000"]))) == []
