"""What all addresses under /zapier have in common: `zap_` keys open them as `rsms_` keys do (contract §1)."""

from typing import ClassVar

from apps.accounts.models import ApiKey
from apps.api.readysms.surface import ReadySms


class Zapier(ReadySms):
    kinds: ClassVar[frozenset[str]] = ReadySms.kinds | {ApiKey.Kind.ZAPIER.value}
    strangers: ClassVar[frozenset[str]] = frozenset()
