"""Replies to review, the consent ledger, and the evidence for one number."""

import json
import re
from datetime import timedelta

import pytest
from django.test import Client

from apps.common import clock
from apps.compliance import actions as compliance
from apps.compliance import exporting, queries
from apps.compliance.models import Suppression
from apps.messaging.erasure import delete_contacts
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.messaging.orders import queued, texted
from tests.world import CHARLIE, DANA, World

PAGE = "/dashboard/compliance"
WORDS = {"message": "msg_1", "text": "goodbye <b>", "keyword": "goodbye"}


@pytest.fixture
def review(world: World) -> Suppression:
    acme = world.acme.workspace.pk
    compliance.pause_for_review(acme, CHARLIE, evidence=WORDS, contact_id=world.charlie.pk)
    return Suppression.objects.of(acme).get()


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_agnes_sees_what_waits_and_may_only_stop(agnes: Client, world: World, review: Suppression) -> None:
    page = text(agnes, PAGE)
    assert "goodbye &lt;b&gt;" in page and "Charlie" in page and "Opted out" in page
    assert "Not an opt-out" not in page and "Overdue" not in page
    decide = f"{PAGE}/reviews/{review.public_id}/decide"
    assert agnes.post(decide, {"verdict": "no_opt_out"}).status_code == 403
    assert agnes.post(decide, {"verdict": "opted_out", "note": "Clear"}).status_code == 302
    assert queries.opted_out(world.acme.workspace.pk, [CHARLIE]) == {CHARLIE}
    assert "Nothing to review" in text(agnes, PAGE)


def test_maria_clears_it_and_a_second_decision_is_told(
    maria: Client, world: World, review: Suppression
) -> None:
    decide = f"{PAGE}/reviews/{review.public_id}/decide"
    said = maria.post(decide, {"verdict": "maybe"}, follow=True).content.decode()
    assert "Say whether it was an opt-out" in said
    assert (
        "may be texted again" in maria.post(decide, {"verdict": "no_opt_out"}, follow=True).content.decode()
    )
    assert (
        "decided on this reply before"
        in maria.post(decide, {"verdict": "opted_out"}, follow=True).content.decode()
    )
    assert queries.consenting(world.acme.workspace.pk, [CHARLIE]) == {CHARLIE}


def test_an_overdue_one_is_marked(maria: Client, review: Suppression) -> None:
    Suppression.everywhere.filter(pk=review.pk).update(due_at=clock.now() - timedelta(minutes=1))
    assert "Overdue" in text(maria, PAGE)


def test_victor_looks_on(victor: Client, review: Suppression) -> None:
    page = text(victor, PAGE)
    assert "goodbye" in page and "verdict" not in page


def test_the_ledger_is_searched_and_shows_its_anchor(maria: Client, world: World) -> None:
    acme = world.acme.workspace
    page = text(maria, f"{PAGE}/ledger")
    assert str(exporting.anchor(acme)) in page and page.count("Opted in</span>") == 3
    found = text(maria, f"{PAGE}/ledger?q=(415) 555-2001")
    assert "+1 415-555-2001" in found and "+1 212-555-2002" not in found
    assert "No such line" in text(maria, f"{PAGE}/ledger?q=nobody")
    assert "No such line" in text(maria, f"{PAGE}/ledger?kind=opt_out")


def test_the_export_is_the_whole_ledger_of_this_workspace(maria: Client, world: World) -> None:
    answer = maria.get(f"{PAGE}/ledger.jsonl")
    rows = [json.loads(line) for line in b"".join(answer.streaming_content).splitlines()]
    assert rows[0]["lines"] == 3 and rows[0]["head"] == rows[-1]["row_hash"]
    assert {row["org"] for row in rows} == {world.acme.workspace.public_id}


@pytest.mark.usefixtures("daytime")
def test_the_evidence_holds_all_about_charlie_and_nothing_about_dana(maria: Client, world: World) -> None:
    queued(world.acme, world.charlie)
    queued(world.acme, world.dana)
    texted(world.acme.sender, world.charlie, "<script>STOP</script> & stop")
    texted(world.acme.sender, world.charlie, "STOP")
    found = maria.get(f"{PAGE}/evidence.json", {"phone": CHARLIE}).json()
    assert [line["event"] for line in found["consents"]][:1] == ["opt_in"]
    assert found["consents"][-1]["event"] == "opt_out"
    assert {row["direction"] for row in found["texts"]} == {"in", "out"}
    sent = next(row for row in found["texts"] if row["direction"] == "out")
    assert sent["ruleset"] and sent["consent"] == found["consents"][0]["id"]
    assert DANA not in json.dumps(found)
    document = maria.get(f"{PAGE}/evidence.html", {"phone": "(415) 555-2001"}).content.decode()
    assert found["ledger"]["head"] in document and "&lt;script&gt;" in document and "<script>" not in document
    assert not re.search(r'(?:src|href)="', document)


def test_the_evidence_is_there_when_the_contact_is_gone(maria: Client, world: World) -> None:
    delete_contacts(world.acme.workspace, [world.charlie.pk], reason="asked", actor="alice")
    page = text(maria, f"{PAGE}/evidence?phone=415-555-2001")
    assert "None, or deleted" in page
    document = maria.get(f"{PAGE}/evidence.html", {"phone": CHARLIE})
    assert document["Content-Disposition"].startswith('attachment; filename="evidence-14155552001-')
    assert "opt_in" in document.content.decode()


def test_no_number_is_no_error(maria: Client) -> None:
    assert "Evidence for a number" in text(maria, f"{PAGE}/evidence")
    assert "is not a phone number" in text(maria, f"{PAGE}/evidence?phone=12<")
    for form in ("html", "json"):
        assert maria.get(f"{PAGE}/evidence.{form}", {"phone": "nobody"}).status_code == 404


def test_a_contact_leads_to_its_evidence(maria: Client, world: World) -> None:
    page = text(maria, f"/dashboard/contacts/{world.charlie.public_id}")
    assert "/dashboard/compliance/evidence?phone=%2B14155552001" in page
