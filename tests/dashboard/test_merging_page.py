"""Maria finds that Charlie is here twice, looks at both, and makes them one."""

import pytest
from django.test import Client

from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.merging import likely
from apps.pipeline import actions as pipeline
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.test_composer_pages import words
from tests.world import World, consenting

pytestmark = pytest.mark.usefixtures("daytime")
PAGE = "/dashboard/contacts"
NEAR = "+14155552010"  # Charlie's, with two digits that changed places


@pytest.fixture
def again(world: World) -> Contact:
    return consenting(world.acme.workspace, "charlie", NEAR)


def seen(client: Client, path: str) -> str:
    answer = client.get(f"{PAGE}{path}")
    assert answer.status_code == 200
    return words(answer)  # type: ignore[arg-type]


def test_a_similar_number_under_the_same_name_is_found(maria: Client, world: World, again: Contact) -> None:
    shown = seen(maria, "/duplicates")
    assert "Same name, similar number" in shown
    assert f"{world.charlie.public_id}/merge?contact={again.public_id}" in shown
    assert "Same name, similar number" in seen(maria, f"/{again.public_id}/merge")


def test_the_same_address_is_found_and_a_crowd_of_them_is_not(maria: Client, world: World) -> None:
    for contact in (world.dana, world.erin):
        contacts.update(contact, {"email": "shop@row.example"})
    assert "Same e-mail address" in seen(maria, "/duplicates")
    for number in range(likely.CROWD):
        made = consenting(world.acme.workspace, f"P{number}", f"+1617555300{number}")
        contacts.update(made, {"email": "shop@row.example"})
    assert "Nobody is here twice" in seen(maria, "/duplicates")


def test_bobcos_charlie_is_no_duplicate_of_acmes(maria: Client, world: World) -> None:
    assert "Nobody is here twice" in seen(maria, "/duplicates")
    theirs = world.bobco.contacts["Charlie"].public_id
    assert maria.get(f"{PAGE}/{world.charlie.public_id}/merge?contact={theirs}").status_code == 404
    answer = maria.post(f"{PAGE}/{world.charlie.public_id}/merge", {"contact": theirs})
    assert answer.status_code == 404
    assert Contact.objects.of(world.bobco.workspace).count() == 2


def test_older_contacts_are_a_page_further(
    maria: Client, world: World, again: Contact, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(likely, "WINDOW", 3)
    found = maria.get(f"{PAGE}/duplicates").context["found"]
    assert (found.pairs, found.before) == ([], world.dana.pk)
    assert maria.get(f"{PAGE}/duplicates?before={found.before}").context["found"].before == 0
    assert maria.get(f"{PAGE}/duplicates?before=nonsense").status_code == 200


def test_both_stand_side_by_side_and_the_chosen_values_stay(
    maria: Client, world: World, again: Contact
) -> None:
    contacts.update(world.charlie, {"attributes": {"size": "41"}})
    contacts.update(again, {"attributes": {"size": "42"}, "last_name": "Nguyen"})
    pipeline.move(again, "customer")
    path = f"{PAGE}/{world.charlie.public_id}/merge"
    shown = seen(maria, f"/{world.charlie.public_id}/merge?contact={again.public_id}")
    assert 'name="value-phone" value="other"' in shown
    assert 'name="value-last_name"' not in shown  # only one has it: there is nothing to choose
    form = {
        "contact": again.public_id,
        "value-phone": "other",
        "value-attributes.size": "other",
        "value-dnd": "other",
    }
    answer = maria.post(path, form, follow=True)
    assert "They are one contact now" in words(answer)  # type: ignore[arg-type]
    assert "Merged with another contact" in words(answer)  # type: ignore[arg-type]
    merged = Contact.objects.of(world.acme.workspace).get(pk=world.charlie.pk)
    assert (merged.phone, merged.attributes["size"], merged.last_name) == (NEAR, "42", "Nguyen")
    assert maria.post(path, form).status_code == 404  # a second click


def test_the_story_of_the_other_is_told_on(maria: Client, world: World, again: Contact) -> None:
    contacts.set_dnd(again, True, actor="adam@acme.example")
    maria.post(f"{PAGE}/{world.charlie.public_id}/merge", {"contact": again.public_id})
    assert "adam@acme.example" in seen(maria, f"/{world.charlie.public_id}")


def test_a_contact_is_looked_for_by_hand_and_never_with_itself(maria: Client, world: World) -> None:
    path = f"/{world.charlie.public_id}/merge"
    shown = seen(maria, f"{path}?q=Dana")
    assert f"?contact={world.dana.public_id}" in shown
    assert "No other contact matches." in seen(maria, f"{path}?q=Charlie")
    own = {"contact": world.charlie.public_id}
    assert maria.get(f"{PAGE}{path}", own).status_code == 302
    answer = maria.post(f"{PAGE}{path}", own, follow=True)
    assert "cannot be merged with itself" in words(answer)  # type: ignore[arg-type]


@pytest.mark.parametrize("who", ["agnes", "victor"])
def test_who_may_not_edit_merges_nobody(
    request: pytest.FixtureRequest, who: str, world: World, again: Contact
) -> None:
    client: Client = request.getfixturevalue(who)
    path = f"{PAGE}/{world.charlie.public_id}/merge"
    assert client.get(f"{PAGE}/duplicates").status_code == 403
    assert client.post(path, {"contact": again.public_id}).status_code == 403
    assert Contact.objects.of(world.acme.workspace).filter(pk=again.pk).exists()
