"""The ways senders say no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class PoolNameTaken(Conflict):
    code = "pool_name_taken"
    message = _("There is a pool of this name.")
    field = "name"


class WrongRegistration(Invalid):
    code = "wrong_registration"
    message = _("This registration is not for a sender of this kind.")
    field = "registration"
