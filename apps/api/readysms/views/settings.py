"""/settings/webhooks (contract §5): one address of the workspace that is told of the events it chose."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts.roles import MANAGE
from apps.api.kernel import arguments
from apps.api.readysms import answers, hooks
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import hooks as write
from apps.webhooks import actions
from apps.webhooks.refusals import UnknownSubscription


class Webhooks(ReadySms):
    rights: ClassVar[dict[str, str]] = {"PUT": MANAGE}

    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.done(write.settings(hooks.of_settings(self.workspace)))

    def put(self, http: HttpRequest) -> HttpResponse:
        """url null or "" is read as: tell nobody."""
        url = (arguments.text(self.body, "url") or "") if "url" in self.body else None
        events = (arguments.texts(self.body, "events") or []) if "events" in self.body else None
        hooks.keep_settings(self.workspace, url, events, self.principal.user)
        return self.get(http)


class Test(ReadySms):
    rights: ClassVar[dict[str, str]] = {"POST": MANAGE}

    def post(self, http: HttpRequest) -> HttpResponse:
        """A sample of one of its events, sent within seconds."""
        row = hooks.of_settings(self.workspace)
        if row is None:
            raise UnknownSubscription
        sent = actions.test(row, arguments.text(self.body, "event") or "")
        return answers.done({"url": row.url, "event": write.spelled(sent.name), "status": "pending"})
