"""The ways imports says no."""

from apps.common.refusals import Conflict, Invalid, NotFound


class FileRefused(Invalid):
    """The root of all that can be wrong with a file."""

    code = "file_refused"
    message = "This file cannot be read."
    field = "file"


class EmptyFile(FileRefused):
    code = "file_empty"
    message = "The file is empty."


class TooLarge(FileRefused):
    code = "file_too_large"
    message = "The file is too large."


class BinaryFile(FileRefused):
    code = "file_binary"
    message = "The file holds NUL bytes, so it is not text. Save it as CSV or XLSX and try again."


class NotATable(FileRefused):
    code = "file_not_a_table"
    message = "This is not a table of contacts. Save it as CSV or XLSX and try again."


class OldSpreadsheet(FileRefused):
    code = "file_old_spreadsheet"
    message = (
        "This spreadsheet is protected by a password or in the old .xls format. "
        "Save it as .xlsx without a password, or as CSV."
    )


class UnreadableSpreadsheet(FileRefused):
    code = "file_unreadable_spreadsheet"
    message = "This spreadsheet is damaged or too big to open. Save it as CSV and try again."


class HeaderOnly(FileRefused):
    code = "file_header_only"
    message = "The file has headings but no rows below them."


class NoPhoneColumn(FileRefused):
    code = "file_no_phone_column"
    message = "No column of this file holds phone numbers."


class TooManyColumns(FileRefused):
    code = "file_too_many_columns"
    message = "The file has more than 500 columns. Keep those that say something about a person."


class UnclosedQuote(FileRefused):
    """facts["line"] is where the quotation mark stands."""

    code = "file_unclosed_quote"
    message = "A quotation mark in this file is opened and never closed."


class FileGone(FileRefused):
    code = "file_gone"
    message = "The uploaded file is no longer there. Upload it again."


class BadMapping(Invalid):
    code = "mapping_invalid"
    message = "Say which column holds the phone numbers."
    field = "mapping"


class UnknownRegion(Invalid):
    code = "region_unknown"
    message = "Choose the country of numbers without a country code."
    field = "default_region"


class NoConsentSource(Invalid):
    code = "consent_source_missing"
    message = "Say where these people agreed to be texted, for example “checkout form on our site”."
    field = "consent_source"


class NotAttested(Invalid):
    code = "not_attested"
    message = "Confirm that these people agreed to be texted."
    field = "attested"


class AlreadyStarted(Conflict):
    code = "import_already_started"
    message = "This import has been started already."


class NotNow(Conflict):
    code = "import_not_now"
    message = "The import is not in a state that allows this."


class UnknownImport(NotFound):
    code = "import_unknown"
    message = "There is no such import."
    field = "id"
