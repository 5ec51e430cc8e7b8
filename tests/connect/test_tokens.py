"""From a yes to tokens, and on: what the contract answers, and what ends a connection."""

import base64
import hashlib
from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

import pytest
from django.test import Client
from oauth2_provider.models import get_access_token_model, get_grant_model, get_refresh_token_model

from apps.accounts import team
from apps.accounts.models import ApiKey, Connection
from apps.accounts.roles import Role
from apps.common import clock
from apps.connect import jwt, lost_answers
from apps.connect.registering import remove
from apps.events.models import Event
from tests.connect.conftest import (
    BACK,
    REVOKE,
    TOKEN,
    App,
    Tokens,
    code_of,
    connected,
    exchanged,
    opens,
    post,
    refreshed,
    registered,
)
from tests.world import World

GRANT = {"success": False, "error": "invalid_grant"}


def refused(answer: tuple[int, Any]) -> None:
    status, body = answer
    assert status == 400
    assert {name: body[name] for name in GRANT} == GRANT
    assert body["error_description"]


def test_the_answer_has_the_contracts_four_names(tokens: Tokens) -> None:
    assert list(tokens) == ["access_token", "token_type", "expires_in", "refresh_token"]
    assert tokens["token_type"] == "Bearer" and tokens["expires_in"] == 2_592_000
    assert tokens["access_token"].startswith("eyJ") and tokens["access_token"].count(".") == 2
    assert tokens["refresh_token"].startswith("rtk_")


def test_a_token_is_alice_of_acme_everywhere_in_readysms_and_nowhere_else(
    tokens: Tokens, world: World
) -> None:
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    user = Client().get("/zapier/auth/test", headers=headers).json()["user"]
    assert (user["email"], user["company_name"]) == ("alice@acme.example", "Acme")
    assert [opens(tokens["access_token"], path) for path in ("/contacts", "/billing/balance")] == [200, 200]
    assert opens(tokens["access_token"], "/v1/contacts") == 401
    names = Client().get("/contacts", headers=headers).content.decode()
    assert "Dana" in names and "Zoe" not in names
    bobs = world.bobco.contacts["Zoe"].pk
    assert opens(tokens["access_token"], f"/contacts/{bobs}") == 404


def test_a_form_and_basic_do_as_json_does(app: App, world: World) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    basic = base64.b64encode(f"{app.client_id}:{app.secret}".encode()).decode()
    sent = {"grant_type": "authorization_code", "code": code, "redirect_uri": BACK}
    answer = Client().post(
        TOKEN,
        urlencode(sent),
        content_type="application/x-www-form-urlencoded",
        headers={"Authorization": f"Basic {basic}"},
    )
    assert answer.status_code == 200
    assert answer["Cache-Control"].count("no-store") == 1


def test_nothing_that_opens_lies_in_the_database(app: App, world: World) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    stored = [get_grant_model().objects.values_list("code", flat=True)[0]]
    tokens = exchanged(app, code)[1]
    newer = refreshed(app, tokens["refresh_token"])[1]
    for model in (get_access_token_model(), get_refresh_token_model(), Connection):
        stored += [str(value) for row in model._base_manager.values() for value in row.values()]
    secrets = [
        code,
        app.secret,
        *(body[name] for body in (tokens, newer) for name in body if "token" in name),
    ]
    assert not [secret for secret in secrets if secret != "Bearer" and any(secret in text for text in stored)]


def test_a_code_works_once_and_the_second_time_ends_all(app: App, world: World) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    tokens = exchanged(app, code)[1]
    assert opens(tokens["access_token"]) == 200
    refused(exchanged(app, code))
    assert opens(tokens["access_token"]) == 401
    refused(refreshed(app, tokens["refresh_token"]))
    assert Connection.everywhere.get().ended_by == "a token used twice"


def test_a_code_of_another_client_is_none_and_ends_nothing(app: App, world: World) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    other = registered("Other")
    refused(exchanged(other, code))
    tokens = exchanged(app, code)[1]
    refused(exchanged(other, code))
    assert opens(tokens["access_token"]) == 200


def test_a_code_lives_ten_minutes(app: App, world: World) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    rows = get_grant_model().objects
    assert timedelta(minutes=9) < rows.get().expires - clock.now() <= timedelta(minutes=10)
    rows.update(expires=clock.now() - timedelta(seconds=1))
    refused(exchanged(app, code))


@pytest.mark.parametrize("uri", ["https://zapier.example/other", "https://zapier.example/return/", ""])
def test_a_code_goes_with_the_address_that_it_was_asked_for(app: App, world: World, uri: str) -> None:
    code = code_of(app, world.alice, world.acme.workspace)
    status, body = (
        exchanged(app, code)
        if uri == BACK
        else post(TOKEN, app.fields(grant_type="authorization_code", code=code, redirect_uri=uri))
    )
    assert status == 400 and body["success"] is False
    assert not get_access_token_model().objects.exists()


@pytest.mark.parametrize("verifier, status", [("v" * 50, 200), ("w" * 50, 400), ("", 400)])
def test_a_challenge_must_be_met(app: App, world: World, verifier: str, status: int) -> None:
    digest = hashlib.sha256(b"v" * 50).digest()
    challenge = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
    asked = {"code_challenge": challenge, "code_challenge_method": "S256"}
    code = code_of(app, world.alice, world.acme.workspace, **asked)
    more = {"code_verifier": verifier} if verifier else {}
    assert exchanged(app, code, **more)[0] == status


def test_a_refresh_turns_both_tokens(app: App, tokens: Tokens) -> None:
    status, newer = refreshed(app, tokens["refresh_token"])
    assert status == 200 and list(newer) == list(tokens)
    assert newer["access_token"] != tokens["access_token"]
    assert newer["refresh_token"] != tokens["refresh_token"]
    assert (opens(newer["access_token"]), opens(tokens["access_token"])) == (200, 401)


def test_who_lost_the_answer_gets_it_again_for_a_minute(app: App, tokens: Tokens) -> None:
    first = refreshed(app, tokens["refresh_token"])
    assert refreshed(app, tokens["refresh_token"]) == first
    assert refreshed(app, first[1]["refresh_token"])[0] == 200


def test_after_a_minute_it_is_reuse_and_ends_all(app: App, tokens: Tokens) -> None:
    newer = refreshed(app, tokens["refresh_token"])[1]
    Connection.everywhere.update(kept_at=clock.now() - lost_answers.GRACE - timedelta(seconds=1))
    refused(refreshed(app, tokens["refresh_token"]))
    assert opens(newer["access_token"]) == 401
    refused(refreshed(app, newer["refresh_token"]))


def test_an_older_token_is_reuse_at_once(app: App, tokens: Tokens) -> None:
    newer = refreshed(app, tokens["refresh_token"])[1]
    newest = refreshed(app, newer["refresh_token"])[1]
    refused(refreshed(app, tokens["refresh_token"]))
    assert opens(newest["access_token"]) == 401


def test_another_client_neither_refreshes_nor_revokes_nor_ends(app: App, tokens: Tokens) -> None:
    other = registered("Other")
    newer = refreshed(app, tokens["refresh_token"])[1]
    for token in (tokens["refresh_token"], newer["refresh_token"]):
        refused(refreshed(other, token))
        assert post(REVOKE, other.fields(token=token))[0] == 200
    assert opens(newer["access_token"]) == 200


@pytest.mark.parametrize("which", ["access_token", "refresh_token"])
def test_revoking_either_ends_both(app: App, tokens: Tokens, which: str) -> None:
    assert post(REVOKE, app.fields(token=tokens[which])) == (200, {})
    assert opens(tokens["access_token"]) == 401
    refused(refreshed(app, tokens["refresh_token"]))
    assert post(REVOKE, app.fields(token="rtk_unknown"))[0] == 200


def test_an_expired_token_opens_nothing_and_refreshes(app: App, tokens: Tokens) -> None:
    get_access_token_model().objects.update(expires=clock.now() - timedelta(seconds=1))
    assert opens(tokens["access_token"]) == 401
    assert refreshed(app, tokens["refresh_token"])[0] == 200


def test_a_token_with_another_signature_or_payload_opens_nothing(tokens: Tokens) -> None:
    head, payload, signature = tokens["access_token"].split(".")
    for wrong in (
        f"{head}.{payload}.{signature[::-1]}",
        f"{head}.{payload[::-1]}.{signature}",
        f"{head}..",
        "eyJ",
    ):
        assert opens(wrong) == 401


def test_who_leaves_takes_the_apps_along_for_good(app: App, world: World) -> None:
    tokens = connected(app, world.adam, world.acme.workspace)
    team.remove(world.seat(world.alice), world.seat(world.adam))
    assert opens(tokens["access_token"]) == 401
    refused(refreshed(app, tokens["refresh_token"]))
    team.give_seat(world.adam, world.acme.workspace, Role.ADMIN)
    assert opens(tokens["access_token"]) == 401


def test_an_app_may_what_its_person_may_today(app: App, world: World) -> None:
    tokens = connected(app, world.adam, world.acme.workspace)
    team.set_role(world.seat(world.adam), Role.VIEWER)
    headers = {"Authorization": f"Bearer {tokens['access_token']}"}
    body = {"phone": "+14155550123"}
    assert opens(tokens["access_token"]) == 200
    assert (
        Client().post("/contacts", body, content_type="application/json", headers=headers).status_code == 403
    )


def test_removing_the_app_or_switching_off_the_person_ends_it_at_once(app: App, world: World) -> None:
    alices = connected(app, world.alice, world.acme.workspace)
    adams = connected(app, world.adam, world.acme.workspace)
    world.adam.is_active = False
    world.adam.save()
    assert opens(adams["access_token"]) == 401
    assert remove(app.client_id) == 2
    assert opens(alices["access_token"]) == 401
    assert refreshed(app, alices["refresh_token"])[0] == 401


def test_removing_the_workspace_ends_it(app: App, world: World) -> None:
    tokens = connected(app, world.alice, world.acme.workspace)
    Connection.everywhere.filter(workspace=world.acme.workspace).delete()  # what its deletion cascades to
    assert opens(tokens["access_token"]) == 401
    refused(refreshed(app, tokens["refresh_token"]))


def test_the_diary_says_who_connected_and_what_ended_it(app: App, tokens: Tokens, world: World) -> None:
    post(REVOKE, app.fields(token=tokens["refresh_token"]))
    lines = Event.objects.of(world.acme.workspace).filter(name__startswith="app.").order_by("id")
    assert [(line.name, line.actor) for line in lines] == [
        ("app.connected", "alice@acme.example"),
        ("app.disconnected", "the app itself"),
    ]


@pytest.mark.parametrize(
    "sent, status, error",
    [
        ({}, 400, "invalid_request"),
        ({"grant_type": "password"}, 400, "unsupported_grant_type"),
        ({"grant_type": "authorization_code"}, 400, "invalid_request"),
        ({"grant_type": "authorization_code", "code": "x", "redirect_uri": BACK}, 400, "invalid_grant"),
        ({"grant_type": "refresh_token"}, 400, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "rtk_x"}, 400, "invalid_grant"),
        ({"grant_type": "refresh_token", "refresh_token": "x", "client_secret": "no"}, 401, "invalid_client"),
        ({"grant_type": "authorization_code", "code": "x", "client_id": "no"}, 401, "invalid_client"),
        ({"grant_type": "refresh_token", "refresh_token": "a\0b"}, 400, "invalid_request"),
        ({"grant_type": 5}, 400, "invalid_request"),
        ({"grant_type": "refresh_token", "refresh_token": "é" * 4000}, 400, "invalid_grant"),
    ],
)
def test_what_is_wrong_is_named(app: App, sent: dict[str, Any], status: int, error: str) -> None:
    answered, body = post(TOKEN, {**app.fields(), **sent})
    assert (answered, body["error"], body["success"]) == (status, error, False)


@pytest.mark.parametrize("body", [b"{", b"[]", b'"x"', b"\xff\xfe", b"x" * 100_000])
@pytest.mark.parametrize("kind", ["application/json", "application/x-www-form-urlencoded", "text/plain"])
def test_no_body_breaks_it(app: App, body: bytes, kind: str) -> None:
    for address in (TOKEN, REVOKE):
        answer = Client().post(address, body, content_type=kind)
        assert answer.status_code in (400, 401) and answer.json()["success"] is False
    assert Client().get(TOKEN).status_code == 405


def test_a_zap_key_makes_no_keys(app: App, world: World) -> None:
    from apps.accounts import actions

    _, key = actions.make_key(world.acme.workspace, ApiKey.Kind.ZAPIER, "Zapier")
    headers = {"Authorization": f"Bearer {key}"}
    client = Client()
    assert client.get("/zapier/auth/test", headers=headers).status_code == 200
    answer = client.post("/zapier/api-keys", {}, content_type="application/json", headers=headers)
    assert (answer.status_code, answer.json()["error_code"]) == (403, "forbidden")
    assert client.get("/zapier/api-keys", headers=headers).status_code == 200


@pytest.mark.parametrize("head", [b'{"alg":"HS256","crit":1}', b'{"alg":["HS256"]}', b"[]", b"\xff"])
def test_no_token_breaks_it(tokens: Tokens, head: bytes) -> None:
    """A stranger writes the head of a token: all of it is read before the signature is looked at."""
    _, payload, signature = tokens["access_token"].split(".")
    forged = base64.urlsafe_b64encode(head.ljust(30)).decode().rstrip("=")
    assert jwt.read(f"eyJ.{payload}.{signature}") is None
    assert jwt.read(f"{forged}.{payload}.{signature}") is None
    assert opens(f"{forged}.{payload}.{signature}") == 401


def test_a_nul_in_basic_is_no_client(app: App) -> None:
    for told in (b"a\0b:c", b"%00:c", f"{app.client_id}:\0".encode()):
        headers = {"Authorization": f"Basic {base64.b64encode(told).decode()}"}
        for address in (TOKEN, REVOKE):
            sent = {"grant_type": "refresh_token", "refresh_token": "rtk_a", "token": "rtk_a"}
            assert Client().post(address, sent, headers=headers).status_code == 401
