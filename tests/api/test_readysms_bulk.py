"""The bulk doors of ReadySMS: what they do beyond their answers."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from pytest_django import Settings

from apps.campaigns.models import Campaign
from apps.compliance import actions as compliance
from apps.compliance.models import Attestation, ConsentEvent
from apps.contacts.models import Contact
from apps.credits import ledger
from apps.imports import tasks as imports
from apps.imports.models import Import
from apps.lists.models import ContactList
from apps.messaging.models import Message, Scheduled
from apps.messaging.scheduled import tasks as scheduled
from apps.sequences.jobs import actions as sequence_jobs
from apps.sequences.jobs import tasks as sequence_tasks
from apps.sequences.models import Enrolment
from apps.tags.models import Tagging
from tests.api.keys import Caller
from tests.clockface import DAYTIME, set_clock
from tests.sequences.ways import sequence, wait
from tests.world import World

A = {"consent_attested": True}
NINA, OTTO = "+14155559001", "+14155559002"


def bulk(caller: Caller, *numbers: str, **more: Any) -> Any:
    return caller("POST", "/sms/send-bulk", {"to": list(numbers), "message": "Hi {first_name}", **A, **more})


def test_a_thousand_are_one_request_one_statement_and_one_charge(world: World, acme: Caller) -> None:
    numbers = [f"+1415556{n:04}" for n in range(1_000)]
    data = bulk(acme, *numbers).json()["data"]
    assert (data["accepted"], data["rejected"], data["credits_remaining"]) == (1_000, 0, 0)
    assert [one["to"] for one in data["results"]] == numbers
    texts = Message.objects.of(world.acme.workspace)
    assert texts.filter(metadata__batch_id=data["batch_id"]).count() == 1_000
    stated = Attestation.objects.of(world.acme.workspace).get()
    assert stated.source == f"api bulk send {data['batch_id']}"
    assert ConsentEvent.objects.of(world.acme.workspace).filter(attestation=stated).count() == 1_001
    assert bulk(acme, *numbers, "+14155550000").status_code == 400  # one too many


def test_what_the_credits_do_not_reach_for_is_not_sent_at_all(world: World, acme: Caller) -> None:
    ledger.debit(world.acme.workspace, 999, key="spent", description="Before")
    assert bulk(acme, NINA, OTTO).status_code == 402
    assert not Message.everywhere.exists()
    assert not Attestation.everywhere.exists()
    assert not Contact.everywhere.filter(phone=NINA).exists()
    assert ledger.balance(world.acme.workspace) == 1


def test_who_opted_out_stays_so_and_why_is_in_the_diary(world: World, acme: Caller) -> None:
    compliance.opt_out(world.acme.workspace.pk, world.charlie.phone, source="keyword", evidence={})
    data = bulk(acme, world.charlie.phone, NINA).json()["data"]
    assert [one["status"] for one in data["results"]] == ["rejected", "pending"]
    assert Message.objects.of(world.acme.workspace).get().phone == NINA


def test_texts_and_values_of_their_own(world: World, acme: Caller) -> None:
    recipients = [
        {"to": world.charlie.phone, "variables": {"code": 7}},
        {"to": world.dana.phone, "message": "Dana: {code}", "variables": {"code": "x"}},
    ]
    body = {"recipients": recipients, "message": "Hi {first_name}, {code}", **A}
    assert acme("POST", "/sms/send-bulk", body).status_code == 200
    texts = Message.objects.of(world.acme.workspace).order_by("pk")
    assert [text.body for text in texts] == ["Hi Charlie, 7", "Dana: x"]


def test_a_bulk_send_for_later_goes_then(world: World, acme: Caller, settings: Settings) -> None:
    at = (DAYTIME + timedelta(hours=1)).isoformat()
    data = bulk(acme, world.charlie.phone, NINA, scheduled_at=at).json()["data"]
    assert [one["status"] for one in data["results"]] == ["scheduled", "scheduled"]
    assert not Message.everywhere.exists()
    set_clock(settings, DAYTIME + timedelta(hours=1, minutes=1))
    scheduled.turn_due()
    ids = set(Message.everywhere.values_list("public_id", flat=True))
    assert ids == {one["message_id"] for one in data["results"]}


def test_the_same_request_with_one_idempotency_key_is_done_once(world: World, acme: Caller) -> None:
    key = {"Idempotency-Key": "order-7"}
    body = {"to": [NINA], "message": "Hi", **A}
    first, again = (acme("POST", "/sms/send-bulk", body, key) for _ in range(2))
    assert first.json() == again.json()
    assert again.headers["Idempotent-Replayed"] == "true"
    assert Message.everywhere.count() == 1
    other = acme("POST", "/sms/send-bulk", {**body, "to": [OTTO]}, key)
    assert (other.status_code, other.json()["error_code"]) == (409, "idempotency_key_reused")


def test_a_key_that_is_shown_once_is_kept_in_no_answer(world: World, acme: Caller) -> None:
    made = [acme("POST", "/api-keys", {}, {"Idempotency-Key": "k"}).json()["data"]["key"] for _ in range(2)]
    assert made[0] != made[1]
    zapier = [
        acme("POST", "/zapier/api-keys", {}, {"Idempotency-Key": "z"}).json()["data"]["key"] for _ in range(2)
    ]
    assert zapier[0] != zapier[1]


def test_a_campaign_waits_for_its_send_and_keeps_the_statement(world: World, acme: Caller) -> None:
    body = {"name": "Spring", "message": "Hi", "contact_ids": [world.charlie.pk]}
    made = acme("POST", "/campaigns", body).json()["data"]["id"]
    row = Campaign.objects.of(world.acme.workspace).get(pk=made)
    assert row.state == "draft"
    assert acme("POST", f"/campaigns/{made}/send", A).json()["data"]["status"] == "sending"
    row.refresh_from_db()
    assert row.attestation is not None
    assert row.attestation.wording.startswith("[readysms-2026-1] ")


def test_an_enrolment_keeps_the_statement_spreads_and_tags(world: World, acme: Caller) -> None:
    made = sequence(world.acme, wait("s1"))
    ids = [world.charlie.pk, world.dana.pk, world.erin.pk]
    body = {"contact_ids": ids, "spread_days": 3, "add_tag": "fair", "consent_attestation_text": "Box", **A}
    assert acme("POST", f"/drip-sequences/{made.pk}/enroll", body).json()["data"]["enrolled"] == 3
    due = Enrolment.objects.of(world.acme.workspace).order_by("due_at").values_list("due_at", flat=True)
    assert [(at - due[0]).days for at in due] == [0, 1, 2]
    assert Tagging.objects.of(world.acme.workspace).filter(tag__name="fair").count() == 3
    stated = Attestation.objects.of(world.acme.workspace).get()
    assert stated.about == made.public_id
    assert stated.wording.endswith("In their own words: Box")


def test_an_enrolment_of_many_is_a_job(
    world: World, acme: Caller, bobco: Caller, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sequence_jobs, "AT_ONCE", 1)
    made = sequence(world.acme, wait("s1"))
    body = {"contact_ids": [world.charlie.pk, world.dana.pk], **A}
    begun = acme("POST", f"/drip-sequences/{made.pk}/enroll", body).json()["data"]
    assert (begun["enrolled"], begun["skipped"], begun["total"]) == (0, 0, 2)
    path = f"/bulk-jobs/{begun['job_id']}"
    assert acme("GET", path).json()["data"]["status"] == "processing"
    sequence_tasks.advance()
    done = acme("GET", path).json()["data"]
    assert (done["status"], done["processed"], done["enrolled"], done["progress"]) == ("completed", 2, 2, 100)
    assert bobco("GET", path).status_code == 404


def test_a_paused_sequence_keeps_no_statement(world: World, acme: Caller) -> None:
    made = sequence(world.acme, wait("s1"))
    type(made).everywhere.update(state="paused")
    body = {"contact_ids": [world.charlie.pk], "add_tag": "fair", **A}
    assert acme("POST", f"/drip-sequences/{made.pk}/enroll", body).status_code == 409
    assert not Attestation.everywhere.exists()
    assert not Tagging.everywhere.exists()


@pytest.fixture(autouse=True)
def _(daytime: datetime) -> None:
    """All of it by day."""


def imported(caller: Caller, people: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    """Hand them over, let the worker work, and ask what came of it."""
    response = caller("POST", "/contacts/import", {"contacts": people, **A, **more})
    assert response.status_code == 200, response.json()
    imports.run()
    told: dict[str, Any] = caller("GET", f"/bulk-jobs/{response.json()['data']['job_id']}").json()["data"]
    return told


def test_an_import_is_a_job_with_its_statement(world: World, acme: Caller) -> None:
    people = [
        {
            "phone": 4155559001,
            "first_name": "Nina",
            "email": "nina@example.com",
            "company": "=SUM(A1)",
            "tags": ["vip", "a;b"],
            "pipeline_stage": "qualified",
            "custom_fields": {"size": 9},
        },
        {"phone": "nonsense"},
        {"phone": "(415) 555-9001", "first_name": "Again"},
        {},
    ]
    told = imported(acme, people, apply_tag=["fair"], file_name="fair.json")
    assert (told["status"], told["total"], told["processed"], told["progress"]) == ("completed", 4, 4, 100)
    assert (told["created"], told["duplicate"], told["invalid"]) == (1, 1, 2)
    page = acme("GET", "/contacts?search=9001").json()["data"]
    (nina,) = page
    assert (nina["first_name"], nina["company"], nina["tags"]) == ("Nina", "=SUM(A1)", ["a;b", "fair", "vip"])
    assert (nina["pipeline_stage"], nina["custom_fields"]) == ("qualified", {"size": "9"})
    job = Import.objects.of(world.acme.workspace).get()
    assert job.attestation is not None
    assert (job.attestation.file_sha256, job.file_name) == (job.sha256, "fair.json")
    consent = ConsentEvent.objects.of(world.acme.workspace).get(phone=NINA)
    assert (consent.kind, consent.attestation_id) == ("import_attested", job.attestation.pk)


def test_an_import_shows_how_far_it_is(world: World, acme: Caller) -> None:
    people = [{"phone": f"+1415556{n:04}"} for n in range(30)]
    made = acme("POST", "/contacts/import", {"contacts": people, **A}).json()["data"]
    told = acme("GET", f"/bulk-jobs/{made['job_id']}").json()["data"]
    assert (made["total"], told["total"], told["status"], told["processed"]) == (30, 30, "pending", 0)
    Import.everywhere.update(rows=12, state="running")
    told = acme("GET", f"/bulk-jobs/{made['job_id']}").json()["data"]
    assert (told["status"], told["processed"], told["progress"]) == ("processing", 12, 40)


def test_only_new_ones_or_only_known_ones(world: World, acme: Caller) -> None:
    people = [{"phone": world.charlie.phone, "first_name": "Chuck"}, {"phone": NINA}]
    told = imported(acme, people, mode="create", apply_tag=["new"])
    assert (told["created"], told["updated"], told["skipped"]) == (1, 0, 1)
    world.charlie.refresh_from_db()
    assert world.charlie.first_name == "Charlie"
    assert Tagging.objects.of(world.acme.workspace).get(tag__name="new").contact.phone == NINA
    people = [{"phone": world.charlie.phone, "first_name": "Chuck"}, {"phone": OTTO}]
    told = imported(acme, people, mode="update")
    assert (told["created"], told["updated"], told["skipped"]) == (0, 1, 1)
    world.charlie.refresh_from_db()
    assert world.charlie.first_name == "Chuck"
    assert not Contact.everywhere.filter(phone=OTTO).exists()
    assert not ConsentEvent.everywhere.filter(phone=OTTO).exists()


def test_a_known_contact_is_found_by_its_address(world: World, acme: Caller) -> None:
    Contact.everywhere.filter(pk=world.charlie.pk).update(email="charlie@example.com")
    people = [{"email": "Charlie@Example.com", "last_name": "Brown"}, {"email": "who@example.com"}]
    told = imported(acme, people, dedupe_keys=["email"])
    assert (told["updated"], told["invalid"]) == (1, 1)
    world.charlie.refresh_from_db()
    assert world.charlie.last_name == "Brown"
    # by phone first: the number decides where somebody has it
    people = [{"email": "charlie@example.com", "phone": world.dana.phone, "last_name": "Drew"}]
    imported(acme, people, dedupe_keys=["phone", "email"])
    world.dana.refresh_from_db()
    assert world.dana.last_name == "Drew"


def test_an_address_of_another_tenants_contact_finds_nobody(world: World, acme: Caller) -> None:
    Contact.everywhere.filter(pk=world.bobco.contacts["Zoe"].pk).update(email="zoe@example.com")
    told = imported(acme, [{"email": "zoe@example.com", "last_name": "X"}], dedupe_keys=["email"])
    assert told["invalid"] == 1


def test_who_comes_in_begins_the_sequence(world: World, acme: Caller) -> None:
    made = sequence(world.acme, wait("s1"))
    people = [{"phone": world.charlie.phone}, {"phone": NINA}, {"phone": "nonsense"}]
    told = imported(acme, people, enroll_sequence_id=made.pk)
    assert (told["created"], told["enrolled"]) == (1, 2)
    assert Enrolment.objects.of(world.acme.workspace).filter(sequence=made).count() == 2
    assert imported(acme, people, enroll_sequence_id=made.pk)["enrolled"] == 0


def test_a_sequence_paused_meanwhile_costs_the_enrolment_and_says_so(world: World, acme: Caller) -> None:
    made = sequence(world.acme, wait("s1"))
    body = {"contacts": [{"phone": NINA}], "enroll_sequence_id": made.pk, **A}
    job = acme("POST", "/contacts/import", body).json()["data"]["job_id"]
    type(made).everywhere.update(state="paused")
    imports.run()
    told = acme("GET", f"/bulk-jobs/{job}").json()["data"]
    assert (told["status"], told["created"], told["enrolled"]) == ("completed", 1, 0)
    assert "sequence" in told["error"]


def test_an_import_that_cannot_begin_leaves_nothing(world: World, acme: Caller) -> None:
    many = {f"field {n}": "x" for n in range(150)}
    body = {"contacts": [{"phone": NINA, "custom_fields": many}], **A}
    response = acme("POST", "/contacts/import", body)
    assert (response.status_code, response.json()["success"]) == (400, False)
    assert not Import.everywhere.exists()
    assert not Attestation.everywhere.exists()


def test_nothing_of_bobcos_is_touched(world: World, acme: Caller, bobco: Caller) -> None:
    made = acme("POST", "/contacts/import", {"contacts": [{"phone": NINA}], **A}).json()["data"]["job_id"]
    planned = acme(
        "POST",
        "/sms/schedule",
        {"to": NINA, "message": "Hi", "scheduled_at": "2026-11-19T18:00:00Z", **A},
    ).json()["data"]["id"]
    assert bobco("GET", f"/bulk-jobs/{made}").status_code == 404
    assert bobco("DELETE", f"/sms/schedule/{planned}").status_code == 404
    assert Scheduled.everywhere.get().state == "scheduled"
    kept = ContactList.everywhere.create(workspace=world.acme.workspace, name="Regulars")
    body = {"name": "x", "message": "Hi", "list_id": kept.pk}
    assert bobco("POST", "/campaigns", body).status_code == 404


def test_nuls_are_left_out(world: World, acme: Caller) -> None:
    at = (DAYTIME + timedelta(days=1)).isoformat()
    told = {"recipients": [{"to": NINA, "variables": {"a\0b": "x\0y"}}], "message": "Hi {ab}", **A}
    assert acme("POST", "/sms/send-bulk", {**told, "scheduled_at": at}).status_code == 200
    assert Scheduled.objects.of(world.acme.workspace).get().variables == {"ab": "xy"}
    assert acme("POST", "/sms/send-bulk", told).status_code == 200
    assert Message.objects.of(world.acme.workspace).get().body == "Hi xy"
    people = {"contacts": [{"phone": NINA, "email": "nina\0@acme.example"}], "dedupe_keys": ["email"], **A}
    assert acme("POST", "/contacts/import", people).status_code == 200
