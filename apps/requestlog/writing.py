"""Lines into rows, a batch at a time. Runs in the writer's thread, in a transaction of its own."""

from collections.abc import Sequence

from django.db import DataError, IntegrityError, transaction

from apps.accounts.models import ApiKey, Workspace
from apps.common import bulk
from apps.requestlog.lines import Line
from apps.requestlog.models import LoggedRequest

Owner = tuple[int, str]
COPIED = (
    *("public_id", "at", "surface", "method", "path", "query", "status", "error", "param"),
    *("ms", "ip", "agent", "received", "sent"),
)


def write(lines: Sequence[Line]) -> None:
    """Lines whose key nobody knows, and those of workspaces that are gone by now, are dropped.

    Raises DatabaseError when the database is away.
    """
    owners = _owners({line.key_hash for line in lines if line.workspace is None})
    there = _there({line.workspace for line in lines if line.workspace})
    rows = [_row(line, *owner) for line in lines if (owner := _owner(line, owners, there))]
    try:
        with transaction.atomic():
            bulk.insert(rows)
    except (DataError, IntegrityError):
        _one_by_one(rows)


def _owner(line: Line, owners: dict[str, Owner], there: set[int]) -> Owner | None:
    if line.workspace is None:
        return owners.get(line.key_hash)
    return (line.workspace, line.caller) if line.workspace in there else None


def _owners(hashes: set[str]) -> dict[str, Owner]:
    """By the key that was shown, revoked ones too: who uses one still wants to know why it is refused."""
    if not hashes:
        return {}
    keys = ApiKey.everywhere.filter(key_hash__in=hashes)
    return {key.key_hash: (key.workspace_id, key.prefix) for key in keys}


def _there(ids: set[int]) -> set[int]:
    return set(Workspace.objects.filter(pk__in=ids).values_list("pk", flat=True)) if ids else set()


def _row(line: Line, workspace: int, caller: str) -> LoggedRequest:
    copied = {name: getattr(line, name) for name in COPIED}
    return LoggedRequest(workspace_id=workspace, caller=caller, family=line.status // 100, **copied)


def _one_by_one(rows: Sequence[LoggedRequest]) -> None:
    """A workspace went between the look and the write, or one value fits no column: the others are kept."""
    for row in rows:
        row.pk = None
        try:
            with transaction.atomic():
                row.save(force_insert=True)
        except (DataError, IntegrityError):
            continue
