"""Which keyword a text is: "pizza!", "Pizza please", "P I Z Z A" and "PÌZZA" are all PIZZA."""

from django.utils.translation import gettext_noop as _

from apps.common.sentences import shape
from apps.compliance.folding import fold, readable, tellings
from apps.compliance.lexicon import without_courtesy
from apps.compliance.words import Meaning, classify
from apps.keywords.models import Keyword
from apps.keywords.refusals import NoWord, Reserved
from apps.messaging.models import Message

# Words of data/keywords.json by which people join: messaging takes them for an opt-in, and a keyword of the
# same word may say more. START and its kin the networks keep for those who had left.
JOINING = frozenset({"join", "subscribe"})
_MEANS = shape(_("“%(word)s” is read as %(meant)s, which is reserved. Choose another word."))


def key_of(word: str) -> str:
    """The word as it is looked up: folded, without spaces. Raises NoWord."""
    key = fold(word).replace(" ", "")[:60]
    if not key:
        raise NoWord
    return key


def check_free(word: str) -> None:
    """Raises Reserved for what means STOP, START or HELP, or may be meant so."""
    reading = classify(word)
    if reading.meaning is Meaning.none or (
        reading.meaning is Meaning.opt_in and reading.matched in JOINING and reading.exact
    ):
        return
    meant = {Meaning.opt_out: "STOP", Meaning.opt_in: "START", Meaning.help: "HELP", Meaning.review: "STOP"}
    raise Reserved(_MEANS % {"word": word[:40], "meant": meant[reading.meaning]})


def find(message: Message) -> Keyword | None:
    """The active keyword that this text is: the sender's own before one of all senders."""
    keys = _keys(message.body)
    if not keys:
        return None
    rows = Keyword.objects.of(message.workspace_id).filter(key__in=keys, is_on=True)
    active = [row for row in rows if row.is_active(message.created_at)]
    mine = [row for row in active if row.sender_id == message.sender_id]
    return next(iter(mine or [row for row in active if row.sender_id is None]), None)


def _keys(body: str) -> set[str]:
    folded = fold(readable(body))
    if not folded or len(folded) > 200:
        return set()
    said = {*tellings(folded), without_courtesy(folded)}
    return {one.replace(" ", "")[:60] for one in said if one}
