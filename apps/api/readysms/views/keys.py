"""API keys (contract §1). Making and revoking them is for those who manage the workspace."""

from typing import ClassVar

from django.http import HttpRequest, HttpResponse

from apps.accounts import actions
from apps.accounts.models import ApiKey
from apps.accounts.roles import MANAGE
from apps.api.kernel import arguments
from apps.api.kernel.refusals import LacksRight
from apps.api.readysms import answers
from apps.api.readysms.read import keys as read
from apps.api.readysms.surface import ReadySms
from apps.api.readysms.write import keys as write
from apps.api.readysms.zapier import Zapier


class Keys(ReadySms):
    kind: ClassVar[ApiKey.Kind] = ApiKey.Kind.REST
    named: ClassVar[str] = "API key"  # who gives no name
    keeps_answers: ClassVar[bool] = False
    rights: ClassVar[dict[str, str]] = {"GET": MANAGE, "HEAD": MANAGE, "POST": MANAGE}

    def get(self, http: HttpRequest) -> HttpResponse:
        return answers.done([write.listed(row) for row in read.found(self.workspace, self.kind)])

    def post(self, http: HttpRequest) -> HttpResponse:
        name = arguments.text(self.body, "name") or self.named
        asks = self.principal
        row, key = actions.make_key(self.workspace, self.kind, name, asks.user, app=asks.app)
        return answers.done(write.made(row, key), 201)


class OneKey(ReadySms):
    kind: ClassVar[ApiKey.Kind] = ApiKey.Kind.REST
    rights: ClassVar[dict[str, str]] = {"DELETE": MANAGE}

    def delete(self, http: HttpRequest, pk: str) -> HttpResponse:
        row = read.one(self.workspace, self.kind, pk)
        actions.revoke(row)
        return answers.done({"id": row.pk, "deleted": True})


class ZapierKeys(Zapier, Keys):
    kind: ClassVar[ApiKey.Kind] = ApiKey.Kind.ZAPIER
    named: ClassVar[str] = "Zapier"

    def post(self, http: HttpRequest) -> HttpResponse:
        """Not by a `zap_` key: it lies with a third party, and what it made would outlive it."""
        if self.principal.kind == ApiKey.Kind.ZAPIER:
            raise LacksRight
        return super().post(http)


class OneZapierKey(Zapier, OneKey):
    kind: ClassVar[ApiKey.Kind] = ApiKey.Kind.ZAPIER
