"""A file leaves the workspace: noted before its first byte does, for whoever asks later who took what."""

from apps.accounts.audit import writing as audit
from apps.dashboard.requests import Request


def note_export(request: Request, what: str, subject_id: str = "") -> None:
    """`what`: in English, as the log keeps it; with the filters of the address, which say how much of it."""
    asked = {name: value for name, value in request.GET.items() if value and name != "phone"}
    audit.note(request.workspace, "export.made", what, subject_id, after={"asked": asked} if asked else {})
