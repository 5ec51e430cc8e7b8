"""A card of the board, taken from the column where somebody saw it to another."""

from django.db import transaction
from django.utils.translation import gettext_noop as _

from apps.common.refusals import NotFound
from apps.common.sentences import shape
from apps.contacts.models import Contact
from apps.pipeline import actions
from apps.pipeline.models import Placement, Stage
from apps.pipeline.refusals import MovedMeanwhile

_MOVED = shape(_("Somebody moved %(contact)s to %(stage)s meanwhile. Nothing was changed."))


@transaction.atomic
def carry(contact: Contact, stage: Stage, seen_in: str, *, actor: str = "") -> bool:
    """Move a contact that was seen in the stage of key `seen_in`; says whether it moved.

    Raises MovedMeanwhile when it stands neither there nor in `stage`: somebody else decided meanwhile, and
    they knew more. The contact's row is locked, so that of two who drag one card the second is told.
    """
    rows = Contact.objects.of(stage.workspace_id).filter(pk=contact.pk)
    if not rows.select_for_update().order_by().values_list("pk")[:1]:
        raise NotFound
    now = _stands_in(contact)
    if now is None or now == stage:
        return False
    if now.key != seen_in:
        raise MovedMeanwhile(_MOVED % {"contact": contact, "stage": now.name})
    return actions.move(contact, stage.key, actor=actor)


def _stands_in(contact: Contact) -> Stage | None:
    """The stage in which the board shows it; the first for who was never placed."""
    placement = (
        Placement.objects.of(contact.workspace_id).filter(contact=contact).select_related("stage").first()
    )
    return placement.stage if placement else Stage.objects.of(contact.workspace_id).first()
