"""Every kind of notice: who may have it, and who has it before they chose."""

from dataclasses import dataclass

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from apps.accounts.roles import APPROVE, EDIT, MANAGE, REPLY, SEND, VIEW, Role

OWNER, ADMIN, MARKETER, AGENT = (role.value for role in (Role.OWNER, Role.ADMIN, Role.MARKETER, Role.AGENT))


@dataclass(frozen=True, slots=True)
class Kind:
    """`right`: whose role lacks it is never told. `roles`: who is told without having chosen."""

    name: str
    label: Promise
    help: Promise
    right: str
    roles: frozenset[str]


def _kind(name: str, label: Promise, told: Promise, right: str, *roles: str) -> Kind:
    return Kind(name, label, told, right, frozenset(roles))


KINDS: tuple[Kind, ...] = (
    _kind(
        "credits_low",
        _("Credits are running low"),
        _("Once for each time the balance falls below the threshold."),
        VIEW,
        OWNER,
    ),
    _kind(
        "campaign_finished",
        _("A campaign of mine has ended"),
        _("When every text of it has come to its end."),
        VIEW,
        *(OWNER, ADMIN, MARKETER),
    ),
    _kind(
        "approval_asked",
        _("A campaign waits for my yes"),
        _("When somebody asks for approval that I can give."),
        APPROVE,
        *(OWNER, ADMIN),
    ),
    _kind(
        "approval_answered",
        _("My request for approval was answered"),
        _("Approved, sent back, or kept back when its time came."),
        SEND,
        *(OWNER, ADMIN, MARKETER),
    ),
    _kind(
        "import_finished",
        _("An import of mine has ended"),
        _("When it took longer than a minute."),
        EDIT,
        *(OWNER, ADMIN, MARKETER),
    ),
    _kind(
        "review_waiting",
        _("Replies wait for a decision"),
        _("Replies that may be an opt-out; at most once a day."),
        REPLY,
        *(OWNER, ADMIN),
    ),
    _kind(
        "sequence_stuck",
        _("People are stuck in a sequence"),
        _("At most once a day for each sequence."),
        EDIT,
        *(OWNER, ADMIN),
    ),
    _kind(
        "conversation_assigned",
        _("A conversation was given to me"),
        _("By somebody else."),
        REPLY,
        *(OWNER, ADMIN, MARKETER, AGENT),
    ),
    _kind(
        "replies_digest",
        _("Unread replies of the day"),
        _("Each morning after eight, when some are unread."),
        REPLY,
    ),
    _kind(
        "webhook_disabled",
        _("A webhook was switched off"),
        _("When nothing got through to it for a day."),
        MANAGE,
        OWNER,
    ),
)
BY_NAME = {kind.name: kind for kind in KINDS}
