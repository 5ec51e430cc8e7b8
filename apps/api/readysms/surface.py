"""What all addresses of this dialect have in common (contract §1)."""

from typing import ClassVar

from django.conf import settings
from django.http import HttpResponse

from apps.accounts.models import ApiKey
from apps.api.kernel.endpoint import Endpoint
from apps.api.readysms import errors
from apps.common.refusals import Refusal


class ReadySms(Endpoint):
    """`rsms_` keys everywhere; `zap_` keys are known and turned away; the rest are strangers."""

    surface: ClassVar[str] = "readysms"
    kinds: ClassVar[frozenset[str]] = frozenset({ApiKey.Kind.REST.value})
    strangers: ClassVar[frozenset[str]] = frozenset({ApiKey.Kind.ZAPIER.value})

    @property
    def most_a_minute(self) -> int:
        most: int = settings.READYSMS_RATE_PER_MINUTE
        return most

    def refused(self, refusal: Refusal) -> HttpResponse:
        return errors.answer(refusal)
