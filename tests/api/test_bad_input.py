"""Nothing that a program can send makes the ReadySMS surface crash, or changes half of something."""

from typing import Any

import orjson
import pytest
from django.test import override_settings

from apps.contacts.models import Contact
from apps.events.models import Event
from apps.messaging.models import Message
from tests.api.keys import Caller
from tests.world import World

BODIES = {
    "cut off": b'{"phone": "+1415',
    "not json": b"phone=+14155552099",
    "a string": b'"+14155552099"',
    "a list": b'[{"phone": "+14155552099"}]',
    "null": b"null",
    "latin-1": '{"phone": "+14155552099", "first_name": "José"}'.encode("latin-1"),
    "utf-16": '{"phone": "+14155552099"}'.encode("utf-16"),
    "a NUL byte": b'{"phone": "+14155552099", "first_name": "A\x00B"}',
    "a lone surrogate": b'{"phone": "+14155552099", "first_name": "\\ud800"}',
    "a name twice": b'{"phone": "+14155552099", "phone": "+14155552098"}',
    "a name twice, deep": b'{"phone": "+14155552099", "custom_fields": {"a": 1, "a": 2}}',
    "NaN": b'{"phone": "+14155552099", "custom_fields": {"a": NaN}}',
    "infinity": b'{"phone": "+14155552099", "custom_fields": {"a": 1e999}}',
    "five thousand digits": b'{"phone": ' + b"9" * 5_000 + b"}",
    "a thousand floors deep": b'{"phone": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
}


@pytest.mark.parametrize("raw", BODIES.values(), ids=BODIES.keys())
def test_a_body_that_is_no_json_object_is_refused(acme: Caller, raw: bytes) -> None:
    response = acme("POST", "/contacts", raw)
    assert response.status_code == 400
    assert response.json() == {"success": False, "error": "Invalid JSON body"}
    assert not Contact.everywhere.filter(phone="+14155552099").exists()


VALUES: list[Any] = [
    0,
    -1,
    1.5,
    True,
    10**30,
    "",
    " ",
    "\0",
    "\0a",
    "x" * 5_000,
    [],
    [[]],
    {},
    {"a": {}},
    [None],
    "💬",
]
FIELDS = """phone first_name last_name email company city state tags pipeline_stage source custom_fields
    status dnd_sms"""
NAMES = """limit offset page search direction status contact_id from to filters tag pipeline_stage assigned_to
    drip_sequence_id"""


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_no_value_of_any_field_of_a_contact_crashes(world: World, acme: Caller, value: Any) -> None:
    for field in FIELDS.split():
        body = {"phone": "+14155552099", field: value}
        assert acme("POST", "/contacts", body).status_code in (201, 400, 409), field
        assert acme("PUT", f"/contacts/{world.charlie.pk}", {field: value}).status_code in (200, 400), field


@pytest.mark.parametrize("value", VALUES, ids=repr)
def test_no_value_of_any_field_of_a_send_crashes(acme: Caller, value: Any) -> None:
    good = {"to": "+14155552001", "message": "Hi", "consent_attested": True}
    for field in (*good, "from_phone_number_id", "conversation_id", "quoted_message_id"):
        status = acme("POST", "/sms/send", {**good, field: value}).status_code
        assert status in (200, 400, 403, 404), field


@pytest.mark.parametrize(
    "value", ["%00", "%FF", "%ED%A0%80", "-1", "9" * 40, "%F0%9F%92%AC", "x" * 3_000, "1e5", "²"]
)
def test_no_value_in_an_address_crashes(world: World, acme: Caller, value: str) -> None:
    lists = ("/sms/logs", "/contacts", "/billing/transactions", f"/contacts/{world.charlie.pk}/timeline")
    for path in lists:
        for name in NAMES.split():
            assert acme("GET", f"{path}?{name}={value}").status_code in (200, 400), (path, name)
    for path in ("/sms/", "/contacts/", "/api-keys/"):
        assert acme("DELETE", f"{path}{value}").status_code in (404, 405), path
        assert acme("GET", f"{path}{value}").status_code in (404, 405), path


def test_another_content_type_is_named(acme: Caller) -> None:
    for kind in ("text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"):
        response = acme("POST", "/contacts", b'{"phone": "+14155552099"}', content_type=kind)
        assert response.status_code == 415
        assert response.json()["error"] == "Content-Type must be application/json"


def test_json_by_its_other_names_is_read(acme: Caller) -> None:
    for kind in ("application/json; charset=utf-8", "application/vnd.api+json", "APPLICATION/JSON"):
        assert acme("POST", "/contacts", b"{}", content_type=kind).json()["error"] == "phone is required"


def test_ten_megabytes_are_too_many(acme: Caller) -> None:
    response = acme("POST", "/contacts", b'{"phone": "' + b"1" * 10_500_000 + b'"}')
    assert response.status_code == 413
    assert response.json()["error_code"] == "body_too_large"


def test_a_large_body_within_the_limit_is_only_refused_for_what_it_says(acme: Caller) -> None:
    response = acme(
        "POST", "/sms/send", {"to": "+14155552001", "message": "x" * 9_000_000, "consent_attested": True}
    )
    assert response.json()["error_code"] == "message_too_long"


def test_a_thousand_fields_too_many_in_an_address_are_answered_in_shape(acme: Caller) -> None:
    response = acme("GET", "/contacts?" + "&".join(f"a{i}=1" for i in range(1_500)))
    assert (response.status_code, response.json()) == (400, {"success": False, "error": "Bad request"})


def test_a_host_that_is_not_ours_is_answered_in_shape(acme: Caller) -> None:
    with override_settings(ALLOWED_HOSTS=["sendwell.example"]):
        response = acme("GET", "/contacts")
    assert (response.status_code, response.json()["success"]) == (400, False)


def test_a_crash_is_answered_in_shape_and_named(acme: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr("apps.api.readysms.views.billing.runway_of", broken)
    response = acme("GET", "/billing/balance")
    assert response.status_code == 500
    assert orjson.loads(response.content) == {"success": False, "error": "Internal server error"}
    assert response.headers["X-Request-Id"].startswith("req_")


def test_every_verb_on_every_address_is_answered_in_shape(acme: Caller) -> None:
    paths = """/sms /sms/send /sms/logs /sms/logs/filters /contacts /contacts/1 /contacts/tags
        /contacts/1/timeline /billing /billing/balance /billing/transactions /api-keys /zapier/x"""
    for path in paths.split():
        for verb in ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "PURGE"):
            response = acme(verb, path)
            assert response.status_code in (200, 201, 400, 403, 404, 405), (verb, path)
            assert "success" in response.json(), (verb, path)


def test_a_refused_send_leaves_nothing_but_a_line_in_the_diary(world: World, acme: Caller) -> None:
    body = {"to": "+14155552099", "message": "{first_name}", "consent_attested": True}
    assert acme("POST", "/sms/send", body).status_code == 400
    assert not Contact.everywhere.filter(phone="+14155552099").exists()
    assert not Message.everywhere.exists()
    (event,) = Event.objects.of(world.acme.workspace).filter(name="message.refused")
    assert (event.facts["phone"], event.facts["rule"]) == ("+14155552099", "body_not_empty")
