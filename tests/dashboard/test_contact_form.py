"""A contact by hand, and its details afterwards."""

import pytest
from django.test import Client

from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.compliance.models import Attestation
from apps.contacts import actions as contacts
from apps.contacts.models import Contact
from apps.dashboard.wordings import HAS_CONSENT
from apps.lists import actions as lists
from tests.world import CHARLIE, DANA, World

NEW = "/dashboard/contacts/new"
FRANK = {"phone": "(312) 555-2999", "first_name": "Frank", "last_name": "", "email": "", "tags": ""}
CONSENT = {"has_consent": "on", "channel": "paper", "consent_source": "Sheet of May 4"}


def test_maria_enters_frank_with_his_consent(maria: Client, world: World) -> None:
    members = lists.create(world.acme.workspace, "Members")
    answer = maria.post(NEW, FRANK | CONSENT | {"tags": "vip, till", "into": members.public_id})
    frank = Contact.objects.of(world.acme.workspace).get(phone="+13125552999")
    assert answer.headers["Location"] == f"/dashboard/contacts/{frank.public_id}"
    assert {one.tag.name for one in frank.taggings.all()} == {"vip", "till"}
    assert frank.memberships.get().list == members
    newest = queries.consents(world.acme.workspace.pk, [frank.phone])[frank.phone]
    assert queries.has_consent(newest) and newest.attestation
    assert newest.attestation.wording == HAS_CONSENT
    assert newest.attestation.about == frank.public_id


def test_without_the_statement_there_is_no_consent(maria: Client, world: World) -> None:
    maria.post(NEW, FRANK | {"consent_source": "Somewhere", "channel": "paper"})
    assert not queries.consents(world.acme.workspace.pk, ["+13125552999"])


def test_consent_without_its_record_is_asked_for_and_nothing_is_kept(maria: Client, world: World) -> None:
    answer = maria.post(NEW, FRANK | CONSENT | {"consent_source": ""})
    page = answer.content.decode()
    assert "Say where the record" in page and 'value="(312) 555-2999"' in page
    assert not Contact.objects.of(world.acme.workspace).filter(phone="+13125552999").exists()
    assert not Attestation.objects.of(world.acme.workspace).exists()


@pytest.mark.parametrize("phone", ["", "12", "call me", "+1 555 555 5555 5555", "9" * 251, "\0"])
def test_a_phone_that_cannot_be_one_is_refused_at_its_field(maria: Client, phone: str) -> None:
    page = maria.post(NEW, FRANK | {"phone": phone}).content.decode()
    field = page[page.index('id="id_phone_field"') :]
    assert "errorlist" in field[: field.index("first_name")]
    assert "autofocus" in field[: field.index("first_name")]


def test_a_wrong_address_is_refused_at_its_field(maria: Client, world: World) -> None:
    page = maria.post(NEW, FRANK | {"email": "frank at home"}).content.decode()
    assert "This is not an e-mail address." in page and 'value="frank at home"' in page
    assert not Contact.objects.of(world.acme.workspace).filter(phone="+13125552999").exists()


def test_a_second_charlie_is_led_to_the_first(maria: Client, world: World) -> None:
    page = maria.post(NEW, FRANK | {"phone": CHARLIE}).content.decode()
    assert f'<a href="/dashboard/contacts/{world.charlie.public_id}">Charlie</a> already' in page


def test_a_name_is_text_and_never_markup(maria: Client, world: World) -> None:
    evil = "<script>alert(1)</script>"
    maria.post(NEW, FRANK | {"first_name": evil, "tags": evil})
    frank = Contact.objects.of(world.acme.workspace).get(phone="+13125552999")
    for page in ("/dashboard/contacts", f"/dashboard/contacts/{frank.public_id}"):
        assert evil not in maria.get(page).content.decode()
    assert evil not in maria.post(NEW, FRANK).content.decode()


def test_an_opted_out_number_stays_opted_out_and_maria_is_told(maria: Client, world: World) -> None:
    compliance.opt_out(world.acme.workspace.pk, "+13125552999", source="keyword", evidence={})
    answer = maria.post(NEW, FRANK | CONSENT, follow=True)
    assert "stands opted out and stays so" in answer.content.decode()
    assert queries.opted_out(world.acme.workspace.pk, ["+13125552999"])


def edit(contact: Contact) -> str:
    return f"/dashboard/contacts/{contact.public_id}/edit"


def test_maria_changes_details_and_attributes_keep_their_types(maria: Client, world: World) -> None:
    contacts.update(world.charlie, {"attributes": {"visits": 3, "old": "x", "member": True}})
    page = maria.get(edit(world.charlie)).content.decode()
    assert "visits: 3" in page
    given = {
        "phone": CHARLIE,
        "first_name": "Chuck",
        "attributes": "visits: 3\nmember: True\ncity: Reno: NV\n",
    }
    assert maria.post(edit(world.charlie), given).status_code == 302
    world.charlie.refresh_from_db()
    assert world.charlie.first_name == "Chuck"
    assert world.charlie.attributes == {"visits": 3, "member": True, "city": "Reno: NV"}


def test_a_line_without_a_colon_is_named(maria: Client, world: World) -> None:
    page = maria.post(
        edit(world.charlie), {"phone": CHARLIE, "attributes": "a: b\nnonsense"}
    ).content.decode()
    assert "Line 2 is not" in page and "nonsense" in page


def test_charlie_cannot_get_danas_number(maria: Client, world: World) -> None:
    page = maria.post(edit(world.charlie), {"phone": DANA, "first_name": "Charlie"}).content.decode()
    assert "Another contact has this number: Dana" in page
    world.charlie.refresh_from_db()
    assert world.charlie.phone == CHARLIE


def test_the_same_number_in_another_workspace_is_no_conflict(bob: Client, world: World) -> None:
    bob.post(NEW, FRANK | {"phone": DANA})
    assert Contact.objects.of(world.bobco.workspace).filter(phone=DANA).exists()
