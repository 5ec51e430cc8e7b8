"""Every refusal in the words of this dialect (contract §2): status, and the code where it is not our own.

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
from apps.lists import refusals as lists
from apps.messaging import refusals as messaging
from apps.webhooks import refusals as webhooks

# Status → type of the envelope (§2). What is not here is an invalid_request_error.
TYPES = {
    401: "authentication_error",
    402: "insufficient_credits_error",
    403: "permission_error",
    404: "not_found_error",
    409: "conflict_error",
    422: "compliance_error",
    429: "rate_limit_error",
}


@dataclass(frozen=True, slots=True)
class Said:
    """code "": the refusal's own. param: where the refusal's own field has another name here."""

    status: int
    code: str = ""
    message: str = ""
    param: str | None = None


TABLE: dict[type[Refusal], Said] = {
    kernel.MissingCredential: Said(401, "api_key_missing", "Missing API key."),
    kernel.BadCredential: Said(401, "api_key_invalid", "Invalid or missing API key."),
    kernel.RevokedCredential: Said(401, "api_key_revoked", "This API key was revoked."),
    kernel.WrongSurface: Said(401, "api_key_invalid", "This key is for another API."),
    kernel.TooManyRequests: Said(429, "rate_limited", "Too many requests."),
    kernel.UnknownRoute: Said(404, "resource_missing", "There is nothing at this address."),
    kernel.WrongVerb: Said(405, "method_not_allowed", "This address does not take this verb."),
    kernel.WrongContentType: Said(415, "content_type_invalid"),
    kernel.BodyTooLarge: Said(413, "body_too_large"),
    kernel.BadBody: Said(400, "json_invalid", "The body is not a JSON object."),
    kernel.MissingArgument: Said(400, "parameter_missing", "Missing required parameter: '{param}'."),
    kernel.BadArgument: Said(400, "parameter_invalid"),
    kernel.KeyReused: Said(409, "idempotency_key_reused"),
    messaging.WorkspaceSuspended: Said(403, "workspace_suspended"),
    messaging.RegionBlocked: Said(422, "region_blocked"),
    messaging.OptedOut: Said(422, "contact_opted_out"),
    messaging.DoNotDisturb: Said(422, "contact_opted_out"),
    messaging.Blacklisted: Said(422, "dnc_listed"),
    messaging.UnderReview: Said(422, "contact_under_review"),
    messaging.NoConsent: Said(422, "contact_not_opted_in"),
    messaging.QuietHours: Said(422, "quiet_hours"),
    messaging.EmptyBody: Said(400, "body_empty"),
    messaging.BodyTooLong: Said(400, "body_too_long"),
    messaging.NoSender: Said(409, "sender_missing"),
    messaging.UnknownSender: Said(400, "parameter_invalid", "There is no such sender.", "from"),
    messaging.AlreadySent: Said(409),
    messaging.NotUnsure: Said(409),
    contacts.InvalidPhone: Said(400, "phone_number_invalid"),
    contacts.ContactExists: Said(409, "contact_exists"),
    contacts.InvalidEmail: Said(400, "parameter_invalid"),
    contacts.InvalidAttributes: Said(400, "parameter_invalid"),
    contacts.InvalidValue: Said(400, "parameter_invalid"),
    contacts.InvalidStatus: Said(400, "parameter_invalid"),
    money.InsufficientCredits: Said(402),
    lists.ListIsSynced: Said(409, "list_not_static"),
    webhooks.BadUrl: Said(400, "url_invalid"),
    webhooks.UnknownEvents: Said(400, "event_type_unknown"),
}
FAMILIES: dict[type[Refusal], Said] = {
    imports.FileRefused: Said(400),
    messaging.Blocked: Said(422),
    common.NotFound: Said(404, "resource_missing"),
    common.Conflict: Said(409),
    common.Forbidden: Said(403),
    common.Invalid: Said(400),
}
