"""What registries are told of senders, and which texts wait for their answer."""

from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.core.exceptions import ValidationError

from apps.carriers.models import CarrierAccount
from apps.messaging.registered import sender_registered
from apps.senders import actions as senders
from apps.senders.models import Sender
from apps.senders.refusals import WrongRegistration
from apps.senders.registration import actions
from apps.senders.registration.checking import problems
from apps.senders.registration.fields import BRAND, CAMPAIGN, SHORT_CODE, TOLL_FREE
from apps.senders.registration.models import Registration
from tests.compliance.candidates import One, rule
from tests.world import World

NOW = datetime(2026, 11, 20, 18, tzinfo=UTC)
Kind, Status = Registration.Kind, Registration.Status
ACME: dict[str, Any] = {
    "entityType": "PRIVATE_PROFIT",
    "displayName": "Acme",
    "companyName": "Acme Coffee LLC",
    "ein": "12-3456789",
    "phone": "+12125550123",
    "country": "US",
    "email": "alice@acme.example",
    "vertical": "RETAIL",
}
OFFERS: dict[str, Any] = {
    "usecase": "MARKETING",
    "description": "Weekly offers of our coffee shops to customers who asked for them.",
    "messageFlow": "Customers tick a box in the web shop that says what they will get, and how to stop.",
    "sample1": "Acme: two for one on Friday. Reply STOP to opt out.",
}


def wrong(fields: Any, details: dict[str, Any], **changes: Any) -> dict[str, str]:
    return problems(fields, {**details, **changes})


def test_a_whole_brand_and_a_whole_campaign_are_well() -> None:
    assert problems(BRAND, ACME) == {} and problems(CAMPAIGN, OFFERS) == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"displayName": ""}, "displayName"),
        ({"entityType": "LLC"}, "entityType"),
        ({"ein": None}, "ein"),
        ({"phone": "212 555 0123"}, "phone"),
        ({"email": "alice"}, "email"),
        ({"country": "USA"}, "country"),
        ({"website": "acme"}, "website"),
        ({"entityType": "PUBLIC_PROFIT"}, "stockSymbol"),
        ({"entityType": "PUBLIC_PROFIT"}, "businessContactEmail"),
        ({"entityType": "SOLE_PROPRIETOR"}, "firstName"),
        ({"altBusinessIdType": "VAT"}, "altBusinessIdType"),
        ({"displayName": 7}, "displayName"),
        ({"colour": "red"}, "colour"),
    ],
)
def test_each_problem_of_a_brand_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in wrong(BRAND, ACME, **changes)


def test_a_sole_proprietor_has_no_company_and_no_ein() -> None:
    person = {**ACME, "entityType": "SOLE_PROPRIETOR", "firstName": "Alice", "lastName": "Ames"}
    for name in ("companyName", "ein"):
        del person[name]
    assert wrong(BRAND, person, mobilePhone="+12125550124") == {}


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"usecase": "SPAM"}, "usecase"),
        ({"description": "Offers"}, "description"),
        ({"messageFlow": "x" * 2_049}, "messageFlow"),
        ({"usecase": "MIXED"}, "subUsecases"),
        ({"usecase": "MIXED", "subUsecases": ["MARKETING"]}, "subUsecases"),
        ({"usecase": "MIXED", "subUsecases": ["MARKETING", "NONSENSE"]}, "subUsecases"),
        ({"embeddedLink": "yes"}, "embeddedLink"),
        ({"embeddedLink": True}, "embeddedLinkSample"),
    ],
)
def test_each_problem_of_a_campaign_is_named_by_its_field(changes: dict[str, Any], field: str) -> None:
    assert field in wrong(CAMPAIGN, OFFERS, **changes)


def test_a_toll_free_number_and_a_short_code_are_asked_for_their_own() -> None:
    assert {"businessName", "optInType", "businessRegistrationNumber"} <= problems(TOLL_FREE, {}).keys()
    assert problems(SHORT_CODE, {}).keys() == {"leaseHolder", "programName", "programBrief"}


def registration(world: World, kind: str, status: str = Status.APPROVED, **more: Any) -> Registration:
    made: Registration = Registration.objects.create(
        workspace=world.acme.workspace, kind=kind, name=kind, status=status, **more
    )
    return made


def test_only_a_draft_may_be_unfinished(world: World) -> None:
    draft = registration(world, Kind.BRAND, Status.DRAFT)
    draft.full_clean()
    draft.status = Status.PENDING
    with pytest.raises(ValidationError) as error:
        draft.full_clean()
    assert "displayName: It is required." in error.value.message_dict["details"]


def test_a_campaign_hangs_on_a_brand_of_its_workspace(world: World) -> None:
    lone = Registration(
        workspace=world.acme.workspace, kind=Kind.CAMPAIGN, name="x", details=OFFERS, status="pending"
    )
    with pytest.raises(ValidationError, match="belongs to a brand"):
        lone.full_clean()
    lone.brand = Registration.objects.create(workspace=world.bobco.workspace, kind=Kind.BRAND, name="Bobco")
    with pytest.raises(ValidationError, match="of the same workspace"):
        lone.full_clean()


# The gate.


@pytest.fixture
def number(world: World) -> Sender:
    """A real number of Acme's: a 10-digit one, on Kannel."""
    account = CarrierAccount.objects.create(workspace=world.acme.workspace, name="Kannel", adapter="kannel")
    return senders.add(account, "+12125550177")


def asked(sender: Sender, phone: str = "+12125552001", now: datetime = NOW) -> str:
    """The rule that stops it, read anew as a dispatcher does."""
    fresh = Sender.everywhere.select_related("carrier").get(pk=sender.pk)
    return rule(sender_registered(sender.workspace, [One(phone, sender=fresh)], now)[0])


def test_an_unregistered_number_texts_no_us_phone_and_any_other(number: Sender) -> None:
    assert asked(number) == "sender_registered"
    assert asked(number, "+17875552001") == "sender_registered"  # Puerto Rico
    assert asked(number, "+447400123456") == asked(number, "+14165552001") == ""


def test_the_virtual_carrier_s_numbers_reach_no_phone(world: World) -> None:
    assert asked(world.acme.sender) == ""


def test_a_number_abroad_is_no_10dlc_number(number: Sender) -> None:
    Sender.everywhere.filter(pk=number.pk).update(address="+447400999999")
    assert asked(number) == ""


def test_a_campaign_opens_with_its_brand_and_closes_with_it(world: World, number: Sender) -> None:
    brand = registration(world, Kind.BRAND, details=ACME)
    campaign = registration(world, Kind.CAMPAIGN, Status.PENDING, details=OFFERS, brand=brand)
    actions.assign(number, campaign)
    assert asked(number) == "sender_registered"
    actions.told(campaign, "ACTIVE")
    assert asked(number) == ""
    actions.told(brand, "UNVERIFIED", problem="EIN and name do not match")
    assert asked(number) == "sender_registered"
    brand.refresh_from_db()
    assert (brand.status, brand.problem) == ("rejected", "EIN and name do not match")
    actions.told(brand, "VETTED_VERIFIED")
    assert asked(number) == ""
    actions.told(brand, "WHATEVER")  # a new word of theirs changes nothing
    assert asked(number) == ""


def test_it_ends_on_its_day(world: World, number: Sender) -> None:
    campaign = registration(world, Kind.CAMPAIGN, until=date(2026, 11, 20))
    actions.assign(number, campaign)
    assert asked(number) == ""
    assert asked(number, now=datetime(2026, 11, 21, 0, 0, tzinfo=UTC)) == "sender_registered"


@pytest.mark.parametrize(
    ("kind", "needs"),
    [("toll_free", Kind.TOLL_FREE), ("short_code", Kind.SHORT_CODE), ("alphanumeric", None)],
)
def test_each_kind_of_sender_needs_its_own(
    world: World, number: Sender, kind: str, needs: Registration.Kind | None
) -> None:
    Sender.everywhere.filter(pk=number.pk).update(kind=kind)
    number.refresh_from_db()
    assert asked(number) == "sender_registered"
    with pytest.raises(WrongRegistration):
        actions.assign(number, registration(world, Kind.CAMPAIGN))
    if needs:
        actions.assign(number, registration(world, needs))
        assert asked(number) == ""
        actions.assign(number, None)
        assert asked(number) == "sender_registered"


def test_bobco_s_registration_covers_no_sender_of_acme(world: World, number: Sender) -> None:
    theirs = Registration.objects.create(
        workspace=world.bobco.workspace, kind=Kind.CAMPAIGN, name="x", status=Status.APPROVED
    )
    with pytest.raises(WrongRegistration):
        actions.assign(number, theirs)
