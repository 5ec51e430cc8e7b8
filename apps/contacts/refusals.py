"""The ways contacts says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid


class InvalidPhone(Invalid):
    code = "invalid_phone"
    message = _("This is not a phone number that can be texted.")
    field = "phone"


class InvalidEmail(Invalid):
    code = "invalid_email"
    message = _("This is not an e-mail address.")
    field = "email"


class InvalidAttributes(Invalid):
    code = "invalid_attributes"
    message = _("Attributes are names with short values.")
    field = "attributes"


class InvalidStatus(Invalid):
    code = "invalid_status"
    message = _("A contact is active or archived.")
    field = "status"


class ContactExists(Conflict):
    """facts["contact"] is the one that is there."""

    code = "contact_exists"
    message = _("A contact with this phone number already exists.")
    field = "phone"


class InvalidValue(Invalid):
    """The value of a defined field is of another kind; `at` is attributes.KEY."""

    code = "attribute_invalid"
    message = _("This value does not fit its field.")
    field = "attributes"


class FieldWithoutName(Invalid):
    code = "field_name_missing"
    message = _("Give the field a name.")
    field = "label"


class ReservedKey(Invalid):
    code = "field_key_reserved"
    message = _("Phone, first name, last name and e-mail address are there for every contact already.")
    field = "key"


class UnknownKind(Invalid):
    code = "field_kind_unknown"
    message = _("A field is text, number, date, yes_no or choice.")
    field = "kind"


class OptionsMissing(Invalid):
    code = "field_options_missing"
    message = _("Name the options, one a line.")
    field = "options"


class FieldExists(Conflict):
    """facts["custom_field"] is the one that is there."""

    code = "field_exists"
    message = _("There is a field for this attribute already.")
    field = "key"


class TooManyFields(Conflict):
    code = "too_many_fields"
    message = _("A workspace has at most 100 fields. Archive one that nobody uses.")


class FieldChanged(Conflict):
    """facts["custom_field"] is the field as it is now."""

    code = "field_changed_meanwhile"
    message = _("Somebody changed this field meanwhile. Look at what it is now, then save again.")
