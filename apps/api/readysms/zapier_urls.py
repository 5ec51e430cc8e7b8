"""The addresses under /zapier, with the other spellings that the contract names (§6 to §10)."""

from django.urls import URLPattern
from django.views import View

from apps.api.readysms.routes import route
from apps.api.readysms.views import keys
from apps.api.readysms.views import zapier_actions as actions
from apps.api.readysms.views import zapier_hooks as hooks
from apps.api.readysms.views import zapier_lists as lists

PK = "(?P<pk>[^/]+)"
SEARCHES = ("search/contact", "search/contacts", "searches/contact", "searches/contacts")


def _also(addresses: tuple[str, ...], view: type[View], name: str) -> list[URLPattern]:
    """One view at several addresses; the first is the contract's own and has the plain name."""
    return [
        route(f"zapier/{address}", view, f"{name}-{place}" if place else name)
        for place, address in enumerate(addresses)
    ]


def _action(name: str, view: type[View]) -> list[URLPattern]:
    """`_` does for `-`."""
    return _also((f"actions/{name}", f"actions/{name.replace('-', '_')}"), view, f"zapier-{name}")


urlpatterns = [
    *_also(("auth/test", "oauth/me", "oauth/test", "me"), hooks.AuthTest, "zapier-auth-test"),
    route("zapier/subscribe", hooks.Subscribe, "zapier-subscribe"),
    *_also((f"subscribe/{PK}", f"unsubscribe/{PK}"), hooks.Unsubscribe, "zapier-unsubscribe"),
    route("zapier/subscriptions", hooks.Subscriptions, "zapier-subscriptions"),
    route("zapier/sample/(?P<event>[^/]+)", hooks.Sample, "zapier-sample"),
    route("zapier/api-keys", keys.ZapierKeys, "zapier-keys"),
    route(f"zapier/api-keys/{PK}", keys.OneZapierKey, "zapier-key"),
    *_action("send-sms", actions.SendSms),
    *_action("create-contact", actions.CreateContact),
    *_action("update-contact", actions.UpdateContact),
    *_action("add-tag", actions.AddTag),
    *_action("remove-tag", actions.RemoveTag),
    *_action("update-stage", actions.UpdateStage),
    *_action("set-dnd", actions.SetDnd),
    *_action("enroll-sequence", actions.EnrollSequence),
    *_also(SEARCHES, lists.SearchContact, "zapier-search"),
    route("zapier/dropdowns/tags", lists.Tags, "zapier-tags"),
    route("zapier/dropdowns/contacts", lists.Contacts, "zapier-contacts"),
    route("zapier/dropdowns/phone-numbers", lists.PhoneNumbers, "zapier-phone-numbers"),
    route("zapier/dropdowns/sequences", lists.Sequences, "zapier-sequences"),
    route("zapier/dropdowns/stages", lists.Stages, "zapier-stages"),
]
