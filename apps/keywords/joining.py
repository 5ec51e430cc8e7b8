"""What a keyword does about consent. The inbound text is the evidence.

Who had left comes back by a keyword that records consent at once, as by START: texting a published join word
is a new consent (docs/adr/0012). Toll-free numbers are the exception, whose network opens for START alone.
A keyword that asks first, or records nothing, brings nobody back, and who stands opted out gets no answer.
"""

from typing import Any

from apps.accounts.models import Workspace
from apps.common.ids import Maker
from apps.compliance import actions as compliance
from apps.compliance import queries
from apps.compliance.statements import Statement
from apps.compliance.words import Meaning, classify
from apps.keywords import texting
from apps.keywords.models import Keyword, Use
from apps.messaging.answers import may_return_by_yes
from apps.messaging.models import Message
from apps.senders.models import Sender

Consent = Keyword.Consent
Outcome = Use.Outcome
_new_message = Maker("msg")


def is_out(message: Message) -> bool:
    return queries.is_out(message.workspace_id, message.phone, message.sender_id)


def may_use(keyword: Keyword, message: Message) -> bool:
    """Whether this person may be answered: they are not out, or the keyword brings them back."""
    if not is_out(message):
        return True
    return keyword.consent == Consent.SINGLE and may_return_by_yes(message.sender)


def join(keyword: Keyword, message: Message) -> None:
    """Record the consent, unless messaging did already: JOIN is an opt-in by itself."""
    reading = classify(message.body)
    if reading.meaning is Meaning.opt_in and not reading.ambiguous:
        return
    compliance.opt_in(
        message.workspace_id,
        message.phone,
        source="keyword",
        evidence=_evidence(keyword, message),
        contact_id=message.contact_id,
        subject=message.contact.public_id,
        sender=_scope(message),
    )


def ask(keyword: Keyword, message: Message) -> tuple[str, str]:
    """Ask for the YES; answers (outcome, why the question could not be sent).

    Who has confirmed already is done at once. Who was asked and did not answer is asked again; the ledger
    holds the first question.
    """
    question_id = _new_message()
    said = Statement(
        message.phone,
        message.contact_id,
        {**_evidence(keyword, message), "double_opt_in_message_id": question_id},
        message.sent_at,
        source=f"keyword {keyword.word}",
        subject=message.contact.public_id,
    )
    asked = compliance.ask_consent(message.workspace_id, [said], channel="keyword")
    if not asked and message.phone not in queries.pending(message.workspace_id, [message.phone]):
        return Outcome.DONE, ""
    text = question(keyword, message.workspace)
    return Outcome.ASKED, texting.answer(message, text, keyword.public_id, public_id=question_id)


def question(keyword: Keyword, workspace: Workspace) -> str:
    """What we ask before somebody has joined."""
    plain = "reply YES to get texts from us. Message and data rates may apply. Reply STOP to leave."
    return keyword.question or f"{workspace.brand}: {plain}".replace("{", "(").replace("}", ")")


def _evidence(keyword: Keyword, message: Message) -> dict[str, Any]:
    return {"message": message.public_id, "text": message.body[:500], "keyword": keyword.word}


def _scope(message: Message) -> Sender | None:
    ends_one = message.workspace.opt_out_scope == Workspace.OptOutScope.SENDER
    return message.sender if ends_one else None
