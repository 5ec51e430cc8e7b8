"""Writing the log. Call inside the transaction of the deed."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any
from urllib.parse import urlsplit

from apps.accounts.audit import acting
from apps.accounts.audit.acting import Acting
from apps.accounts.audit.kinds import area_of
from apps.accounts.audit.models import AuditEntry
from apps.accounts.workspaces import Workspace

# A value under such a name is a mistake of whoever calls: it would stay for good.
SECRET = ("secret", "password", "token", "hash", "code", "credential")
LONGEST = 500  # characters of one value


class SecretInLog(ValueError):
    """A deed was noted with something that nobody may read later."""


def note(
    workspace: Workspace | int,
    kind: str,
    subject: str = "",
    subject_id: str = "",
    *,
    before: Mapping[str, Any] | None = None,
    after: Mapping[str, Any] | None = None,
    by: Any = None,
) -> None:
    """One line. `by` (a user or a name) counts where the request does not say who acts. KeyError for a kind
    that the catalogue does not know, SecretInLog for a value that must not be kept."""
    place = Workspace.objects.get(pk=workspace) if isinstance(workspace, int) else workspace
    who = _who(by)
    AuditEntry.everywhere.create(
        workspace_id=place.live_id or place.pk,  # type: ignore[attr-defined]
        in_sandbox=place.is_sandbox,
        area=area_of(kind),
        kind=kind,
        actor=who.name[:254],
        actor_name=who.full_name[:170],
        way=who.way,
        ip=who.ip,
        subject=_plain(subject)[:200],
        subject_id=subject_id[:40],
        before=_kept(before or {}),
        after=_kept(after or {}),
    )


def note_change(
    workspace: Workspace, subject: str, before: Mapping[str, Any], after: Mapping[str, Any], *, by: Any = None
) -> None:
    """A line about settings that differ now; none when nothing does."""
    changed = sorted(name for name in after if before.get(name) != after[name])
    if changed:
        was, now = ({name: values.get(name) for name in changed} for values in (before, after))
        note(workspace, "setting.changed", subject, before=was, after=now, by=by)


def site_of(url: str) -> str:
    """An address without its path, query and user: those of a webhook are often the secret itself."""
    parts = urlsplit(url)
    return f"{parts.scheme}://{parts.hostname or ''}{f':{parts.port}' if parts.port else ''}"


def _who(by: Any) -> Acting:
    who = acting.current()
    if who.name or not by:
        return who
    if isinstance(by, str):
        return replace(who, name=by)
    return replace(who, name=by.email, full_name=by.get_full_name())


def _kept(values: Mapping[str, Any]) -> dict[str, Any]:
    if wrong := [name for name in values if any(word in name for word in SECRET)]:
        raise SecretInLog(wrong[0])
    return {name: _plain(value) for name, value in values.items()}


def _plain(value: Any) -> Any:
    """As a JSON column can hold it: what somebody typed may have a NUL, which PostgreSQL refuses."""
    if isinstance(value, str):
        return value.replace("\0", "")[:LONGEST]
    if isinstance(value, Mapping):
        return {name: _plain(inner) for name, inner in value.items()}
    return [_plain(inner) for inner in value] if isinstance(value, list | tuple) else value
