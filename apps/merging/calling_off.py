"""What must not happen any more to two contacts that become one: texts to the number that goes, and a way
through a sequence that the other is on, too."""

from collections.abc import Sequence as Several

from django.utils.translation import gettext_noop as _

from apps.common import clock
from apps.contacts.models import Contact
from apps.messaging import queue
from apps.messaging.models import Message, Scheduled
from apps.messaging.states import State
from apps.sequences import actions, hands
from apps.sequences.models import Enrolment, Sequence
from apps.sequences.states import Hand

WHY = _("The contact was merged with another, and has another number.")


def sequences(kept: Contact, gone: Contact, actor: str) -> None:
    """Of the sequences that both are in, `gone` leaves. All that they are in stand still until the end."""
    live = Enrolment.objects.of(kept.workspace_id).live()
    in_it = dict.fromkeys(live.filter(contact__in=(kept, gone)).values_list("sequence", flat=True))
    both = set(live.filter(contact=kept).values_list("sequence", flat=True))
    for sequence in Sequence.objects.of(kept.workspace_id).filter(pk__in=in_it).order_by("pk"):
        actions.lock(sequence)
        if sequence.pk in both:
            hands.lay(sequence, live.filter(contact=gone), Hand.OUT, actor)


def texts(contacts: Several[Contact], number: str) -> None:
    """Texts that wait to go to this number are canceled; what was charged for them comes back."""
    of = contacts[0].workspace_id
    planned = Scheduled.objects.of(of).filter(phone=number, state=Scheduled.State.SCHEDULED)
    planned.update(
        state=Scheduled.State.CANCELED,
        ended_at=clock.now(),
        error_code="contact_merged",
        error_text=WHY,
    )
    waiting = Message.objects.of(of).filter(contact__in=contacts, phone=number, state=State.QUEUED)
    queue.end(list(waiting.values_list("pk", flat=True)), State.CANCELED, "contact_merged", WHY)
