"""Zapier's test of a connection, its REST hooks and their samples (contract §7)."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import VIEW
from apps.api.kernel import arguments
from apps.api.kernel.refusals import MissingArgument
from apps.api.readysms import answers, hooks
from apps.api.readysms.read import samples
from apps.api.readysms.write import hooks as write
from apps.api.readysms.write.people import user
from apps.api.readysms.zapier import Zapier
from apps.webhooks import actions

# The contract's name, and two that other clients use.
ADDRESS_NAMES = ("target_url", "hookUrl", "targetUrl")


class AuthTest(Zapier):
    rights: ClassVar[dict[str, str]] = {"POST": VIEW}

    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.answer({"success": True, "user": user(self.principal)})

    post = get


class Subscribe(Zapier):
    def post(self, http: HttpRequest) -> HttpResponse:
        event = arguments.needed(self.body, "event").strip()
        named = next((name for name in ADDRESS_NAMES if arguments.text(self.body, name)), None)
        if named is None:
            raise MissingArgument(field="target_url")
        made = hooks.subscribe(self.workspace, self.body[named], event, self.principal.user)
        return answers.done({"id": made.pk}, 201)


class Unsubscribe(Zapier):
    def delete(self, http: HttpRequest, pk: str) -> HttpResponse:
        row = hooks.one(self.workspace, pk)
        actions.unsubscribe(row)
        return answers.done({"id": row.pk})


class Subscriptions(Zapier):
    def get(self, http: HttpRequest) -> HttpResponse:
        """A workspace has a hundred at most."""
        rows = hooks.live(self.workspace).filter(description=hooks.OF_ZAPIER)
        return answers.done([write.subscription(row) for row in rows])


class Sample(Zapier):
    def get(self, http: HttpRequest, event: str) -> HttpResponse:
        return answers.bare([samples.sample(self.workspace, event)])
