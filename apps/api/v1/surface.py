"""What all addresses of this dialect have in common (contract §§1–3)."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, ClassVar

from django.http import HttpRequest
from django.http.response import HttpResponseBase

from apps.accounts.models import ApiKey
from apps.api.kernel import bucket, idempotency, request_ids
from apps.api.kernel.bucket import Bucket, Level
from apps.api.kernel.described import Operation
from apps.api.kernel.endpoint import Endpoint
from apps.api.kernel.refusals import TooManyRequests
from apps.api.v1 import answers, errors, names
from apps.common.refusals import Refusal

# §3: 100 requests a second for a workspace, bursts to 200; campaign endpoints queue and are allowed more.
USUAL = Bucket("v1", 100, 200)
BULK = Bucket("v1-bulk", 200, 400)


class V1(Endpoint):
    """`msvs_live_` and `msvs_test_` keys. A test key stands for the sandbox; nothing here asks."""

    surface: ClassVar[str] = "v1"
    kinds: ClassVar[frozenset[str]] = frozenset({ApiKey.Kind.LIVE.value, ApiKey.Kind.TEST.value})
    bucket: ClassVar[Bucket] = USUAL
    level: Level | None = None
    asked: Mapping[str, Operation] = MappingProxyType({})  # verb → what it takes; urls.py fills it in

    def throttle(self) -> None:
        try:
            self.level = bucket.take(self.bucket, self.workspace.pk)
            self.request.rate_level = self.level  # type: ignore[attr-defined]  # for errors.crash
        except TooManyRequests as refusal:
            self.level = refusal.facts["level"]  # type: ignore[assignment]
            raise

    def done(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        def do() -> HttpResponseBase:
            try:
                self.check_names(request)
                return super(V1, self).done(request, *args, **kwargs)
            except Refusal as refusal:
                return self.refused(refusal)

        return idempotency.once(self.workspace, request, do)

    def check_names(self, http: HttpRequest) -> None:
        """Raises UnknownParameter."""
        if (asked := self.asked.get(http.method or "")) is None:
            return
        names.check_query(asked, http.GET)
        if asked.body and http.content_type != "multipart/form-data":
            names.check_body(asked, self.body)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = super().dispatch(request, *args, **kwargs)
        response["Request-Id"] = request_ids.of(request)
        level = self.level or Level(int(self.bucket.rate), self.bucket.burst, 0)
        answers.with_rate(response, level)
        return response

    def refused(self, refusal: Refusal) -> HttpResponseBase:
        return errors.refused(self.request, refusal)
