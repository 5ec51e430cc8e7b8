"""A second step of signing in: a stolen password alone opens nothing."""

import base64
import hashlib
import hmac
import struct
import time
from io import StringIO

import pytest
from allauth.mfa.models import Authenticator
from django.core.management import CommandError, call_command
from django.test import Client

from apps.common import encryption
from tests.accounts.test_sign_in import LOGIN, sign_in, signed_in
from tests.world import PASSWORD, World

STEP = "/accounts/2fa/authenticate/"
ACTIVATE = "/accounts/2fa/totp/activate/"
ALICE = "alice@acme.example"


def code(secret: str, steps: int = 0) -> str:
    """What a phone shows (RFC 6238, SHA-1, 30 s, six digits), so many steps from now."""
    digest = hmac.digest(
        base64.b32decode(secret), struct.pack(">Q", int(time.time()) // 30 + steps), hashlib.sha1
    )
    value = struct.unpack_from(">I", digest, digest[-1] & 15)[0] & 0x7FFFFFFF
    return f"{value % 1_000_000:06}"


def turn_on(client: Client) -> tuple[str, list[str]]:
    """The secret on the phone, and the recovery codes on paper."""
    client.post("/accounts/reauthenticate/", {"password": PASSWORD})
    secret = client.get(ACTIVATE).context["form"].secret
    shown = client.post(ACTIVATE, {"code": code(secret)}, follow=True)
    return secret, shown.context["unused_codes"]


@pytest.fixture
def alices(world: World) -> tuple[str, list[str]]:
    client = Client()
    sign_in(client, ALICE)
    return turn_on(client)


def at_the_step() -> Client:
    """A browser in which Alice's password was typed."""
    client = Client()
    sign_in(client, ALICE)
    return client


def test_the_password_alone_opens_nothing(world: World, alices: tuple[str, list[str]]) -> None:
    client = at_the_step()
    for closed in ("/dashboard/", "/admin/", "/accounts/2fa/", "/accounts/password/change/"):
        assert client.get(closed, follow=True).redirect_chain[-1][0].startswith((LOGIN, STEP))
    assert not signed_in(client)


def test_alice_comes_in_with_the_code_of_her_phone(alices: tuple[str, list[str]]) -> None:
    secret, _ = alices
    client = at_the_step()
    assert "One more step" in client.get(STEP).content.decode()
    # The code that turned it on is spent; phones may be a step ahead.
    answer = client.post(STEP, {"code": code(secret, 1)})
    assert answer.headers["Location"] == "/dashboard/"
    assert signed_in(client)


@pytest.mark.parametrize("wrong", ["", "000000", "12345", "not a code", "٠٠٠٠٠٠", "\x00", "9" * 500])
def test_any_other_code_is_refused_at_the_field(alices: tuple[str, list[str]], wrong: str) -> None:
    client = at_the_step()
    page = client.post(STEP, {"code": wrong})
    assert not signed_in(client)
    assert page.status_code < 500
    assert page.context["form"].errors["code"]


def test_guessing_is_slowed_down(alices: tuple[str, list[str]]) -> None:
    secret, _ = alices
    client = at_the_step()
    for _ in range(10):
        client.post(STEP, {"code": "000000"})
    client.post(STEP, {"code": code(secret, 1)})
    assert not signed_in(client)


def test_a_recovery_code_lets_in_once(alices: tuple[str, list[str]]) -> None:
    _, codes = alices
    assert len(set(codes)) == 10
    first, again = at_the_step(), at_the_step()
    first.post(STEP, {"code": codes[0]})
    again.post(STEP, {"code": codes[0]})
    assert signed_in(first) and not signed_in(again)


def test_the_secret_does_not_lie_in_the_clear(alices: tuple[str, list[str]]) -> None:
    secret, codes = alices
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not any(code in kept for code in codes)


def test_with_the_key_of_the_installation_lost_nobody_guesses_in(
    alices: tuple[str, list[str]], monkeypatch: pytest.MonkeyPatch
) -> None:
    secret, codes = alices
    other = encryption._vault(("another key",))
    monkeypatch.setattr("apps.accounts.two_step.vault", lambda: other)
    client = at_the_step()
    for tried in (code(secret, 1), codes[0], "000000"):
        assert client.post(STEP, {"code": tried}).status_code == 200
    assert not signed_in(client)


def test_turning_it_off_asks_whether_it_is_still_alice(alices: tuple[str, list[str]]) -> None:
    _, codes = alices
    client = at_the_step()
    client.post(STEP, {"code": codes[0]})
    off = "/accounts/2fa/totp/deactivate/"
    assert "reauthenticate" in client.post(off).headers["Location"]
    assert Authenticator.objects.exists()
    client.post("/accounts/2fa/reauthenticate/", {"code": codes[1]})
    client.post(off)
    assert not Authenticator.objects.exists()


def test_who_runs_it_helps_somebody_without_phone_and_paper(alices: tuple[str, list[str]]) -> None:
    said = StringIO()
    call_command("forget_second_step", ALICE.upper(), stdout=said)
    assert "password alone" in said.getvalue()
    assert signed_in(at_the_step())
    with pytest.raises(CommandError, match="no second step"):
        call_command("forget_second_step", ALICE)
    with pytest.raises(CommandError, match="Nobody"):
        call_command("forget_second_step", "nobody@acme.example")
