"""The gate of the screening providers."""

import logging
from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from functools import cache
from typing import Protocol, cast

from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.translation import gettext_noop as _

from apps.accounts.models import Workspace
from apps.common.sentences import shape
from apps.compliance.screening.contract import Asked, Provider, ProviderDown
from apps.compliance.standing import NOTHING, standings
from apps.compliance.timing import ANSWERS
from apps.compliance.verdicts import Hold, Refuse, Verdict, facts

RULE = "screened"
ASK_AGAIN = timedelta(minutes=10)
logger = logging.getLogger(__name__)


class Screenable(Protocol):
    """What this gate knows of a text."""

    @property
    def phone(self) -> str: ...
    @property
    def kind(self) -> str: ...


def screened(workspace: Workspace, batch: Sequence[Screenable], now: datetime) -> list[Verdict]:
    """Every provider is asked about all who did not write first; one out of reach holds the batch."""
    verdicts: list[Verdict] = [None] * len(batch)
    providers = _providers(tuple(settings.SCREENING_PROVIDERS))
    asked = [place for place, one in enumerate(batch) if one.kind not in ANSWERS] if providers else []
    if not asked:
        return verdicts
    questions = _questions(workspace, {batch[place].phone for place in asked}, providers)
    for provider in providers:
        found = _answers(provider, questions)
        for place in asked:
            answer = _verdict(provider, found, batch[place].phone, now)
            if isinstance(answer, Refuse) or verdicts[place] is None:
                verdicts[place] = answer
    return verdicts


@cache
def _providers(paths: tuple[str, ...]) -> tuple[Provider, ...]:
    return tuple(cast(Provider, import_string(path)()) for path in paths)


def _questions(workspace: Workspace, phones: set[str], providers: Sequence[Provider]) -> list[Asked]:
    wanted = any(provider.wants_since for provider in providers)
    known = standings(workspace.pk, phones) if wanted else {}
    return [Asked(phone, known.get(phone, NOTHING).since) for phone in sorted(phones)]


def _answers(provider: Provider, questions: Sequence[Asked]) -> Mapping[str, str] | None:
    """None: it cannot answer. Whatever it fails with, the others' texts go on and these wait."""
    try:
        return provider.screen(questions)
    except ProviderDown as down:
        logger.warning("Screening by %s is out of reach: %s", provider.name, down)
    except Exception:
        logger.exception("Screening by %s failed", provider.name)
    return None


_SILENT = shape(_("%(provider)s cannot be asked now."))


def _verdict(provider: Provider, found: Mapping[str, str] | None, phone: str, now: datetime) -> Verdict:
    told = facts(provider=provider.name)
    if found is None:
        return Hold(RULE, now + ASK_AGAIN, _SILENT % {"provider": provider.name}, inputs=told)
    return Refuse(RULE, f"{provider.name}: {found[phone]}"[:200], False, told) if phone in found else None
