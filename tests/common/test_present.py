"""Values that a table has already."""

import pytest

from apps.common.present import present
from apps.contacts.models import Contact
from tests.world import CHARLIE, World


def test_charlies_number_is_there_once_and_nobody_elses(world: World) -> None:
    place = world.acme.workspace.pk
    assert present(Contact, "phone", [CHARLIE, "+19999999999", CHARLIE], workspace_id=place) == {CHARLIE}
    assert present(Contact, "phone", [], workspace_id=place) == set()


def test_what_another_tenant_has_is_not_there(world: World) -> None:
    theirs = set(Contact.objects.of(world.acme.workspace).values_list("phone", flat=True))
    theirs -= set(Contact.objects.of(world.bobco.workspace).values_list("phone", flat=True))
    assert theirs
    assert present(Contact, "phone", theirs, workspace_id=world.bobco.workspace.pk) == set()


@pytest.mark.parametrize("odd", ['"', "\\", "{", "NULL", "", " ", "'", "%s", "é"])
def test_odd_values_find_themselves(world: World, odd: str) -> None:
    Contact.objects.of(world.acme.workspace).filter(pk=world.dana.pk).update(email=odd)
    Contact.objects.of(world.acme.workspace).exclude(pk=world.dana.pk).update(email="c@acme.example")
    found = present(Contact, "email", [odd, "nobody@acme.example"], workspace_id=world.acme.workspace.pk)
    assert found == {odd}
