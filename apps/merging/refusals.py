"""The ways merging says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class SameContact(Conflict):
    code = "same_contact"
    message = _("A contact cannot be merged with itself.")


class UnknownValue(Invalid):
    code = "unknown_value"
    message = _(
        "Of the other contact can be taken: phone, first_name, last_name, email, stage, attributes.NAME."
    )
    field = "take"


class ContactsBusy(Conflict):
    code = "contacts_busy"
    message = _("Something else was changing these contacts at this moment. Nothing was merged: try again.")
