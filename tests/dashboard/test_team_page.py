"""The team page: who sees what, who may do what, and the way of an invitation."""

import re
from datetime import UTC

import pytest
from django.core import mail
from django.test import Client
from pytest_django import Settings

from apps.accounts import queries, team
from apps.accounts.models import Invitation, Member, User
from apps.accounts.roles import Role
from tests.world import PASSWORD, World, person

TEAM = "/dashboard/settings/team"


def at(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def invited(world: World, email: str = "charlotte@acme.example", role: Role = Role.MARKETER) -> str:
    return team.invite(world.seat(world.alice), email, role)[1]


def test_a_stranger_signs_in_and_comes_back(world: World) -> None:
    answer = Client().get(TEAM)
    assert (answer.status_code, answer.headers["Location"]) == (302, f"/accounts/login/?next={TEAM}")


def test_a_stranger_of_htmx_is_led_there_by_the_whole_window(world: World) -> None:
    page = "http://testserver/dashboard/developers/keys"
    answer = Client().get(TEAM, headers={"HX-Request": "true", "HX-Current-URL": page})
    assert answer.headers["HX-Redirect"] == "/accounts/login/?next=/dashboard/developers/keys"
    elsewhere = Client().post(f"{TEAM}/invite", headers={"Referer": "https://evil.example/x"})
    assert elsewhere.headers["Location"] == "/accounts/login/?next=/dashboard/"


def test_maria_sees_the_team_but_no_buttons(world: World) -> None:
    page = at(world.maria).get(TEAM).content.decode()
    assert "alice@acme.example" in page
    assert "bob@bobco.example" not in page
    assert "Send the invitation" not in page


@pytest.mark.parametrize("who", ["maria", "agnes", "victor"])
def test_who_may_not_manage_is_told_whom_to_ask(world: World, who: str) -> None:
    client = at(getattr(world, who))
    answer = client.post(f"{TEAM}/invite", {"email": "x@acme.example", "role": "viewer"})
    assert answer.status_code == 403
    assert "Alice" in answer.content.decode()
    assert "Adam" in answer.content.decode()
    assert not Invitation.objects.of(world.acme.workspace).exists()


def test_adam_invites_charlotte_and_the_mail_has_the_link(world: World, settings: Settings) -> None:
    settings.BASE_URL = "https://sms.acme.example"
    answer = at(world.adam).post(
        f"{TEAM}/invite", {"email": "Charlotte@acme.example", "role": "agent"}, headers={"host": "localhost"}
    )
    assert answer.status_code == 200
    (sent,) = mail.outbox
    assert sent.to == ["charlotte@acme.example"]
    found = re.search(r"https://sms\.acme\.example/dashboard/invitations/(inv_\w+)", str(sent.body))
    assert found
    assert team.open_invitation(found[1]).role == "agent"
    assert found[0] in answer.content.decode()
    assert found[1] not in at(world.adam).get(TEAM).content.decode()


def test_the_mail_names_the_end_in_utc_whatever_the_zone_of_the_workspace(world: World) -> None:
    assert world.acme.workspace.timezone == "America/New_York"
    at(world.adam).post(f"{TEAM}/invite", {"email": "charlotte@acme.example", "role": "agent"})
    ends = Invitation.objects.of(world.acme.workspace).get().expires_at.astimezone(UTC)
    assert f"until {ends.day} {ends:%B %Y, %H:%M} UTC" in str(mail.outbox[0].body)


def test_a_mail_server_that_is_down_leaves_the_link(world: World, settings: Settings) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    page = at(world.alice).post(f"{TEAM}/invite", {"email": "c@acme.example", "role": "agent"})
    assert "could not be sent" in page.content.decode()
    assert "/dashboard/invitations/inv_" in page.content.decode()


@pytest.mark.parametrize(
    ("form", "said"),
    [
        ({"email": "charlotte", "role": "agent"}, "valid email"),
        ({"email": "", "role": "agent"}, "required"),
        ({"email": "maria@acme.example", "role": "agent"}, "already in the workspace"),
        ({"email": "c@acme.example", "role": "king"}, "valid choice"),
    ],
)
def test_what_is_wrong_is_said_at_the_field_and_what_was_typed_stays(
    world: World, form: dict[str, str], said: str
) -> None:
    answer = at(world.alice).post(f"{TEAM}/invite", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert f'value="{form["email"]}"' in answer.content.decode() or not form["email"]
    assert mail.outbox == []


def test_inviting_twice_sends_one_mail(world: World) -> None:
    client = at(world.alice)
    for _ in range(2):
        answer = client.post(f"{TEAM}/invite", {"email": "c@acme.example", "role": "agent"})
    assert "already has an open invitation" in answer.content.decode()
    assert len(mail.outbox) == 1


def test_adam_cannot_make_an_owner_by_a_form_of_his_own(world: World) -> None:
    client = at(world.adam)
    client.post(f"{TEAM}/invite", {"email": "c@acme.example", "role": "owner"})
    client.post(f"{TEAM}/{world.seat(world.adam).pk}/role", {"role": "owner"})
    client.post(f"{TEAM}/{world.seat(world.alice).pk}/remove")
    assert not Invitation.objects.of(world.acme.workspace).exists()
    assert world.seat(world.adam).role == "admin"
    assert world.seat(world.alice).role == "owner"


def test_alice_changes_a_role_and_removes_after_being_asked(world: World) -> None:
    client, maria = at(world.alice), world.seat(world.maria)
    client.post(f"{TEAM}/{maria.pk}/role", {"role": "agent"})
    assert world.seat(world.maria).role == "agent"
    assert "Remove Maria?" in client.get(f"{TEAM}/{maria.pk}/remove").content.decode()
    assert Member.everywhere.filter(pk=maria.pk).exists()
    client.post(f"{TEAM}/{maria.pk}/remove")
    assert not Member.everywhere.filter(user=world.maria).exists()
    assert at(world.maria).get(TEAM).status_code == 403
    assert "You are in no workspace" in at(world.maria).get(TEAM).content.decode()


def test_victor_leaves_and_alice_cannot(world: World) -> None:
    at(world.victor).post(f"{TEAM}/leave")
    assert queries.seats(world.victor) == []
    page = at(world.alice).post(f"{TEAM}/leave", follow=True).content.decode()
    assert "A workspace needs an owner" in page
    assert len(queries.seats(world.alice)) == 2


def test_the_team_of_the_sandbox_is_the_team(world: World) -> None:
    client = at(world.alice)
    client.post(
        "/dashboard/settings/workspaces/switch", {"workspace": world.acme.workspace.sandbox.public_id}
    )
    maria = world.seat(world.maria)
    assert "maria@acme.example" in client.get(TEAM).content.decode()
    client.post(f"{TEAM}/{maria.pk}/role", {"role": "viewer"})
    assert world.seat(world.maria).role == "viewer"


def test_maria_has_an_account_and_joins_bobco_with_one_click(world: World) -> None:
    _, token = team.invite(world.seat(world.bob), "maria@acme.example", Role.ADMIN)
    client, link = at(world.maria), f"/dashboard/invitations/{token}"
    assert "Bob invites maria@acme.example as admin" in client.get(link).content.decode()
    assert queries.seats(world.maria)[-1].workspace.live == world.acme.workspace
    client.post(f"{link}/join")
    assert world.bobco.workspace in [seat.workspace for seat in queries.seats(world.maria)]
    assert "bob@bobco.example" in client.get(TEAM).content.decode()
    assert client.post(f"{link}/join").status_code == 410


def test_bob_opens_charlottes_link_and_gets_nothing(world: World) -> None:
    token = invited(world)
    client = at(world.bob)
    page = client.get(f"/dashboard/invitations/{token}").content.decode()
    assert "You are signed in as bob@bobco.example" in page
    assert client.post(f"/dashboard/invitations/{token}/join").status_code == 403
    assert not Member.objects.of(world.acme.workspace).filter(user=world.bob).exists()


def test_a_made_up_link_says_it_is_used_up(db: None) -> None:
    assert Client().get("/dashboard/invitations/inv_0").status_code == 410


def test_sending_again_and_withdrawing(world: World) -> None:
    old = invited(world)
    row = Invitation.objects.of(world.acme.workspace).get()
    client = at(world.alice)
    client.post(f"{TEAM}/invitations/{row.pk}/renew")
    assert Client().get(f"/dashboard/invitations/{old}").status_code == 410
    assert len(mail.outbox) == 1
    client.post(f"{TEAM}/invitations/{row.pk}/withdraw")
    assert client.post(f"{TEAM}/invitations/{row.pk}/renew").status_code == 302
    assert len(mail.outbox) == 1


def test_charlotte_signs_in_first_and_then_joins(world: World) -> None:
    token = invited(world)
    person("Charlotte")
    link = f"/dashboard/invitations/{token}"
    client = Client()
    assert f"/accounts/login/?next={link}" in client.get(link).content.decode()
    form = {"login": "charlotte@acme.example", "password": PASSWORD, "next": link}
    assert client.post("/accounts/login/", form).headers["Location"] == link
    client.post(f"{link}/join")
    assert "alice@acme.example" in client.get(TEAM).content.decode()
