"""What a row says about a person, and what it costs to say it badly."""

from datetime import UTC, datetime
from typing import Any

import pytest

from apps.common.refusals import Refusal
from apps.compliance.models import Attestation, ConsentEvent
from apps.contacts.models import Contact
from apps.imports import actions, places, refusals
from apps.imports.actions import Order
from apps.imports.models import ImportedContact
from apps.lists.models import ContactList, Membership
from apps.pipeline.models import Placement
from apps.tags.models import Tagging
from tests.imports.files import MARIA, bring, finish, remarks, start, table, upload
from tests.world import CHARLIE, World


def person(world: World, phone: str) -> Contact:
    return Contact.objects.of(world.acme.workspace).get(phone=phone)


def test_everything_a_row_says_is_on_the_contact(world: World) -> None:
    place = world.acme.workspace
    members = ContactList.objects.create(workspace=place, name="Members")
    content = table(
        "Name;Phone;Email;Tags;Stage;List;Size;Opt-in date;Opt-in source",
        "Silva, Ana;415 555 0001;Ana@Example.com;VIP, buyer;Qualified;Spring;42;3/4/2026 9:30 AM;kiosk",
    )
    bring(place, content, into=members)
    ana = person(world, "+14155550001")
    assert (ana.first_name, ana.last_name, ana.email) == ("Ana", "Silva", "ana@example.com")
    assert (ana.attributes, ana.source) == ({"size": "42"}, "import")
    tags = Tagging.objects.of(place).filter(contact=ana).values_list("tag__name", flat=True)
    lists = Membership.objects.of(place).filter(contact=ana).values_list("list__name", flat=True)
    assert (set(tags), set(lists)) == ({"VIP", "buyer"}, {"Members", "Spring"})
    assert Placement.objects.of(place).get(contact=ana).stage.key == "qualified"
    consent = ConsentEvent.objects.of(place).get(phone=ana.phone)
    assert (consent.kind, consent.source, consent.contact_id) == ("import_attested", "kiosk", ana.pk)
    assert consent.occurred_at == datetime(2026, 3, 4, 14, 30, tzinfo=UTC)  # 9:30 in New York


def test_charlie_gets_what_was_missing_and_loses_nothing(world: World) -> None:
    world.charlie.attributes = {"size": 42, "city": "Rome"}
    world.charlie.save()
    content = table("First name,Last name,Phone,Size,City", f",Ray,{CHARLIE},42,Oslo")
    done = bring(world.acme.workspace, content)
    charlie = person(world, CHARLIE)
    assert (done.created, done.updated) == (0, 1)
    assert (charlie.first_name, charlie.last_name) == ("Charlie", "Ray")
    assert charlie.attributes == {"size": 42, "city": "Oslo"}
    assert Contact.objects.of(world.bobco.workspace).get(phone=CHARLIE).last_name == ""


def test_an_impossible_email_costs_the_address_not_the_contact(world: World) -> None:
    done = bring(world.acme.workspace, table("Phone,Email", "4155550001,ann@", "4155550002,b@b.example"))
    assert (done.created, done.invalid, done.emails_dropped) == (2, 0, 1)
    assert person(world, "+14155550001").email == ""
    assert remarks(done) == ["2,imported without e-mail,“ann@” is not an e-mail address,4155550001,ann@"]


def test_every_row_left_out_has_its_line_and_reason(world: World) -> None:
    content = table("Phone,Name", "4155550001,Ann", "=cmd,Bob", "+1 415 555 0001,Ann again", ",Nobody")
    done = bring(world.acme.workspace, content)
    assert remarks(done) == [
        "3,rejected,“=cmd” is not a phone number,'=cmd,Bob",
        "4,duplicate,Same number as line 2,'+1 415 555 0001,Ann again",
        "5,rejected,There is no phone number,,Nobody",
    ]
    assert (done.rows, done.created, done.duplicate, done.invalid) == (4, 1, 1, 2)


def test_the_remarks_put_right_can_be_imported_as_they_are(world: World) -> None:
    done = bring(world.acme.workspace, table("Phone,Name", "415555,Ann"))
    put_right = places.remarks(done.public_id).read_text("utf-8-sig").replace(",415555,", ",4155550001,")
    assert bring(world.acme.workspace, put_right.encode()).created == 1
    ann = person(world, "+14155550001")
    assert (ann.first_name, ann.attributes) == ("Ann", {})


def test_numbers_without_a_country_code_are_read_in_the_chosen_country(world: World) -> None:
    found = upload(world.acme.workspace, table("Phone,Name", "020 7946 0018,Ann"))
    assert finish(start(found, region="GB")).created == 1
    assert person(world, "+442079460018").first_name == "Ann"


def test_a_duplicate_is_known_across_chunks(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("apps.imports.loading.ROWS", 2)
    content = table("Phone,Name", *(f"415555000{n % 3},Ann {n}" for n in range(7)))
    done = bring(world.acme.workspace, content)
    assert (done.created, done.duplicate) == (3, 4)
    assert remarks(done)[0].startswith("5,duplicate,Same number as line 2")


def test_what_was_attested_is_kept_with_who_and_the_file(world: World) -> None:
    found = start(upload(world.acme.workspace, table("Phone", "4155550001")))
    statement = Attestation.objects.of(world.acme.workspace).get(about=found.public_id)
    assert (statement.attested_as, statement.ip, statement.wording) == (MARIA.name, MARIA.ip, actions.WORDING)
    assert statement.file_sha256 == found.sha256
    finish(found)
    consent = ConsentEvent.objects.of(world.acme.workspace).get(phone="+14155550001")
    assert (consent.attestation, consent.source) == (statement, "the shop's form")


@pytest.mark.parametrize(
    ("change", "refusal"),
    [
        ({"consent_source": " "}, refusals.NoConsentSource),
        ({"attested": False}, refusals.NotAttested),
        ({"default_region": "XX"}, refusals.UnknownRegion),
        ({"mapping": [""]}, refusals.BadMapping),
    ],
)
def test_without_its_statement_an_import_does_not_start(
    world: World, change: dict[str, Any], refusal: type[Refusal]
) -> None:
    found = upload(world.acme.workspace, table("Phone", "4155550001"))
    order = {"mapping": ["phone"], "default_region": "US", "consent_source": "shop", "attested": True}
    with pytest.raises(refusal) as refused:
        actions.start(found, Order(**{**order, **change}), MARIA)
    assert refused.value.at in order
    assert not Attestation.objects.of(world.acme.workspace).exists()


def test_started_twice_is_started_once(world: World) -> None:
    found = upload(world.acme.workspace, table("Phone", "4155550001"))
    start(found)
    with pytest.raises(refusals.AlreadyStarted):
        start(found)
    assert Attestation.objects.of(world.acme.workspace).count() == 1


def test_the_contact_remembers_the_file_it_came_with(world: World) -> None:
    done = bring(world.acme.workspace, table("Phone", "4155550001"))
    row = ImportedContact.objects.of(world.acme.workspace).get(contact=person(world, "+14155550001"))
    assert (row.source, row.line, row.outcome) == (done, 2, "created")
