"""A compiled question answers what its QuerySet answers, for whatever values, and keeps nothing of it."""

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from apps.accounts.models import Workspace
from apps.common.compiled import Compiled
from apps.contacts.models import Contact
from tests.world import World

of_name = Compiled[Contact](
    lambda place, name: (
        Contact.objects.of(place).filter(first_name=name, status="active").select_related("workspace")
    ),
    int,
    str,
)
phones = Compiled[tuple[str]](
    lambda place: Contact.objects.of(place).order_by("-phone").values_list("phone"), int
)


def test_it_answers_the_row_with_what_was_selected_beside_it(world: World) -> None:
    charlie = world.charlie
    with CaptureQueriesContext(connection) as asked:
        found = of_name.one(charlie.workspace_id, charlie.first_name)
        assert found is not None
        assert found.workspace.name == world.acme.workspace.name
    assert len(asked) == 1
    plain = Contact.everywhere.get(pk=charlie.pk)
    assert found == plain
    columns = [field.attname for field in Contact._meta.concrete_fields]
    assert [getattr(found, name) for name in columns] == [getattr(plain, name) for name in columns]


def test_each_asking_has_values_of_its_own(world: World) -> None:
    for contact in (world.charlie, world.dana, world.charlie):
        assert of_name.all(contact.workspace_id, contact.first_name) == [contact]
    assert of_name.one(world.bobco.workspace.pk, world.dana.first_name) is None
    assert of_name.all(world.acme.workspace.pk, "' OR 1=1 -- %s") == []


def test_what_changed_is_seen_at_once(world: World) -> None:
    assert of_name.one(world.charlie.workspace_id, world.charlie.first_name)
    Contact.everywhere.filter(pk=world.charlie.pk).update(first_name="Carl")
    assert of_name.one(world.charlie.workspace_id, world.charlie.first_name) is None
    assert of_name.one(world.charlie.workspace_id, "Carl") == world.charlie


def test_it_answers_tuples_of_a_list_of_values(world: World) -> None:
    workspace: Workspace = world.acme.workspace
    wanted = Contact.objects.of(workspace).order_by("-phone").values_list("phone")
    assert phones.all(workspace.pk) == list(wanted)


def test_a_value_that_reaches_no_filter_is_found_out(world: World) -> None:
    lost = Compiled[Contact](lambda place, name: Contact.objects.of(place), int, str)
    with pytest.raises(AssertionError):
        lost.one(1, "Charlie")
