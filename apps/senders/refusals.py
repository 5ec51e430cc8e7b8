"""The ways senders say no."""

from apps.common.refusals import Invalid


class WrongRegistration(Invalid):
    code = "wrong_registration"
    message = "This registration is not for a sender of this kind."
    field = "registration"
