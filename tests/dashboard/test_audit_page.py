"""Settings, Audit log: Alice and Adam read who did what; nobody else, and nothing of Bobco."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse

from apps.accounts import actions, team
from apps.accounts.audit import queries, writing
from apps.accounts.models import ApiKey, AuditEntry
from apps.accounts.roles import Role
from apps.dashboard.tables.cursors import SIZE
from apps.webhooks import actions as webhooks
from tests.clockface import daytime  # noqa: F401 - a fixture
from tests.dashboard.conftest import browser
from tests.world import PASSWORD, World

PAGE = "/dashboard/settings/audit"


@pytest.fixture
def alice(world: World) -> Client:
    return browser(world.alice)


def kinds(world: World) -> list[str]:
    rows = AuditEntry.objects.of(world.acme.workspace).order_by("id")
    return list(rows.values_list("kind", flat=True))


def test_alice_sees_who_changed_the_hours_and_from_where(world: World, alice: Client) -> None:
    rules = {"limited": "on", "mon_from": "09:00", "mon_to": "17:00", "footer_days": "30"}
    assert alice.post("/dashboard/settings/sending-rules", rules, REMOTE_ADDR="192.0.2.7").status_code == 302
    line = AuditEntry.objects.of(world.acme.workspace).filter(kind="setting.changed").latest("id")
    assert (line.actor, line.ip, line.way) == ("alice@acme.example", "192.0.2.7", "dashboard")
    assert line.before["open_hours"] == {} and line.after["open_hours"] == {"mon": "09:00-17:00"}
    page = alice.get(PAGE).content.decode()
    assert "192.0.2.7" in page and "mon 09:00-17:00" in page and "Settings changed" in page


@pytest.mark.parametrize("name", ["maria", "agnes", "victor"])
def test_who_does_not_manage_the_workspace_sees_nothing_of_it(world: World, name: str) -> None:
    client = browser(getattr(world, name))
    assert client.get(PAGE).status_code == 403
    assert client.get(reverse("dashboard:audit_csv")).status_code == 403


def test_nothing_of_bobco_is_there(world: World, alice: Client) -> None:
    team.invite(world.seat(world.bob), "carol@bobco.example", Role.VIEWER)
    assert "bobco" not in alice.get(PAGE).content.decode()
    assert "carol@" not in alice.get(PAGE, {"who": "bob@bobco.example"}).content.decode()


def test_it_is_filtered_by_person_area_and_day(world: World, alice: Client) -> None:
    team.invite(world.seat(world.adam), "carol@acme.example", Role.VIEWER)
    actions.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)
    assert "carol@acme.example" in alice.get(PAGE, {"who": "adam@acme.example"}).content.decode()
    assert "carol@acme.example" not in alice.get(PAGE, {"area": "key"}).content.decode()
    assert "Shop (" in alice.get(PAGE, {"area": "key"}).content.decode()
    assert "Nothing of that kind" in alice.get(PAGE, {"until": "2001-01-01"}).content.decode()
    for nonsense in ("x", "9999-99-99", "\0", "9999-12-31"):
        assert alice.get(PAGE, {"since": nonsense, "area": nonsense, "after": nonsense}).status_code == 200


def test_a_day_is_one_of_the_workspaces_zone(world: World) -> None:
    actions.change_settings(world.acme.workspace, "Acme", {"timezone": "Pacific/Kiritimati"})
    world.acme.workspace.refresh_from_db()
    writing.note(world.acme.workspace, "export.made", "contacts")
    line = AuditEntry.objects.of(world.acme.workspace).latest("id")
    from zoneinfo import ZoneInfo

    day = line.at.astimezone(ZoneInfo("Pacific/Kiritimati")).date()
    assert line in queries.rows(world.acme.workspace, queries.Asked(since=day, until=day))


def test_older_lines_are_on_the_next_page(world: World, alice: Client) -> None:
    for number in range(SIZE + 5):
        writing.note(world.acme.workspace, "export.made", f"file-{number:03}")
    first = alice.get(PAGE)
    assert "file-054" in first.content.decode() and "file-001" not in first.content.decode()
    second = alice.get(PAGE + first.context["page"].next_url).content.decode()
    assert "file-001" in second and "file-054" not in second


def test_a_page_costs_what_it_costs_however_long_the_log(world: World, alice: Client) -> None:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    alice.get(PAGE)
    for number in range(5):
        writing.note(world.acme.workspace, "export.made", f"file-{number}")
    with CaptureQueriesContext(connection) as few:
        alice.get(PAGE)
    for number in range(40):
        writing.note(world.acme.workspace, "export.made", f"file-{number}")
    with CaptureQueriesContext(connection) as many:
        alice.get(PAGE)
    assert len(many) == len(few)


def test_the_csv_says_the_same_and_notes_itself(world: World, alice: Client) -> None:
    team.invite(world.seat(world.adam), "=carol@acme.example", Role.VIEWER)
    text = b"".join(alice.get(reverse("dashboard:audit_csv")).streaming_content).decode()  # type: ignore[attr-defined]
    rows = list(csv.DictReader(io.StringIO(text.lstrip("\ufeff"))))
    told = next(row for row in rows if row["kind"] == "team.invited")
    assert told["by"] == "adam@acme.example" and told["about"].startswith("'=carol")
    assert (rows[-1]["kind"], rows[-1]["about"]) == ("export.made", "audit log")


def test_exports_are_noted_before_they_leave(world: World, alice: Client) -> None:
    alice.get(reverse("dashboard:contacts_export"), {"q": "Charlie"})
    line = AuditEntry.objects.of(world.acme.workspace).latest("id")
    assert (line.kind, line.subject, line.after) == ("export.made", "contacts", {"asked": {"q": "Charlie"}})
    for route in ("consent_export", "credits_export"):
        before = len(kinds(world))
        alice.get(reverse(f"dashboard:{route}"))
        assert kinds(world)[before:] == ["export.made"]


def test_of_a_webhook_the_site_alone_is_kept(world: World, settings: object) -> None:
    settings.WEBHOOKS_MAY_STAY_INSIDE = True  # type: ignore[attr-defined]
    made = webhooks.subscribe(
        world.acme.workspace,
        "v1",
        "http://127.0.0.1:9/catch/s3cret",
        ["message.sent"],
        secret="",
        by=world.alice,
    )
    webhooks.rotate(made)
    webhooks.disable(made, "Enough.", "alice@acme.example")
    webhooks.enable(made)
    webhooks.unsubscribe(made)
    told = [kind for kind in kinds(world) if kind.startswith("webhook.")]
    assert told == [f"webhook.{what}" for what in ("created", "rotated", "disabled", "enabled", "removed")]
    assert "s3cret" not in str(list(AuditEntry.objects.of(world.acme.workspace).values()))


def test_signing_in_is_noted_where_the_person_has_a_seat(world: World) -> None:
    client = Client(REMOTE_ADDR="192.0.2.9")
    client.post(reverse("account_login"), {"login": "adam@acme.example", "password": PASSWORD})
    line = AuditEntry.objects.of(world.acme.workspace).filter(kind="access.signed_in").get()
    assert (line.actor, line.subject, line.ip) == ("adam@acme.example", "adam@acme.example", "192.0.2.9")
    assert not AuditEntry.objects.of(world.bobco.workspace).filter(kind="access.signed_in").exists()


def test_a_wrong_password_is_no_sign_in(world: World) -> None:
    Client().post(reverse("account_login"), {"login": "adam@acme.example", "password": "guess"})
    assert "access.signed_in" not in kinds(world)


def test_a_program_is_named_by_its_key(world: World) -> None:
    row, key = actions.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)
    answer = Client().post(
        "/v1/suppressions",
        {"phone": "+14155550199", "kind": "blacklist", "reason": "asked"},
        content_type="application/json",
        headers={"Authorization": f"Bearer {key}"},
    )
    assert answer.status_code in (200, 201), answer.content
    answer = Client().delete(
        f"/v1/suppressions/{answer.json()['id']}", headers={"Authorization": f"Bearer {key}"}
    )
    line = AuditEntry.objects.of(world.acme.workspace).latest("id")
    assert (line.kind, line.actor, line.way) == ("suppression.lifted", row.prefix, "api")
    assert key not in str(list(AuditEntry.objects.of(world.acme.workspace).values()))


def test_an_admin_of_the_installation_is_named_too(world: World) -> None:
    from apps.accounts.models import User

    root = User.objects.create_superuser("root@house.example", PASSWORD)
    client = browser(root)
    page = reverse("admin:accounts_workspace_changelist")
    client.post(page, {"action": "suspend", "_selected_action": [world.acme.workspace.pk]})
    line = AuditEntry.objects.of(world.acme.workspace).latest("id")
    assert (line.kind, line.actor, line.way) == ("setting.state", "root@house.example", "admin")


def test_what_an_acting_person_leaves_does_not_stick_to_the_next(world: World, alice: Client) -> None:
    alice.get(PAGE)
    writing.note(world.acme.workspace, "export.made", "by nobody")
    assert AuditEntry.objects.of(world.acme.workspace).latest("id").way == "system"
