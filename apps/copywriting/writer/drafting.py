"""Three texts for a description: by a model where one is configured, by the built-in writer where not, or
where the model is late, out of order, or has written enough for today."""

import logging
from dataclasses import dataclass

from django.conf import settings

from apps.accounts.models import Workspace
from apps.copywriting.writer import allowance, asking, checking
from apps.copywriting.writer.asking import NoAnswer
from apps.copywriting.writer.compose import COUNT, LONGEST, variants

BUILT_IN, MODEL, BOTH = "built-in", "model", "model, built-in"
logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Copy:
    """writer: who wrote. why: in a word, why no model did though one is configured (timeout, error, unusable,
    daily_limit)."""

    texts: list[str]
    writer: str
    why: str = ""


def draft(workspace: Workspace, description: str) -> Copy:
    """Each with {first_name}, one GSM part, and a sentence with STOP at its end."""
    own = variants(description)
    if not asking.is_configured():
        return Copy(own, BUILT_IN)
    if not allowance.take(workspace, settings.COPYWRITER_DAILY_LIMIT):
        return Copy(own, BUILT_IN, "daily_limit")
    try:
        found = checking.texts(asking.ask(description[:LONGEST]), description)[:COUNT]
    except NoAnswer as no:
        logger.warning("The copywriter's model gave no answer (%s); the built-in writer wrote", no)
        return Copy(own, BUILT_IN, str(no))
    if not found:
        return Copy(own, BUILT_IN, "unusable")
    return Copy([*found, *own[len(found) :]], MODEL if len(found) == COUNT else BOTH)
