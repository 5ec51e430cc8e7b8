"""The ways webhooks says no."""

from django.utils.translation import gettext_noop as _

from apps.common.refusals import Conflict, Invalid, NotFound


class BadUrl(Invalid):
    code = "url_invalid"
    message = _("This is not an address that can be told: it needs https:// and a public host.")
    field = "url"


class UnknownEvents(Invalid):
    code = "event_type_unknown"
    message = _("There is no such event.")
    field = "events"


class BadSecret(Invalid):
    code = "secret_invalid"
    message = _("A secret has 16 to 200 visible characters.")
    field = "secret"


class TooMany(Conflict):
    code = "webhooks_too_many"
    message = _("A workspace has at most 100 webhooks.")


class NothingToReplay(Conflict):
    code = "nothing_to_replay"
    message = _("Nothing matches.")


class NotEnabled(Conflict):
    code = "webhook_not_enabled"
    message = _("This webhook is switched off: switch it on first.")


class UnknownEvent(NotFound):
    """Asked for by name, where UnknownEvents is about a list of them."""

    code = "event_unknown"
    message = _("There is no such event.")
    field = "event"


class UnknownSubscription(NotFound):
    code = "webhook_unknown"
    message = _("There is no such webhook.")
    field = "id"
