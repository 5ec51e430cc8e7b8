"""Making an account: with a workspace of one's own, or by an invitation and only by its token."""

import re

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from apps.accounts import queries, team
from apps.accounts.models import Invitation, User, Workspace
from apps.accounts.roles import Role
from tests.world import PASSWORD, World

SIGN_UP = "/accounts/signup/"
CHARLOTTE = "charlotte@acme.example"


def sign_up(client: Client, email: str, password: str = PASSWORD) -> str:
    form = {"email": email, "password1": password, "password2": password}
    return client.post(SIGN_UP, form, follow=True).content.decode()


def invite(world: World, role: Role = Role.ADMIN) -> str:
    return team.invite(world.seat(world.alice), CHARLOTTE, role)[1]


def places(email: str) -> list[str]:
    return [seat.workspace.name for seat in queries.seats(User.objects.get(email=email))]


def test_dora_signs_up_and_owns_a_workspace(db: None) -> None:
    client = Client()
    sign_up(client, "Dora@shop.example")
    assert "_auth_user_id" in client.session
    assert places("dora@shop.example") == ["Dora's workspace", "Dora's workspace sandbox"]


def test_without_a_mail_server_the_first_account_is_in_and_the_second_is_told_where_its_link_is(
    db: None, settings: Settings
) -> None:
    settings.HAS_MAIL_SERVER = False
    sign_up(Client(), "dora@shop.example")
    client = Client()
    page = sign_up(client, "ed@shop.example")
    assert "_auth_user_id" not in client.session
    assert "DATA_DIR/mail" in page
    assert "lies as a file" in page
    client.post(confirmation())
    client.post("/accounts/login/", {"login": "ed@shop.example", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def confirmation() -> str:
    """The address in the last mail."""
    link = re.search(r"http://testserver(/accounts/confirm-email/\S+)", str(mail.outbox[-1].body))
    assert link
    return link[1]


def test_who_was_made_on_the_command_line_signs_in(db: None) -> None:
    User.objects.create_superuser("root@shop.example", PASSWORD)
    client = Client()
    client.post("/accounts/login/", {"login": "root@shop.example", "password": PASSWORD})
    assert "_auth_user_id" in client.session
    assert mail.outbox == []


def test_with_a_mail_server_even_the_first_proves_the_address(db: None, settings: Settings) -> None:
    settings.HAS_MAIL_SERVER = True
    client = Client()
    sign_up(client, "dora@shop.example")
    assert "_auth_user_id" not in client.session


def test_a_very_long_address_still_gets_a_workspace(db: None) -> None:
    sign_up(Client(), f"{'x' * 64}@{'y' * 60}.example")
    assert Workspace.objects.count() == 2


def test_charlotte_takes_her_seat_by_signing_up_with_the_link(world: World) -> None:
    client, token = Client(), invite(world)
    page = client.get(f"/dashboard/invitations/{token}").content.decode()
    assert "/accounts/signup/?email=charlotte%40acme.example" in page
    assert f'value="{CHARLOTTE}"' in client.get(f"{SIGN_UP}?email={CHARLOTTE}").content.decode()
    sign_up(client, CHARLOTTE)
    assert places(CHARLOTTE) == ["Acme", "Acme sandbox"]
    assert queries.seats(User.objects.get(email=CHARLOTTE))[0].role == "admin"
    assert Client().get(f"/dashboard/invitations/{token}").status_code == 410


def test_mallory_signs_up_with_charlottes_address_and_gets_no_seat(world: World) -> None:
    """An invited address is no proof of anything; its token is."""
    token = invite(world)
    sign_up(Client(), CHARLOTTE)
    assert places(CHARLOTTE) == ["Charlotte's workspace", "Charlotte's workspace sandbox"]
    assert not Invitation.objects.of(world.acme.workspace).exclude(accepted_at=None).exists()
    assert team.open_invitation(token).email == CHARLOTTE


def test_mallory_carries_the_link_but_signs_up_as_herself(world: World) -> None:
    client, token = Client(), invite(world)
    client.get(f"/dashboard/invitations/{token}")
    sign_up(client, "mallory@evil.example")
    assert "Acme" not in places("mallory@evil.example")
    assert team.open_invitation(token).email == CHARLOTTE


def test_a_closed_door_opens_for_the_invited_address_alone(world: World, settings: Settings) -> None:
    settings.ACCOUNT_SIGNUP_OPEN = False
    sign_up(Client(), "dora@shop.example")
    client, token = Client(), invite(world)
    client.get(f"/dashboard/invitations/{token}")
    page = sign_up(client, "dora@shop.example")
    assert "Your invitation was sent to charlotte@acme.example" in page
    assert not User.objects.filter(email="dora@shop.example").exists()
    sign_up(client, CHARLOTTE)
    assert places(CHARLOTTE) == ["Acme", "Acme sandbox"]


def test_a_withdrawn_invitation_closes_the_door_again(world: World, settings: Settings) -> None:
    settings.ACCOUNT_SIGNUP_OPEN = False
    client, token = Client(), invite(world)
    client.get(f"/dashboard/invitations/{token}")
    team.withdraw(Invitation.objects.of(world.acme.workspace).get())
    sign_up(client, CHARLOTTE)
    assert not User.objects.filter(email=CHARLOTTE).exists()


def test_with_a_mail_server_dora_proves_her_address_first(world: World, settings: Settings) -> None:
    settings.HAS_MAIL_SERVER = True
    client = Client()
    sign_up(client, "dora@shop.example")
    assert "_auth_user_id" not in client.session
    client.post(confirmation())
    client.post("/accounts/login/", {"login": "dora@shop.example", "password": PASSWORD})
    assert "_auth_user_id" in client.session


def test_the_invitation_was_the_proof_already(world: World, settings: Settings) -> None:
    settings.HAS_MAIL_SERVER = True
    client, token = Client(), invite(world)
    client.get(f"/dashboard/invitations/{token}")
    sign_up(client, CHARLOTTE)
    assert "_auth_user_id" in client.session
    assert mail.outbox == []


@pytest.mark.parametrize("has_mail_server", [True, False])
def test_sign_up_does_not_say_who_has_an_account(
    world: World, settings: Settings, has_mail_server: bool
) -> None:
    settings.HAS_MAIL_SERVER = has_mail_server
    form = {"password1": PASSWORD, "password2": PASSWORD}
    answers = [
        Client().post(SIGN_UP, {"email": e, **form}) for e in ("maria@acme.example", "dora@shop.example")
    ]
    assert answers[0].status_code == answers[1].status_code == 302
    assert answers[0].headers["Location"] == answers[1].headers["Location"]
    assert [set(answer.cookies) for answer in answers] == [{"messages", "sessionid"}] * 2
    assert {tuple(sent.to) for sent in mail.outbox} == {("maria@acme.example",), ("dora@shop.example",)}
    assert "confirm-email" not in str(mail.outbox[0].body)


def test_two_passwords_that_differ_make_nothing(db: None) -> None:
    form = {"email": "dora@shop.example", "password1": PASSWORD, "password2": "another one entirely"}
    page = Client().post(SIGN_UP, form).content.decode()
    assert "same password" in page
    assert 'value="dora@shop.example"' in page
    assert not Workspace.objects.exists()
