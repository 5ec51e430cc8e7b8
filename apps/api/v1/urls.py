"""The addresses of the v1 dialect; a slash at the end is forgiven."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from apps.api.kernel import request_ids
from apps.api.kernel.refusals import UnknownRoute
from apps.api.v1 import errors
from apps.api.v1.described.table import TABLE
from apps.api.v1.views import (
    approvals,
    campaign_people,
    campaigns,
    contacts,
    conversations,
    events,
    fields,
    imports,
    keywords,
    lists,
    messages,
    permits,
    segments,
    sequences,
    tags,
    templates,
    webhook_log,
    webhooks,
)
from apps.api.v1.views.credits import Credits

ID = r"(?P<public_id>[^/]+)"


@csrf_exempt
def unknown(http: HttpRequest) -> HttpResponse:
    response = errors.refused(http, UnknownRoute())
    response["Request-Id"] = response["X-Request-Id"] = request_ids.of(http)
    return response


def route(address: str, view: type[View], name: str) -> URLPattern:
    asked = {verb: operation for (of, verb), operation in TABLE.items() if of == name}
    return re_path(rf"^v1/{address}/?$", view.as_view(asked=asked), name=f"v1-{name}")


urlpatterns = [
    route("messages", messages.Messages, "messages"),
    route(f"messages/{ID}", messages.OneMessage, "message"),
    route(f"messages/{ID}/cancel", messages.Cancel, "message-cancel"),
    route("campaigns", campaigns.Campaigns, "campaigns"),
    route(f"campaigns/{ID}", campaigns.OneCampaign, "campaign"),
    route(f"campaigns/{ID}/cancel", campaigns.Cancel, "campaign-cancel"),
    route(f"campaigns/{ID}/launch", campaigns.Launch, "campaign-launch"),
    route(f"campaigns/{ID}/approval", approvals.Approvals, "campaign-approval"),
    route(f"campaigns/{ID}/pause", campaigns.Pause, "campaign-pause"),
    route(f"campaigns/{ID}/resume", campaigns.Resume, "campaign-resume"),
    route(f"campaigns/{ID}/dry_run", campaign_people.DryRuns, "campaign-dry-run"),
    route(f"campaigns/{ID}/recipients", campaign_people.Recipients, "campaign-recipients"),
    route(f"campaigns/{ID}/explain", campaign_people.Explain, "campaign-explain"),
    route("contacts", contacts.Contacts, "contacts"),
    route(f"contacts/{ID}", contacts.OneContact, "contact"),
    route(f"contacts/{ID}/merge", contacts.Merge, "contact-merge"),
    route(f"contacts/{ID}/opt_out", contacts.OptOut, "contact-opt-out"),
    route("lists", lists.Lists, "lists"),
    route(f"lists/{ID}", lists.OneList, "list"),
    route(f"lists/{ID}/contacts", lists.Members, "list-contacts"),
    route(f"lists/{ID}/contacts/(?P<contact_id>[^/]+)", lists.OneMember, "list-contact"),
    route(f"contacts/{ID}/tags", tags.ContactTags, "contact-tags"),
    route(f"contacts/{ID}/explain", permits.ContactExplain, "contact-explain"),
    route("tags", tags.Tags, "tags"),
    route("stages", tags.Stages, "stages"),
    route("fields", fields.Fields, "fields"),
    route(f"fields/{ID}", fields.OneField, "field"),
    route("segments", segments.Segments, "segments"),
    route(f"segments/{ID}", segments.OneSegment, "segment"),
    route(f"segments/{ID}/count", segments.Count, "segment-count"),
    route("templates", templates.Templates, "templates"),
    route(f"templates/{ID}", templates.OneTemplate, "template"),
    route("senders", templates.Senders, "senders"),
    route(f"senders/{ID}", templates.OneSender, "sender"),
    route("suppressions", permits.Suppressions, "suppressions"),
    route(f"suppressions/{ID}", permits.OneSuppression, "suppression"),
    route("consents", permits.Consents, "consents"),
    route("sequences", sequences.Sequences, "sequences"),
    route(f"sequences/{ID}", sequences.OneSequence, "sequence"),
    route(f"sequences/{ID}/enrolments", sequences.AllEnrolments, "enrolments"),
    route(f"sequences/{ID}/enrolments/(?P<enrolment_id>[^/]+)", sequences.OneEnrolment, "enrolment"),
    route(f"sequences/{ID}/jobs", sequences.AllJobs, "sequence-jobs"),
    route(f"sequences/{ID}/jobs/(?P<job_id>[^/]+)", sequences.OneJob, "sequence-job"),
    route(f"sequences/{ID}/jobs/(?P<job_id>[^/]+)/stop", sequences.StopJob, "sequence-job-stop"),
    route(f"sequences/{ID}/jobs/(?P<job_id>[^/]+)/resume", sequences.ResumeJob, "sequence-job-resume"),
    route("imports", imports.Imports, "imports"),
    route(f"imports/{ID}", imports.OneImport, "import"),
    route(f"imports/{ID}/rejected", imports.Rejected, "import-rejected"),
    route(f"imports/{ID}/start", imports.Start, "import-start"),
    route(f"imports/{ID}/stop", imports.Stop, "import-stop"),
    route(f"imports/{ID}/resume", imports.Resume, "import-resume"),
    route(f"imports/{ID}/undo", imports.Undo, "import-undo"),
    route("keywords", keywords.Keywords, "keywords"),
    route(f"keywords/{ID}", keywords.OneKeyword, "keyword"),
    route(f"keywords/{ID}/uses", keywords.Uses, "keyword-uses"),
    route("conversations", conversations.Conversations, "conversations"),
    route(f"conversations/{ID}", conversations.OneConversation, "conversation"),
    route(f"conversations/{ID}/notes", conversations.Notes, "conversation-notes"),
    route(f"conversations/{ID}/messages", conversations.ThreadMessages, "conversation-messages"),
    route("credits", Credits, "credits"),
    route("events", events.Events, "events"),
    route("webhooks", webhooks.Webhooks, "webhooks"),
    route(f"webhooks/{ID}", webhooks.OneWebhook, "webhook"),
    route(f"webhooks/{ID}/rotate_secret", webhooks.Rotate, "webhook-rotate"),
    route(f"webhooks/{ID}/enable", webhook_log.Enable, "webhook-enable"),
    route(f"webhooks/{ID}/disable", webhook_log.Disable, "webhook-disable"),
    route(f"webhooks/{ID}/test", webhook_log.Test, "webhook-test"),
    route(f"webhooks/{ID}/replay", webhook_log.Replay, "webhook-replay"),
    route(f"webhooks/{ID}/deliveries", webhook_log.Deliveries, "webhook-deliveries"),
    route(f"webhooks/{ID}/deliveries/(?P<delivery_id>[^/]+)", webhook_log.OneDelivery, "webhook-delivery"),
    re_path(r"^v1(?:/.*)?$", unknown, name="v1-unknown"),
]


def is_ours(path: str) -> bool:
    """Whether a path lies under this dialect."""
    return path.lstrip("/").partition("/")[0] == "v1"
