"""The ways accounts says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Forbidden, Invalid


class AlreadyMember(Conflict):
    code = "already_member"
    message = _("This person is already in the workspace.")
    field = "email"


class InvitationSpent(Conflict):
    code = "invitation_spent"
    message = _("This invitation was used, withdrawn, or is too old. Ask for a new one.")


class LastOwner(Conflict):
    code = "last_owner"
    message = _("A workspace needs an owner: make somebody else owner first.")
    field = "role"


class NotYours(Forbidden):
    code = "not_yours"
    message = _("Only an owner can do this.")


class WrongKind(Invalid):
    code = "wrong_kind"
    message = _("Unknown kind of key.")
    field = "kind"


class AppEnded(Forbidden):
    code = "app_ended"
    message = _("This app was disconnected.")


class AlreadyInvited(Conflict):
    code = "already_invited"
    message = _("This address already has an open invitation. Send that one again, or withdraw it first.")
    field = "email"


class AlreadyMade(Conflict):
    code = "already_made"
    message = _("This was made already: the form was sent twice.")


class NotInvited(Forbidden):
    code = "not_invited"
    message = _("This invitation was sent to another address.")


class NoSuchParent(Invalid):
    code = "no_such_parent"
    message = _("Only a live workspace that has no parent itself can have sub-accounts.")
    field = "parent"


class MayNotImpersonate(Forbidden):
    code = "may_not_impersonate"
    message = _("Nobody looks as this person: they are no longer active, or an admin themselves.")


class NoReasonGiven(Invalid):
    code = "reason_missing"
    message = _("Say why you need to look: it is kept for good.")
    field = "reason"


class OnlyLooking(Forbidden):
    code = "only_looking"
    message = _("You look as somebody else: nothing is changed, and no secret or file is shown. Stop first.")
