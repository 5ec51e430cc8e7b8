"""Rita, an admin, looks as Alice: she sees what Alice sees, that is seen and kept, and nothing moves."""

from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from pytest_django import Settings

from apps.accounts import impersonation
from apps.accounts.impersonation_models import Impersonation
from apps.accounts.models import ApiKey, User
from apps.accounts.refusals import MayNotImpersonate, NoReasonGiven
from apps.common import clock
from apps.contacts.models import Contact
from apps.dashboard.impersonating import SECRET
from apps.messaging.models import Conversation
from tests import walk
from tests.clockface import set_clock
from tests.rows import one_of_each
from tests.test_tenancy import everything, undone
from tests.world import PASSWORD, World

WHY = {"reason": "Ticket 12: the list looks empty"}


@pytest.fixture
def rita(world: World) -> User:
    return User.objects.create_superuser("rita@house.example", PASSWORD)


@pytest.fixture
def desk(rita: User) -> Client:
    """Her browser."""
    client = Client()
    client.force_login(rita)
    return client


def look(desk: Client, user: User, **form: str) -> Any:
    return desk.post(f"/admin/accounts/user/{user.pk}/look-as/", {**WHY, **form})


@pytest.fixture
def looking(desk: Client, world: World) -> Client:
    assert look(desk, world.alice).url == "/dashboard/"
    return desk


def text(client: Client, page: str) -> str:
    return client.get(page).content.decode()


def ends() -> list[str]:
    return list(Impersonation.objects.order_by("pk").values_list("ended_why", flat=True))


def test_she_sees_what_alice_sees_under_a_banner_with_a_stop(looking: Client, world: World) -> None:
    for page in ("/dashboard/", "/dashboard/contacts", "/dashboard/campaigns", "/dashboard/settings"):
        shown = text(looking, page)
        assert "rita@house.example" in shown, page
        assert 'action="/dashboard/impersonation/stop"' in shown, page
    assert "Charlie" in text(looking, "/dashboard/contacts")


def test_alices_own_pages_have_no_banner(looking: Client, world: World) -> None:
    own = Client()
    own.force_login(world.alice)
    assert "impersonation" not in text(own, "/dashboard/")


def test_it_is_recorded_who_whom_why_and_when(looking: Client, world: World, rita: User) -> None:
    row = Impersonation.objects.get()
    assert (row.actor, row.user, row.reason) == (rita, world.alice, WHY["reason"])
    assert row.until - row.begun_at <= timedelta(minutes=61)
    answer = looking.post("/dashboard/impersonation/stop")
    assert answer.url == f"/admin/accounts/user/{world.alice.pk}/change/"
    row.refresh_from_db()
    assert (row.ended_why, row.ended_at is not None) == ("stopped", True)
    assert "rita@house.example" not in text(looking, "/accounts/login/")
    assert looking.get("/dashboard/contacts").status_code == 403  # she has no seat of her own


def test_no_form_of_any_page_changes_anything(looking: Client, world: World) -> None:
    """Every address of the dashboard, asked and posted to, with rows that are there."""
    rows = one_of_each(world.acme.workspace, world.alice, "acmerow")
    look(looking, world.alice)
    before, users = everything(world.acme.workspace), list(User.objects.order_by("pk").values())
    faults = []
    for route in walk.routes():
        if not route.path.startswith("dashboard/") or route.name == "impersonation_stop":
            continue
        for address in route.addresses(rows):
            with undone():
                asked = looking.get(address).status_code
                posted = looking.post(address, {"name": "Walk", "phone": "+14155559876"}).status_code
                if asked >= 500 or posted not in (403, 404):
                    faults.append((address, asked, posted))
                if everything(world.acme.workspace) != before:
                    faults.append((address, "changed"))
    assert faults == []
    assert list(User.objects.order_by("pk").values()) == users


def test_a_contact_is_not_made_and_a_key_not_either(looking: Client, world: World) -> None:
    count = Contact.everywhere.count()
    assert looking.post("/dashboard/contacts/new", {"phone": "+14155559876"}).status_code == 403
    assert (
        looking.post("/dashboard/developers/keys", {"name": "Mine", "kind": "msvs_live_"}).status_code == 403
    )
    for verb in (looking.put, looking.patch, looking.delete):
        assert verb("/dashboard/contacts/new").status_code == 403
    assert (Contact.everywhere.count(), ApiKey.everywhere.count()) == (count, 0)


CLOSED = [
    "/dashboard/developers/keys",
    "/dashboard/developers/apps",
    "/dashboard/developers/sandbox",
    "/dashboard/imports/contacts.csv",
    "/dashboard/compliance/ledger.jsonl",
    "/dashboard/compliance/evidence.json?phone=%2B14155552001",
    "/dashboard/credits/export",
    "/accounts/password/change/",
    "/accounts/password/reset/",
    "/accounts/email/",
    "/accounts/login/",
]


@pytest.mark.parametrize("page", CLOSED)
def test_no_page_of_passwords_keys_or_files(looking: Client, page: str) -> None:
    answer = looking.get(page)
    assert answer.status_code == 403
    assert "look as somebody else" in answer.content.decode()


def test_every_file_and_every_secret_address_is_closed_by_name(looking: Client) -> None:
    """A route for a file that is added later ends in _csv, as all do, or is named in SECRET."""
    ours = [route for route in walk.routes() if route.path.startswith("dashboard/")]
    assert {route.name for route in ours} >= SECRET - {"invitation"}
    files = {route.name for route in ours if "." in route.path.split("/")[-1]}
    assert {name for name in files if not name.endswith("_csv")} <= SECRET


@pytest.mark.parametrize("powers", [{"is_staff": True}, {"is_superuser": True}, {"is_active": False}])
def test_nobody_looks_as_an_admin_or_somebody_switched_off(
    desk: Client, world: World, powers: dict[str, bool]
) -> None:
    User.objects.filter(pk=world.adam.pk).update(**powers)
    assert look(desk, world.adam).status_code == 422
    assert not Impersonation.objects.exists()
    assert desk.get("/dashboard/").status_code == 403


def test_not_as_herself_nor_without_a_reason(desk: Client, rita: User, world: World) -> None:
    with pytest.raises(MayNotImpersonate):
        impersonation.begin(rita, rita, "Why not")
    with pytest.raises(NoReasonGiven):
        impersonation.begin(rita, world.alice, "  ")
    assert look(desk, world.alice, reason=" ").status_code == 422


def test_staff_need_the_permission_and_members_never_get_there(world: World) -> None:
    world.victor.is_staff = True
    world.victor.save()
    client = Client()
    client.force_login(world.victor)
    assert look(client, world.alice).status_code == 403
    world.victor.user_permissions.set(Permission.objects.filter(codename="add_impersonation"))
    assert look(client, world.alice).url == "/dashboard/"
    member = Client()
    member.force_login(world.bob)
    assert look(member, world.alice).url.startswith("/admin/login/")


def test_it_ends_after_sixty_minutes_and_no_page_turns_into_her_own(
    looking: Client, world: World, settings: Settings
) -> None:
    set_clock(settings, clock.now() + timedelta(minutes=61))
    assert looking.get("/dashboard/contacts").url == "/admin/"
    assert ends() == ["time"]
    row = Impersonation.objects.get()
    assert row.ended_at == row.until
    assert looking.post("/dashboard/contacts/new", {"phone": "+14155559876"}).status_code == 403


def test_it_ends_with_the_sign_out_of_either_kind(desk: Client, world: World, rita: User) -> None:
    for page in ("/accounts/logout/", "/admin/logout/"):
        desk.force_login(rita)
        look(desk, world.alice)
        desk.post(page)
        assert desk.get("/dashboard/").url.startswith("/accounts/login/")
    assert ends() == ["signed_out", "signed_out"]


def test_it_ends_when_she_or_alice_changes(looking: Client, world: World, rita: User) -> None:
    User.objects.filter(pk=world.alice.pk).update(is_staff=True)
    assert looking.get("/dashboard/").url == "/admin/"
    User.objects.filter(pk=world.alice.pk).update(is_staff=False)
    look(looking, world.alice)
    User.objects.filter(pk=rita.pk).update(is_staff=False, is_superuser=False)
    assert looking.get("/dashboard/").status_code == 302
    assert ends() == ["withdrawn", "withdrawn"]


def test_another_one_ends_the_first_and_other_windows_with_it(
    looking: Client, world: World, rita: User
) -> None:
    other = Client()
    other.force_login(rita)
    look(other, world.bob)
    assert ends() == ["replaced", ""]
    assert looking.get("/dashboard/").url == "/admin/"
    assert "Bobco" in text(other, "/dashboard/")


def test_the_id_in_anothers_session_opens_nothing(looking: Client, world: World) -> None:
    """A row is of its actor: who copies its id into a session of their own stays who they are."""
    thief = Client()
    thief.force_login(world.bob)
    session = thief.session
    session["impersonation"] = Impersonation.objects.get().public_id
    session.save()
    assert thief.get("/dashboard/contacts").url == "/admin/"
    shown = text(thief, "/dashboard/contacts")
    assert ("Zoe" in shown, "Dana" in shown, "looks as" in shown) == (True, False, False)
    assert ends() == [""]


def test_she_stays_herself_in_the_admin_and_alice_is_no_admin(looking: Client, world: World) -> None:
    assert looking.get("/admin/").status_code == 200
    assert 'href="/admin' not in text(looking, "/dashboard/credits")


def test_a_conversation_that_she_opens_stays_unread(looking: Client, world: World) -> None:
    row = Conversation.everywhere.create(
        workspace=world.acme.workspace, contact=world.charlie, sender=world.acme.sender, unread=2
    )
    assert looking.get(f"/dashboard/inbox/{row.public_id}").status_code == 200
    row.refresh_from_db()
    assert row.unread == 2


def test_the_other_workspace_of_alice_can_be_looked_at(looking: Client, world: World) -> None:
    sandbox = world.acme.workspace.sandbox
    looking.post("/dashboard/settings/workspaces/switch", {"workspace": sandbox.public_id})
    assert "Test mode" in text(looking, "/dashboard/")
    looking.post("/dashboard/settings/workspaces/switch", {"workspace": world.bobco.workspace.public_id})
    assert "Bobco" not in text(looking, "/dashboard/")
