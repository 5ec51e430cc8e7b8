"""The ways the HTTP side itself says no. Every dialect maps them beside those of the domain."""

from apps.common.refusals import Conflict, Forbidden, Invalid, NotFound, Refusal


class MissingCredential(Refusal):
    code = "missing_credential"
    message = "Send an API key."


class BadCredential(Refusal):
    """Unknown, revoked, or of a kind that this dialect does not speak."""

    code = "bad_credential"
    message = "The credential is not valid."


class RevokedCredential(BadCredential):
    """A key that worked once."""

    message = "The key was revoked."


class WrongSurface(Forbidden):
    code = "wrong_surface"
    message = "This key is for another API."


class ForgedForm(Forbidden):
    """A browser session without its CSRF token."""

    code = "csrf_failed"
    message = "The request does not come from our own page."


class LacksRight(Forbidden):
    code = "lacks_right"
    message = "Your role does not allow this."


class TooManyRequests(Refusal):
    """facts: retry_after, whole seconds."""

    code = "too_many_requests"
    message = "Too many requests."


class KeyReused(Conflict):
    code = "idempotency_key_reused"
    message = "This Idempotency-Key was used with another request."


class UnknownRoute(NotFound):
    code = "unknown_route"
    message = "There is nothing at this address."


class WrongVerb(Refusal):
    """facts: allowed, the verbs that this address has."""

    code = "wrong_verb"
    message = "This address does not take this verb."


class WrongContentType(Invalid):
    code = "wrong_content_type"
    message = "Content-Type must be application/json."


class BodyTooLarge(Invalid):
    code = "body_too_large"
    message = "The request body is too large."


class BadBody(Invalid):
    code = "bad_body"
    message = "The body is not a JSON object."


class MissingArgument(Invalid):
    code = "missing_argument"
    message = "A required argument is missing."


class BadArgument(Invalid):
    """The message names the argument and says what it must be."""

    code = "bad_argument"


class UnknownContact(NotFound):
    code = "unknown_contact"
    message = "There is no such contact."
    field = "id"


class UnknownConversation(NotFound):
    code = "unknown_conversation"
    message = "There is no such conversation."
    field = "conversation_id"


class UnknownKey(NotFound):
    code = "unknown_key"
    message = "There is no such key."
    field = "id"


class UnknownCampaign(NotFound):
    code = "unknown_campaign"
    message = "There is no such campaign."
    field = "id"


class UnknownList(NotFound):
    code = "unknown_list"
    message = "There is no such list."
    field = "list_id"


class UnknownSegment(NotFound):
    code = "unknown_segment"
    message = "There is no such segment."
    field = "segment_id"
