"""The addresses of the v1 dialect; a slash at the end is forgiven."""

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, re_path
from django.views import View
from django.views.decorators.csrf import csrf_exempt

from apps.api.kernel.refusals import UnknownRoute
from apps.api.v1 import errors
from apps.api.v1.views import (
    campaign_people,
    campaigns,
    contacts,
    conversations,
    events,
    lists,
    messages,
    permits,
    segments,
    sequences,
    tags,
    templates,
    webhooks,
)
from apps.api.v1.views.credits import Credits

ID = r"(?P<public_id>[^/]+)"


@csrf_exempt
def unknown(http: HttpRequest) -> HttpResponse:
    return errors.refused(http, UnknownRoute())


def route(address: str, view: type[View], name: str) -> URLPattern:
    return re_path(rf"^v1/{address}/?$", view.as_view(), name=f"v1-{name}")


urlpatterns = [
    route("messages", messages.Messages, "messages"),
    route(f"messages/{ID}", messages.OneMessage, "message"),
    route(f"messages/{ID}/cancel", messages.Cancel, "message-cancel"),
    route("campaigns", campaigns.Campaigns, "campaigns"),
    route(f"campaigns/{ID}", campaigns.OneCampaign, "campaign"),
    route(f"campaigns/{ID}/cancel", campaigns.Cancel, "campaign-cancel"),
    route(f"campaigns/{ID}/launch", campaigns.Launch, "campaign-launch"),
    route(f"campaigns/{ID}/pause", campaigns.Pause, "campaign-pause"),
    route(f"campaigns/{ID}/resume", campaigns.Resume, "campaign-resume"),
    route(f"campaigns/{ID}/dry_run", campaign_people.DryRuns, "campaign-dry-run"),
    route(f"campaigns/{ID}/recipients", campaign_people.Recipients, "campaign-recipients"),
    route(f"campaigns/{ID}/explain", campaign_people.Explain, "campaign-explain"),
    route("contacts", contacts.Contacts, "contacts"),
    route(f"contacts/{ID}", contacts.OneContact, "contact"),
    route(f"contacts/{ID}/opt_out", contacts.OptOut, "contact-opt-out"),
    route("lists", lists.Lists, "lists"),
    route(f"lists/{ID}", lists.OneList, "list"),
    route(f"lists/{ID}/contacts", lists.Members, "list-contacts"),
    route(f"lists/{ID}/contacts/(?P<contact_id>[^/]+)", lists.OneMember, "list-contact"),
    route(f"contacts/{ID}/tags", tags.ContactTags, "contact-tags"),
    route(f"contacts/{ID}/explain", permits.ContactExplain, "contact-explain"),
    route("tags", tags.Tags, "tags"),
    route("stages", tags.Stages, "stages"),
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
    route("conversations", conversations.Conversations, "conversations"),
    route(f"conversations/{ID}", conversations.OneConversation, "conversation"),
    route(f"conversations/{ID}/messages", conversations.ThreadMessages, "conversation-messages"),
    route("credits", Credits, "credits"),
    route("events", events.Events, "events"),
    route("webhooks", webhooks.Webhooks, "webhooks"),
    route(f"webhooks/{ID}", webhooks.OneWebhook, "webhook"),
    route(f"webhooks/{ID}/rotate_secret", webhooks.Rotate, "webhook-rotate"),
    re_path(r"^v1(?:/.*)?$", unknown, name="v1-unknown"),
]


def is_ours(path: str) -> bool:
    """Whether a path lies under this dialect."""
    return path.lstrip("/").partition("/")[0] == "v1"
