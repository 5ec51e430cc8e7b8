"""Keys, browser sessions and tenants."""

import pytest
from django.test import Client

from apps.accounts import actions
from apps.accounts.models import ApiKey, User
from apps.compliance.models import Attestation, ConsentEvent
from apps.contacts.models import Contact
from apps.messaging.models import Message
from apps.senders import actions as senders
from apps.senders.models import Sender
from tests.api.keys import Caller, key_of
from tests.messaging.orders import texted
from tests.world import PASSWORD, World

HI = {"to": "+14155552001", "message": "Hi"}
ATTESTED = {**HI, "consent_attested": True}


class Browser(Caller):
    """A signed-in person's own page, which sends the CSRF token along."""

    def __init__(self, user: User, token: bool = True) -> None:
        super().__init__(None)
        self.client = Client(enforce_csrf_checks=True, raise_request_exception=False)
        assert self.client.login(email=user.email, password=PASSWORD)
        if token:
            self.client.cookies["csrftoken"] = "a" * 32
            self.headers = {"X-CSRFToken": "a" * 32}


def test_the_evidence_of_a_send_says_who_in_what_words_when_and_from_where(
    world: World, acme: Caller
) -> None:
    assert acme("POST", "/sms/send", ATTESTED, REMOTE_ADDR="203.0.113.9").status_code == 200
    key = ApiKey.objects.of(world.acme.workspace).get()
    stated = Attestation.objects.of(world.acme.workspace).get()
    assert (stated.attested_as, stated.about, stated.ip) == (key.prefix, key.public_id, "203.0.113.9")
    assert stated.wording.startswith("[readysms-2026-1] ")
    assert stated.source == "api send to +14155552001"


def test_a_stranger_s_first_send_opens_the_consent_ledger(world: World, acme: Caller) -> None:
    assert acme("POST", "/sms/send", {**ATTESTED, "to": "+14155557777"}).status_code == 200
    stated = Attestation.objects.of(world.acme.workspace).get()
    consent = ConsentEvent.objects.of(world.acme.workspace).filter(attestation=stated).exclude(phone="").get()
    assert (consent.phone, consent.kind, consent.channel) == ("+14155557777", "send_attested", "api")


def test_a_key_is_known_by_its_last_use(world: World, acme: Caller) -> None:
    acme("GET", "/contacts", REMOTE_ADDR="203.0.113.9")
    key = ApiKey.objects.of(world.acme.workspace).get()
    assert key.last_used_at is not None
    assert key.last_used_ip == "203.0.113.9"


def test_a_key_made_through_the_api_works_until_it_is_deleted(acme: Caller) -> None:
    made = acme("POST", "/api-keys", {"name": "Second"}).json()["data"]
    second = Caller(made["key"])
    assert second("GET", "/contacts").status_code == 200
    assert acme("DELETE", f"/api-keys/{made['id']}").status_code == 200
    assert second("GET", "/contacts").status_code == 401
    assert acme("DELETE", f"/api-keys/{made['id']}").status_code == 404


def test_a_key_of_the_sandbox_spends_nothing_and_sees_nothing_of_the_live_workspace(
    world: World, acme: Caller
) -> None:
    sandbox = Caller(key_of(world.acme.workspace.sandbox))
    assert sandbox("GET", "/contacts").json()["total"] == 0
    assert sandbox("POST", "/sms/send", ATTESTED).json()["data"]["credits_remaining"] == 0
    assert acme("GET", "/sms/logs").json()["total"] == 0
    assert sandbox("GET", "/sms/logs").json()["total"] == 1


def test_what_belongs_to_another_tenant_is_not_there(world: World, acme: Caller, bobco: Caller) -> None:
    bobco("POST", "/sms/send", {**ATTESTED, "to": "+16175552004"})
    zoe = world.bobco.contacts["Zoe"].pk
    message = Message.objects.of(world.bobco.workspace).get()
    key = ApiKey.objects.of(world.bobco.workspace).get()
    for verb in ("GET", "PUT", "DELETE"):
        assert acme(verb, f"/contacts/{zoe}").status_code == 404
    for path in (f"/contacts/{zoe}/timeline", f"/sms/{message.pk}", f"/sms/{message.public_id}"):
        assert acme("GET", path).status_code == 404
    assert acme("DELETE", f"/api-keys/{key.pk}").status_code == 404
    assert acme("GET", f"/sms/logs?contact_id={zoe}").json()["total"] == 0
    assert acme("GET", "/contacts?search=Zoe").json()["total"] == 0
    assert acme("GET", "/contacts/export?search=Zoe").getvalue().count(b"\n") == 1
    for name, row in (("conversation_id", message.conversation_id), ("quoted_message_id", message.pk)):
        assert acme("POST", "/sms/send", {**ATTESTED, name: row}).status_code == 404
    assert bobco("GET", f"/contacts/{zoe}").status_code == 200


def test_maria_needs_no_attestation_in_the_dashboard_but_the_gates_still_hold(
    world: World, daytime: None
) -> None:
    maria = Browser(world.maria)
    assert maria("POST", "/sms/send", HI).json()["data"]["status"] == "pending"
    Contact.everywhere.filter(pk=world.dana.pk).update(phone="+12125552088")  # of whom no consent is known
    refused = maria("POST", "/sms/send", {**HI, "to": "+12125552088"})
    assert (refused.status_code, refused.json()["error_code"]) == (403, "no_consent")
    assert Message.objects.of(world.acme.workspace).get().origin == world.maria.email


def test_agnes_answers_in_a_conversation_without_any_consent_record(world: World, daytime: None) -> None:
    texted(world.acme.sender, "+14155552077", "Is this the shop?")
    message = Message.objects.of(world.acme.workspace).get()
    body = {"to": "+14155552077", "message": "Yes", "conversation_id": message.conversation_id}
    assert Browser(world.agnes)("POST", "/sms/send", body).status_code == 200
    assert Message.objects.of(world.acme.workspace).outbound().get().kind == "reply"


def test_a_session_without_its_csrf_token_changes_nothing(world: World, daytime: None) -> None:
    forged = Browser(world.maria, token=False)
    response = forged("POST", "/sms/send", HI)
    assert (response.status_code, response.json()["error_code"]) == (403, "csrf_failed")
    assert forged("GET", "/contacts").status_code == 200


def test_roles_hold_for_sessions(world: World, daytime: None) -> None:
    victor, agnes, maria, adam = (Browser(u) for u in (world.victor, world.agnes, world.maria, world.adam))
    assert victor("GET", "/contacts").status_code == 200
    assert victor("POST", "/sms/send", HI).status_code == 403
    assert agnes("POST", "/contacts", {"phone": "+14155552099"}).json()["error_code"] == "forbidden"
    assert maria("POST", "/contacts", {"phone": "+14155552099"}).status_code == 201
    assert maria("GET", "/api-keys").status_code == 403
    assert adam("POST", "/api-keys").status_code == 201


def test_a_key_counts_even_beside_a_session(world: World, daytime: None) -> None:
    browser = Browser(world.alice)
    browser.headers = {"X-API-Key": "rsms_nope"}
    assert browser("GET", "/contacts").status_code == 401


def test_the_rate_is_counted_for_each_workspace(settings: object, acme: Caller, bobco: Caller) -> None:
    settings.READYSMS_RATE_PER_MINUTE = 2  # type: ignore[attr-defined]
    assert [acme("GET", "/contacts/tags").status_code for _ in range(3)] == [200, 200, 429]
    refused = acme("GET", "/contacts/tags")
    assert 1 <= int(refused.headers["Retry-After"]) <= 60
    assert bobco("GET", "/contacts/tags").status_code == 200


@pytest.mark.parametrize("kind", ["rsms_", "zap_", "msvs_live_", "msvs_test_"])
def test_no_answer_ever_repeats_a_key(world: World, daytime: None, kind: str) -> None:
    key = actions.make_key(world.acme.workspace, kind, "Test")[1]
    for path in ("/contacts", "/api-keys", "/nowhere", f"/sms/{key[:30]}"):
        assert key not in Caller(key)("GET", path).content.decode()


def test_a_contact_deleted_takes_its_texts_along_and_keeps_its_opt_out(world: World, acme: Caller) -> None:
    texted(world.acme.sender, world.charlie, "STOP")
    assert acme("DELETE", f"/contacts/{world.charlie.pk}").status_code == 200
    assert not Message.objects.of(world.acme.workspace).exists()
    assert acme("POST", "/contacts", {"phone": world.charlie.phone}).status_code == 201
    assert acme("POST", "/sms/send", ATTESTED).json()["error_code"] == "recipient_opted_out"


def test_the_number_asked_for_is_the_number_it_leaves_from(world: World, acme: Caller) -> None:
    second = senders.add_virtual(world.acme.workspace, "Second")
    acme("POST", "/sms/send", {**ATTESTED, "from_phone_number_id": second.pk})
    acme("POST", "/sms/send", {**ATTESTED, "from_phone_number_id": None})
    texts = Message.objects.of(world.acme.workspace).order_by("pk")
    first = Sender.objects.of(world.acme.workspace).get(is_default=True)
    assert [text.sender_id for text in texts] == [second.pk, first.pk]
