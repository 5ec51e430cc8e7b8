"""Two contacts side by side, and what becomes of each of their values."""

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from apps.accounts.models import Workspace
from apps.contacts.models import Contact, CustomField
from apps.dashboard.standing import standings
from apps.merging.choosing import ATTRIBUTE, OTHER_PHONE
from apps.messaging.models import Conversation, Message
from apps.pipeline.models import Placement

LABELS = {
    "phone": _("Phone"),
    "first_name": _("First name"),
    "last_name": _("Last name"),
    "email": _("E-mail"),
}
COUNTED = 1_000


@dataclass(frozen=True, slots=True)
class Row:
    """A value of both. `is_choice`: they differ and both have one, so that somebody must say which stays."""

    name: str
    label: Any
    own: Any
    other: Any

    @property
    def is_choice(self) -> bool:
        return self.own != self.other and self.own not in ("", None) and self.other not in ("", None)


def context(workspace: Workspace, kept: Contact, gone: Contact) -> dict[str, Any]:
    found = standings(workspace, [kept, gone])
    return {
        "contact": kept,
        "other": gone,
        "rows": _rows(workspace, kept, gone),
        "own_standing": found[kept.pk],
        "other_standing": found[gone.pk],
        "own_counts": _counts(workspace, kept),
        "other_counts": _counts(workspace, gone),
    }


def _rows(workspace: Workspace, kept: Contact, gone: Contact) -> list[Row]:
    columns = [Row(name, label, getattr(kept, name), getattr(gone, name)) for name, label in LABELS.items()]
    stages = {
        row.contact_id: row.stage.name
        for row in Placement.objects.of(workspace).filter(contact__in=(kept, gone)).select_related("stage")
    }
    stage = Row("stage", _("Stage"), stages.get(kept.pk, ""), stages.get(gone.pk, ""))
    labels = dict(CustomField.objects.of(workspace).live().values_list("key", "label"))
    names = sorted({*kept.attributes, *gone.attributes} - {OTHER_PHONE})
    free = [
        Row(
            f"{ATTRIBUTE}{name}", labels.get(name, name), kept.attributes.get(name), gone.attributes.get(name)
        )
        for name in names
    ]
    return [row for row in (*columns, stage, *free) if row.own or row.other or row.is_choice]


def _counts(workspace: Workspace, contact: Contact) -> dict[str, int]:
    return {
        "texts": Message.objects.of(workspace).filter(contact=contact).order_by()[:COUNTED].count(),
        "threads": Conversation.objects.of(workspace).filter(contact=contact).count(),
    }
