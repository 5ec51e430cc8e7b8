"""The ways imports says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid, NotFound


class FileRefused(Invalid):
    """The root of all that can be wrong with a file."""

    code = "file_refused"
    message = _("This file cannot be read.")
    field = "file"


class EmptyFile(FileRefused):
    code = "file_empty"
    message = _("The file is empty.")


class TooLarge(FileRefused):
    code = "file_too_large"
    message = _("The file is too large.")


class BinaryFile(FileRefused):
    code = "file_binary"
    message = _("The file holds NUL bytes, so it is not text. Save it as CSV or XLSX and try again.")


class NotATable(FileRefused):
    code = "file_not_a_table"
    message = _("This is not a table of contacts. Save it as CSV or XLSX and try again.")


class OldSpreadsheet(FileRefused):
    code = "file_old_spreadsheet"
    message = _(
        "This spreadsheet is protected by a password or in the old .xls format. "
        "Save it as .xlsx without a password, or as CSV."
    )


class UnreadableSpreadsheet(FileRefused):
    code = "file_unreadable_spreadsheet"
    message = _("This spreadsheet is damaged or too big to open. Save it as CSV and try again.")


class HeaderOnly(FileRefused):
    code = "file_header_only"
    message = _("The file has headings but no rows below them.")


class NoPhoneColumn(FileRefused):
    code = "file_no_phone_column"
    message = _("No column of this file holds phone numbers.")


class TooManyColumns(FileRefused):
    code = "file_too_many_columns"
    message = _("The file has more than 500 columns. Keep those that say something about a person.")


class UnclosedQuote(FileRefused):
    """facts["line"] is where the quotation mark stands."""

    code = "file_unclosed_quote"
    message = _("A quotation mark in this file is opened and never closed.")


class FileGone(FileRefused):
    code = "file_gone"
    message = _("The uploaded file is no longer there. Upload it again.")


class BadMapping(Invalid):
    code = "mapping_invalid"
    message = _("Say which column holds the phone numbers.")
    field = "mapping"


class UnknownRegion(Invalid):
    code = "region_unknown"
    message = _("Choose the country of numbers without a country code.")
    field = "default_region"


class NoConsentSource(Invalid):
    code = "consent_source_missing"
    message = _("Say where these people agreed to be texted, for example “checkout form on our site”.")
    field = "consent_source"


class NotAttested(Invalid):
    code = "not_attested"
    message = _("Confirm that these people agreed to be texted.")
    field = "attested"


class AlreadyStarted(Conflict):
    code = "import_already_started"
    message = _("This import has been started already.")


class NotNow(Conflict):
    code = "import_not_now"
    message = _("The import is not in a state that allows this.")


class UnknownImport(NotFound):
    code = "import_unknown"
    message = _("There is no such import.")
    field = "id"
