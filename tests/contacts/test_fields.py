"""What a contact's attributes may hold."""

import math

import pytest

from apps.contacts import actions, fields
from apps.contacts.models import Contact
from apps.contacts.refusals import InvalidAttributes
from tests.world import World


@pytest.mark.parametrize("value", [math.nan, math.inf, -math.inf])
def test_a_number_that_is_none_is_refused_by_name_and_nothing_is_changed(world: World, value: float) -> None:
    """PostgreSQL has no such JSON; SQLite would keep it, and no program could read it back."""
    before = dict(world.charlie.attributes)
    with pytest.raises(InvalidAttributes, match="score") as refused:
        actions.update(world.charlie, {"first_name": "Chuck", "attributes": {"score": value}})
    assert refused.value.at == "attributes"
    now = Contact.objects.of(world.acme.workspace).get(pk=world.charlie.pk)
    assert (now.first_name, now.attributes) == ("Charlie", before)


def test_numbers_that_there_are_stay_as_they_are() -> None:
    given = {"low": -0.5, "big": 1e300, "count": 2**62, "yes": True, "none": None, "word": "NaN"}
    assert fields.attributes(given) == given
