"""The ways messaging says no to one text: a refusal for each gate's rule, for the dialects to map."""

from typing import ClassVar

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid, NotFound, Refusal


class Blocked(Refusal):
    """A gate said no. facts: until (when a later try may pass), zone."""

    rule: ClassVar[str] = ""
    field = "to"


class WorkspaceSuspended(Blocked):
    rule = "workspace_live"
    code = "workspace_suspended"
    message = _("The workspace is suspended.")


class RegionBlocked(Blocked):
    rule = "region_served"
    code = "region_blocked"
    message = _("Sending to this region is blocked.")


class NoSender(Blocked):
    rule = "sender_usable"
    code = "no_sender"
    message = _("There is no active sender to send from.")
    field = "from"


class OptedOut(Blocked):
    rule = "opt_out"
    code = "recipient_opted_out"
    message = _("The recipient has opted out.")


class Blacklisted(Blocked):
    rule = "blacklist"
    code = "recipient_blacklisted"
    message = _("The number is blacklisted.")


class DoNotDisturb(Blocked):
    rule = "dnd"
    code = "recipient_dnd"
    message = _("Do not disturb is set on the recipient.")


class UnderReview(Blocked):
    rule = "review"
    code = "recipient_under_review"
    message = _("A reply of the recipient may be an opt-out; a person must decide first.")


class NoConsent(Blocked):
    rule = "consent"
    code = "no_consent"
    message = _("There is no record that the recipient asked for texts.")


class QuietHours(Blocked):
    rule = "quiet_hours"
    code = "quiet_hours"
    message = _("It is outside the recipient's allowed hours.")


class OutsideOpenHours(Blocked):
    rule = "open_hours"
    code = "open_hours"
    message = _("The workspace is closed at every hour that is allowed there.")


class SenderNotRegistered(Blocked):
    rule = "sender_registered"
    code = "sender_not_registered"
    message = _("The sender is not registered for texts to this country.")
    field = "from"


class DoNotCall(Blocked):
    rule = "do_not_call"
    code = "do_not_call"
    message = _("The number is on a do-not-call list.")


class Screened(Blocked):
    rule = "screened"
    code = "screened"
    message = _("A list of numbers not to text has this one.")


class TooManyTexts(Blocked):
    rule = "frequency_cap"
    code = "frequency_cap"
    message = _("The recipient was texted as often as is allowed.")


class EmptyBody(Blocked):
    rule = "body_not_empty"
    code = "empty_body"
    message = _("The text is empty for this recipient.")
    field = "body"


class BodyTooLong(Blocked):
    rule = "body_fits"
    code = "body_too_long"
    message = _("The text is longer than 1,600 characters.")
    field = "body"


class UnknownSender(NotFound):
    code = "unknown_sender"
    message = _("There is no such sender.")
    field = "from"


class UnknownMessage(NotFound):
    code = "unknown_message"
    message = _("There is no such message.")
    field = "id"


class ConsentNotAttested(Invalid):
    code = "consent_not_attested"
    message = _("State that the recipient asked for texts.")
    field = "consent_attested"


class AlreadySent(Conflict):
    code = "already_sent"
    message = _("This text was sent already; nobody is texted twice.")


class AnsweredMeanwhile(Conflict):
    """Somebody else answered since this person looked. facts["answer"] is what they wrote."""

    code = "answered_meanwhile"
    message = _("Somebody else has answered in the meantime.")


class Repeated(Conflict):
    code = "repeated"
    message = _("This text to this number is in the batch already.")
    field = "to"


class NotUnsure(Conflict):
    code = "not_unsure"
    message = _("The fate of this message is known by now.")


BY_RULE: dict[str, type[Blocked]] = {blocked.rule: blocked for blocked in Blocked.__subclasses__()}
