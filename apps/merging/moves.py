"""Everything that hangs on a contact goes to another. tests/merging holds this against all models.

Where both have a row of which a contact has one (a list, a tag, a stage), the kept contact's own stays, and
the other goes with its contact.
"""

from typing import Any

from django.db.models.functions import Greatest

from apps.accounts.tenancy import WorkspaceOwned
from apps.audiences.models import Engagement
from apps.campaigns.models import Recipient
from apps.contacts.models import Contact, Merger
from apps.imports.models import ImportedContact
from apps.keywords.models import Use
from apps.lists.models import Membership
from apps.merging import threads
from apps.messaging.models import Conversation, Familiar, Message
from apps.pipeline.models import Move, Placement
from apps.sequences.models import Enrolment
from apps.tags.models import Tagging

# Any number of them, and: one of a kind, with the column that says of what kind.
MANY: tuple[type[WorkspaceOwned], ...] = (Message, Move, Use, Enrolment, Merger)
ONE_PER: dict[type[WorkspaceOwned], str] = {
    Membership: "list",
    Tagging: "tag",
    Familiar: "pool",
    Recipient: "campaign",  # the other's stays in the campaign's history, without a contact
    ImportedContact: "source",
}
BY_HAND = (Conversation, Placement, Engagement)


def move(kept: Contact, gone: Contact, *, take_stage: bool) -> None:
    for model in MANY:
        _of(model, gone).update(contact=kept)
    for model, kind in ONE_PER.items():
        own = _of(model, kept).values(kind)
        changes: dict[str, Any] = {"contact": kept}
        if model is ImportedContact:
            # An undo of that file deletes whom it had made: not somebody who is more than that by now.
            changes |= {"outcome": ImportedContact.Outcome.UNCHANGED, "changes": {}}
        _of(model, gone).exclude(**{f"{kind}__in": own}).update(**changes)
    threads.move(kept, gone)
    _place(kept, gone, take_stage)
    _engage(kept, gone)


def _of(model: type[WorkspaceOwned], contact: Contact) -> Any:
    return model.objects.of(contact.workspace_id).filter(contact=contact)  # type: ignore[misc]


def _place(kept: Contact, gone: Contact, take: bool) -> None:
    other = _of(Placement, gone)
    if take and other.exists():
        _of(Placement, kept).delete()
    if not _of(Placement, kept).exists():
        other.update(contact=kept)


def _engage(kept: Contact, gone: Contact) -> None:
    """The later of both moments; None is no moment."""
    other = _of(Engagement, gone).first()
    if other is None:
        return
    own = _of(Engagement, kept)
    if not own.exists():
        _of(Engagement, gone).update(contact=kept)
        return
    own.update(last_sent_at=Greatest("last_sent_at", other.last_sent_at))
    if other.last_delivered_at:
        own.filter(last_delivered_at=None).update(last_delivered_at=other.last_delivered_at)
        own.update(last_delivered_at=Greatest("last_delivered_at", other.last_delivered_at))
