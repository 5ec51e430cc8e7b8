"""Who did what, when, from where: one line a deed, in the deed's transaction, for good."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import IntegrityError, connection, transaction

from apps.accounts import actions, impersonation, team
from apps.accounts.audit import writing
from apps.accounts.audit.acting import Acting, acting
from apps.accounts.audit.append_only import GUARD
from apps.accounts.audit.kinds import KINDS
from apps.accounts.models import ApiKey, AuditEntry, Member, User, Workspace
from apps.accounts.refusals import LastOwner
from apps.accounts.roles import Role
from apps.compliance import closing
from tests.world import World


def lines(workspace: Workspace, kind: str = "") -> list[AuditEntry]:
    rows = AuditEntry.objects.of(workspace).order_by("id")
    return list(rows.filter(kind=kind) if kind else rows)


def last(workspace: Workspace) -> AuditEntry:
    return lines(workspace)[-1]


@pytest.fixture
def alice_acts(world: World) -> Iterator[None]:
    with acting(lambda: Acting("alice@acme.example", "Alice", "192.0.2.7", "dashboard")):
        yield


def test_a_changed_setting_says_what_it_was_and_what_it_is(world: World, alice_acts: None) -> None:
    actions.change_settings(world.acme.workspace, "Acme", {"cap_per_day": 2, "footer_days": 30})
    line = last(world.acme.workspace)
    assert (line.kind, line.before, line.after) == (
        "setting.changed",
        {"cap_per_day": None},
        {"cap_per_day": 2},
    )
    assert (line.actor, line.actor_name, line.ip, line.way) == (
        "alice@acme.example",
        "Alice",
        "192.0.2.7",
        "dashboard",
    )


def test_saving_what_is_already_so_is_no_deed(world: World) -> None:
    before = len(lines(world.acme.workspace))
    actions.change_settings(world.acme.workspace, "Acme", {"footer_days": 30})
    assert len(lines(world.acme.workspace)) == before


def test_a_deed_that_failed_leaves_no_line(world: World) -> None:
    before = len(lines(world.acme.workspace))
    with pytest.raises(LastOwner):
        team.remove(world.seat(world.alice), world.seat(world.alice))
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        actions.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)
        1 / 0  # noqa: B018
    assert len(lines(world.acme.workspace)) == before


def test_a_seat_from_invitation_to_its_end(world: World) -> None:
    alice = world.seat(world.alice)
    _, token = team.invite(alice, "carol@acme.example", Role.MARKETER)
    carol = User.objects.create_user("carol@acme.example", "x", first_name="Carol")
    seat = team.join(carol, token)
    team.change_role(alice, seat, Role.ADMIN)
    team.remove(alice, Member.objects.of(world.acme.workspace).get(user=carol))
    told = [(row.kind, row.actor, row.subject) for row in lines(world.acme.workspace)[-4:]]
    assert told == [
        ("team.invited", "alice@acme.example", "carol@acme.example"),
        ("team.joined", "carol@acme.example", "carol@acme.example"),
        ("team.role_changed", "alice@acme.example", "carol@acme.example"),
        ("team.removed", "alice@acme.example", "carol@acme.example"),
    ]
    change = lines(world.acme.workspace, "team.role_changed")[-1]
    assert (change.before, change.after) == ({"role": "marketer"}, {"role": "admin"})
    assert token not in str([(row.before, row.after, row.subject) for row in lines(world.acme.workspace)])


def test_who_goes_by_themself_left(world: World) -> None:
    team.remove(world.seat(world.maria), world.seat(world.maria))
    assert last(world.acme.workspace).kind == "team.left"


def test_a_deleted_person_stays_readable(world: World) -> None:
    team.invite(world.seat(world.adam), "carol@acme.example", Role.VIEWER)
    world.adam.delete()
    line = lines(world.acme.workspace, "team.invited")[-1]
    assert (line.actor, line.actor_name) == ("adam@acme.example", "Adam")


def test_a_key_is_named_and_never_told(world: World) -> None:
    row, key = actions.make_key(world.acme.workspace, ApiKey.Kind.LIVE, "Shop", world.alice)
    actions.revoke(row)
    actions.revoke(row)
    made, revoked = lines(world.acme.workspace)[-2:]
    assert (made.kind, revoked.kind, made.subject_id) == ("key.made", "key.revoked", row.public_id)
    assert key not in str(AuditEntry.objects.of(world.acme.workspace).values())
    assert row.key_hash not in str(list(AuditEntry.objects.of(world.acme.workspace).values()))


def test_the_sandbox_has_its_lines_in_the_log_of_its_twin(world: World) -> None:
    actions.make_key(world.acme.workspace, ApiKey.Kind.TEST, "Try", world.alice)
    line = last(world.acme.workspace)
    assert (line.kind, line.in_sandbox) == ("key.made", True)
    assert lines(world.acme.workspace.sandbox) == []


def test_a_look_is_written_where_the_person_has_a_seat_and_nowhere_else(world: World) -> None:
    root = User.objects.create_superuser("root@house.example", "x")
    row = impersonation.begin(root, world.alice, "She cannot find her campaign")
    impersonation.end(row, impersonation.Why.STOPPED)
    looked, ended = lines(world.acme.workspace)[-2:]
    assert (looked.kind, looked.actor, looked.subject) == (
        "access.looked",
        "root@house.example",
        "alice@acme.example",
    )
    assert looked.after == {"reason": "She cannot find her campaign"}
    assert ended.kind == "access.look_ended"
    assert not [one for one in lines(world.bobco.workspace) if one.area == "access"]


def refused(attempt: Callable[[], Any]) -> bool:
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        attempt()
    return True


def test_the_database_lets_nobody_change_or_delete_a_line(world: World) -> None:
    rows = AuditEntry.objects.of(world.acme.workspace)
    assert refused(lambda: rows.update(actor="bob@bobco.example"))
    assert refused(lambda: rows._raw_delete("default"))
    assert refused(lambda: last(world.acme.workspace).save())
    assert GUARD.missing(connection) == []


def test_a_log_goes_with_its_workspace_alone(world: World) -> None:
    closing.close(world.bobco.workspace, "They left.")
    AuditEntry.objects.of(world.bobco.workspace)._raw_delete("default")
    assert refused(lambda: AuditEntry.objects.of(world.acme.workspace)._raw_delete("default"))


@pytest.mark.parametrize("name", ["secret", "api_token", "key_hash", "password"])
def test_a_secret_is_refused(world: World, name: str) -> None:
    with pytest.raises(writing.SecretInLog):
        writing.note(world.acme.workspace, "key.made", after={name: "x"})


def test_of_an_address_only_the_site_is_kept() -> None:
    url = "https://bob:pass@hooks.example:8443/catch/123/s3cret?key=1"
    assert writing.site_of(url) == "https://hooks.example:8443"


def test_a_kind_that_nobody_knows_cannot_be_written(world: World) -> None:
    with pytest.raises(KeyError):
        writing.note(world.acme.workspace, "team.teleported")


def test_every_kind_is_written_by_somebody() -> None:
    code = "\n".join(
        path.read_text() for path in Path("apps").rglob("*.py") if path.parts[-2:] != ("audit", "kinds.py")
    )
    assert [kind for kind in KINDS if f'"{kind}"' not in code] == []


def test_what_somebody_typed_with_a_nul_is_kept_without_it(world: World) -> None:
    asked = {"asked": {"q": "a\0b", "many": ["\0c"]}}
    writing.note(world.acme.workspace, "export.made", "con\0tacts", after=asked)
    line = AuditEntry.objects.of(world.acme.workspace).latest("id")
    assert (line.subject, line.after) == ("contacts", {"asked": {"q": "ab", "many": ["c"]}})
