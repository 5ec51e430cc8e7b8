"""The ways contacts says no."""

from apps.common.refusals import Conflict, Invalid


class InvalidPhone(Invalid):
    code = "invalid_phone"
    message = "This is not a phone number that can be texted."
    field = "phone"


class InvalidEmail(Invalid):
    code = "invalid_email"
    message = "This is not an e-mail address."
    field = "email"


class InvalidAttributes(Invalid):
    code = "invalid_attributes"
    message = "Attributes are names with short values."
    field = "attributes"


class InvalidStatus(Invalid):
    code = "invalid_status"
    message = "A contact is active or archived."
    field = "status"


class ContactExists(Conflict):
    """facts["contact"] is the one that is there."""

    code = "contact_exists"
    message = "A contact with this phone number already exists."
    field = "phone"
