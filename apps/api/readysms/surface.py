"""What all addresses of this dialect have in common (contract §1)."""

from typing import Any, ClassVar

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase

from apps.accounts.models import ApiKey
from apps.api.kernel import idempotency
from apps.api.kernel.endpoint import Endpoint
from apps.api.kernel.principal import OAUTH
from apps.api.readysms import errors
from apps.common.refusals import Refusal


class ReadySms(Endpoint):
    """`rsms_` keys and OAuth tokens everywhere; `zap_` keys are known and turned away; the rest strangers.

    A POST with an Idempotency-Key is done once, as on v1 (the contract says nothing of it).
    """

    surface: ClassVar[str] = "readysms"
    kinds: ClassVar[frozenset[str]] = frozenset({ApiKey.Kind.REST.value, OAUTH})
    strangers: ClassVar[frozenset[str]] = frozenset({ApiKey.Kind.ZAPIER.value})

    # Whether the answer may be kept for the same request again: not one that shows a secret once.
    keeps_answers: ClassVar[bool] = True

    @property
    def most_a_minute(self) -> int:
        most: int = settings.READYSMS_RATE_PER_MINUTE
        return most

    def done(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        def do() -> HttpResponseBase:
            try:
                return super(ReadySms, self).done(request, *args, **kwargs)
            except Refusal as refusal:
                return self.refused(refusal)

        return idempotency.once(self.workspace, request, do) if self.keeps_answers else do()

    def refused(self, refusal: Refusal) -> HttpResponse:
        return errors.answer(refusal)
