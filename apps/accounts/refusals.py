"""The ways accounts says no."""

from apps.common.refusals import Conflict, Forbidden, Invalid


class AlreadyMember(Conflict):
    code = "already_member"
    message = "This person is already in the workspace."
    field = "email"


class InvitationSpent(Conflict):
    code = "invitation_spent"
    message = "This invitation was used, withdrawn, or is too old. Ask for a new one."


class LastOwner(Conflict):
    code = "last_owner"
    message = "A workspace needs an owner: make somebody else owner first."
    field = "role"


class NotYours(Forbidden):
    code = "not_yours"
    message = "Only an owner can do this."


class WrongKind(Invalid):
    code = "wrong_kind"
    message = "Unknown kind of key."
    field = "kind"
