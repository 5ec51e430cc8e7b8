"""Public ids: sortable, unique, and harmless when malformed."""

import uuid

import pytest
from hypothesis import given
from hypothesis import strategies as st

from apps.common import ids
from apps.contacts.models import Contact
from tests.world import World


@given(st.uuids())
def test_every_uuid_comes_back_from_its_text(value: uuid.UUID) -> None:
    assert ids.decode(ids.encode(value)) == value


@given(st.text(max_size=40))
def test_no_text_breaks_reading_an_id(text: str) -> None:
    found = ids.parse("con", text)
    assert found is None or f"con_{ids.encode(found)}" == text.upper().replace("CON_", "con_", 1)


def test_ids_made_later_sort_later() -> None:
    made = [ids.encode(ids.new_ulid())[:10] for _ in range(1_000)]
    assert made == sorted(made)


@pytest.mark.parametrize("given", ["", "con_", "lst_cohort06_open", "con_" + "Z" * 26, "\0", "con_ünïcode"])
def test_a_malformed_id_finds_nobody(world: World, given: str) -> None:
    assert not Contact.objects.of(world.acme.workspace).filter(public_id=given).exists()


def test_a_contact_is_found_by_its_public_id_and_by_no_other_prefix(world: World) -> None:
    contacts = Contact.objects.of(world.acme.workspace)
    assert contacts.get(public_id=world.charlie.public_id) == world.charlie
    assert not contacts.filter(public_id=world.charlie.public_id.replace("con_", "msg_")).exists()
