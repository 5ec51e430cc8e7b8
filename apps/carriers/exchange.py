"""One HTTP request to a carrier, and the one place that says what each way of failing means.

A text may be offered again only when the carrier certainly has not taken it. So: no connection, nothing
left, refused and retryable; anything that goes wrong later, unsure.
"""

import re
from collections.abc import Mapping
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from django.utils.translation import gettext_noop as _

from apps.carriers.contract import header
from apps.carriers.outcomes import Refused, Unsure
from apps.carriers.wire.client import Client
from apps.carriers.wire.faults import BadAddress, Broken, NotConnected, NotInTime
from apps.carriers.wire.reader import Answer
from apps.common.sentences import shape

__all__ = ["ACCOUNT_FAULT_SECONDS", "Answer", "ask", "failure", "open_session", "retry_after"]

# Wrong address, wrong key: it is the account that is wrong, not the text. Ask again when it may be mended.
ACCOUNT_FAULT_SECONDS = 60.0
ACCOUNT_FAULTS = frozenset({301, 302, 303, 307, 308, 401, 404, 405, 407})
TRY_AGAIN = frozenset({408, 425})
RETRY_AFTER_MOST = 3600.0
_NO_CONNECTION = shape(_("No connection to the carrier (%(fault)s)."))
_BROKE = shape(_("The connection broke before the carrier answered (%(fault)s)."))
_ANSWERED = shape(_("The carrier answered %(status)s: %(text)s"))


def open_session() -> Client:
    """A client for one event loop: connections are kept, no cookies, no proxy from the environment.

    Connecting may take 5 s and all of it 15 s: the connect limit is the shorter one, so that a carrier
    that cannot be reached is known as such and not taken for one that did not answer.
    """
    return Client(connect_seconds=5.0, total_seconds=15.0)


async def ask(
    session: Client,
    method: str,
    url: str,
    headers: Mapping[str, str],
    body: bytes | None = None,
) -> Answer | Refused | Unsure:
    """Make one request. The texts name the fault and never the URL or the headers: those hold secrets."""
    if any(not _CLEAN(value) for value in headers.values()):
        return Refused("bad_header", _("A value holds a line break, which no header can."), retryable=False)
    try:
        return await session.request(method, url, headers, body)
    except BadAddress:
        return Refused("bad_address", _("The address of the carrier is not a web address."), retryable=False)
    except NotConnected as fault:
        text = _NO_CONNECTION % {"fault": fault}
        return Refused("no_connection", text, retryable=True, whole_account=True)
    except NotInTime:
        return Unsure(_("The carrier did not answer in time."))
    except Broken as fault:
        return Unsure(_BROKE % {"fault": fault})


_CLEAN = re.compile(r"[^\r\n\0]*").fullmatch


def failure(answer: Answer, code: str, text: str, *, blocked: bool = False) -> Refused | Unsure:
    """The meaning of an answer that is not a clear yes.

    5xx is unsure: the request arrived whole, and a server that fails after it has queued a text looks
    just like one that fails before. An adapter whose carrier documents otherwise decides before it asks here.
    """
    status = answer.status
    if status == 429:
        return Refused("throttled", text, retryable=True, retry_after=retry_after(answer.headers))
    if status in ACCOUNT_FAULTS:
        return Refused(code, text, retryable=True, retry_after=ACCOUNT_FAULT_SECONDS, whole_account=True)
    if status in TRY_AGAIN:
        return Refused(code, text, retryable=True)
    if 400 <= status < 500:
        return Refused(code, text, retryable=False, blocked=blocked)
    return Unsure(_ANSWERED % {"status": status, "text": text})


def retry_after(headers: Mapping[str, str]) -> float | None:
    """The Retry-After header in seconds, from either of its forms; None when absent or not readable."""
    value = header(headers, "retry-after").strip()
    if not value:
        return None
    seconds = float(value) if value.isdecimal() else _seconds_until(value)
    return None if seconds is None else min(max(seconds, 0.0), RETRY_AFTER_MOST)


def _seconds_until(date: str) -> float | None:
    try:
        # The carrier's date is on the world's clock, not on the one that rehearsals move.
        return (parsedate_to_datetime(date) - datetime.now(UTC)).total_seconds()
    except (ValueError, TypeError):
        return None
