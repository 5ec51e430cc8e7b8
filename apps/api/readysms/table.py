"""Every refusal in the words of this dialect: status, error and error_code of the contract, or our own.

TABLE holds those that the contract has words for. FAMILIES answer the others by their kind; a test fails
for a refusal of no kind that stands nowhere.
"""

from dataclasses import dataclass

from apps.api.kernel import refusals as kernel
from apps.common import refusals as common
from apps.common.refusals import Refusal
from apps.contacts import refusals as contacts
from apps.credits import refusals as money
from apps.imports import refusals as imports
from apps.messaging import refusals as messaging
from apps.messaging.scheduled import refusals as scheduled
from apps.sequences import refusals as sequences
from apps.webhooks import refusals as webhooks

OWN = "own"
ATTEST = "API sends require `consent_attested: true` in the request body"
ATTEST_MORE = ": state with every send that the recipient agreed to be texted by you."


@dataclass(frozen=True, slots=True)
class Said:
    """error "": the refusal's own sentence. code "": the contract has none for this; OWN: the refusal's."""

    status: int
    error: str = ""
    code: str = ""


TABLE: dict[type[Refusal], Said] = {
    # §0 and §1
    kernel.UnknownRoute: Said(404, "Not found"),
    kernel.BadBody: Said(400, "Invalid JSON body"),
    kernel.WrongVerb: Said(405, "Method not allowed"),
    kernel.MissingCredential: Said(401, "Missing API key or access token"),
    kernel.BadCredential: Said(401, "Invalid or expired credentials"),
    kernel.RevokedCredential: Said(401, "Invalid or expired credentials"),
    kernel.WrongSurface: Said(
        403, "This API key can only be used with /zapier endpoints", "zapier_scope_only"
    ),
    messaging.WorkspaceSuspended: Said(403, "Account is suspended", "account_suspended"),
    kernel.TooManyRequests: Said(429, "Too many requests"),
    kernel.ForgedForm: Said(403, "CSRF token missing or incorrect", "csrf_failed"),
    kernel.LacksRight: Said(403, "", "forbidden"),
    kernel.WrongContentType: Said(415, "Content-Type must be application/json", "wrong_content_type"),
    kernel.BodyTooLarge: Said(413, "Request body is too large", "body_too_large"),
    kernel.MissingArgument: Said(400, "{field} is required"),
    kernel.BadArgument: Said(400),
    # §2
    messaging.ConsentNotAttested: Said(403, ATTEST + ATTEST_MORE, "api_consent_attested_required"),
    contacts.InvalidPhone: Said(400, "Invalid phone number", "invalid_phone"),
    messaging.BodyTooLong: Said(400, "Message exceeds 1600 characters", "message_too_long"),
    messaging.EmptyBody: Said(400, "Message is empty for this recipient", "message_empty"),
    messaging.UnknownSender: Said(404, "Phone number not found"),
    messaging.NoSender: Said(400, "No active phone number on this account", "no_phone_number"),
    messaging.OptedOut: Said(403, "Recipient has opted out of SMS", "recipient_opted_out"),
    messaging.DoNotDisturb: Said(403, "Recipient has SMS do-not-disturb on", "recipient_dnd"),
    messaging.Blacklisted: Said(403, "Recipient is on your do-not-contact list", "recipient_dnc"),
    messaging.UnderReview: Said(403, "", "recipient_under_review"),
    messaging.NoConsent: Said(403, "", "no_consent"),
    messaging.RegionBlocked: Said(403, "", "region_blocked"),
    messaging.QuietHours: Said(422, "Outside the recipient's allowed hours", "quiet_hours"),
    money.InsufficientCredits: Said(402, "Insufficient credits", "insufficient_credits"),
    messaging.UnknownMessage: Said(404, "Message not found"),
    kernel.UnknownConversation: Said(404, "Conversation not found"),
    messaging.NotUnsure: Said(409, "", "not_unsure"),
    messaging.Repeated: Said(409, "This recipient is in the batch already", "repeated"),
    kernel.UnknownCampaign: Said(404, "Campaign not found"),
    kernel.UnknownList: Said(404, "List not found"),
    kernel.UnknownSegment: Said(404, "Segment not found"),
    imports.UnknownImport: Said(404, "Job not found"),
    scheduled.UnknownScheduled: Said(404, "Scheduled message not found"),
    scheduled.NoLongerPlanned: Said(409, "Message is no longer scheduled", "not_scheduled"),
    scheduled.TooFarAhead: Said(400, "scheduled_at must be within a year", "scheduled_too_far_ahead"),
    # §3
    kernel.UnknownContact: Said(404, "Contact not found"),
    contacts.ContactExists: Said(409, "A contact with this phone already exists", "contact_exists"),
    contacts.InvalidEmail: Said(400, "Invalid email"),
    contacts.InvalidAttributes: Said(
        400, "custom_fields must be an object of short values", "invalid_custom_fields"
    ),
    contacts.InvalidStatus: Said(400, "status must be active or archived", "invalid_status"),
    # §1, keys
    kernel.UnknownKey: Said(404, "API key not found"),
    # §5 to §8
    webhooks.UnknownEvents: Said(400, "Invalid event"),
    webhooks.BadUrl: Said(400, "{field} must be an https:// address on a public host", "invalid_url"),
    webhooks.UnknownEvent: Said(404, "Unknown event"),
    webhooks.UnknownSubscription: Said(404, "Subscription not found"),
    sequences.UnknownSequence: Said(404, "Sequence not found"),
    sequences.AlreadyEnrolled: Said(409, "Contact is already enrolled in this sequence", "already_enrolled"),
}
# No words in the contract: our sentence and code, under the status of the kind.
FAMILIES: dict[type[Refusal], Said] = {
    messaging.Blocked: Said(403, code=OWN),
    # Whatever is wrong with a file, its sentence says it and its code names it.
    imports.FileRefused: Said(400, code=OWN),
    common.Invalid: Said(400, code=OWN),
    common.Conflict: Said(409, code=OWN),
    common.NotFound: Said(404, "Not found"),
    common.Forbidden: Said(403, code=OWN),
}
