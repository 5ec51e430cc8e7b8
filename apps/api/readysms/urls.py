"""The addresses of the ReadySMS dialect, on the root; a slash at the end is forgiven.

Under its own words it answers for what is not there, too, so that a client gets JSON and never a page.
"""

from django.http import HttpRequest, HttpResponse
from django.urls import re_path
from django.views.decorators.csrf import csrf_exempt

from apps.api.kernel.refusals import UnknownRoute
from apps.api.readysms import errors
from apps.api.readysms import zapier_urls as zapier
from apps.api.readysms.routes import route
from apps.api.readysms.views import billing, bulk, contacts, copy, keys, logs, scheduling, sending, settings

WORDS = (
    "sms",
    "campaigns",
    "drip-sequences",
    "bulk-jobs",
    "contacts",
    "billing",
    "api-keys",
    "settings",
    "ai",
    "zapier",
)


@csrf_exempt
def unknown(http: HttpRequest) -> HttpResponse:
    return errors.answer(UnknownRoute())


urlpatterns = [
    route("sms/send", sending.Send, "send"),
    route("sms/send-bulk", bulk.SendBulk, "send-bulk"),
    route("sms/schedule", scheduling.Schedule, "schedule"),
    route("sms/schedule/(?P<planned_id>[^/]+)", scheduling.OneScheduled, "scheduled-one"),
    route("sms/scheduled", scheduling.AllScheduled, "scheduled"),
    route("campaigns", bulk.Campaigns, "campaigns"),
    route("campaigns/(?P<campaign_id>[^/]+)/send", bulk.SendCampaign, "campaign-send"),
    route("drip-sequences/(?P<sequence_id>[^/]+)/enroll", bulk.Enrol, "sequence-enroll"),
    route("bulk-jobs/(?P<import_id>[^/]+)", bulk.Job, "bulk-job"),
    route("sms/logs", logs.Logs, "logs"),
    route("sms/logs/filters", logs.Filters, "log-filters"),
    route("sms/ai-generate", copy.Generate, "ai-generate"),
    route("sms/generate", copy.Generate, "ai-generate-1"),
    route("sms/ai-compose", copy.Generate, "ai-generate-2"),
    route("ai/generate", copy.Generate, "ai-generate-3"),
    route("sms/(?P<message_id>[^/]+)", logs.OneMessage, "message"),
    route("contacts", contacts.Contacts, "contacts"),
    route("contacts/tags", contacts.Tags, "tags"),
    route("contacts/import", bulk.Import, "contacts-import"),
    route("contacts/export", contacts.Export, "contacts-export"),
    route("contacts/(?P<pk>[^/]+)/timeline", contacts.Timeline, "timeline"),
    route("contacts/(?P<pk>[^/]+)", contacts.OneContact, "contact"),
    route("billing/balance", billing.Balance, "balance"),
    route("billing/transactions", billing.Transactions, "transactions"),
    route("billing/export", billing.Export, "billing-export"),
    route("api-keys", keys.Keys, "keys"),
    route("api-keys/(?P<pk>[^/]+)", keys.OneKey, "key"),
    route("settings/webhooks", settings.Webhooks, "settings-webhooks"),
    route("settings/webhooks/test", settings.Test, "settings-webhooks-test"),
    *zapier.urlpatterns,
    re_path(rf"^(?:{'|'.join(WORDS)})(?:/.*)?$", unknown, name="readysms-unknown"),
]


def is_ours(path: str) -> bool:
    """Whether a path lies under this dialect's words."""
    return path.lstrip("/").partition("/")[0] in WORDS
