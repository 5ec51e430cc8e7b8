"""The records of the journal. The first entry says the kind; the others are in this order.

s  epoch                                     the journal begins; ids hold the epoch
l  number, callback URL, API key             this is now the home of a number
a  line, reference, digits, time, body       a text was accepted; texts are numbered in this order
d  text                                      its reference came again
i  line, from, time, body                    a phone's text was taken; numbered in this order
p  [[text, event], …]                        posted or given up; event -1 is a phone's text
r, t                                         a text was refused, a request throttled
"""

from typing import Any

START, LINE, ACCEPTED, DOUBLED, INBOUND, POSTED, REJECTED, THROTTLED = "sladiprt"
PHONE_TEXT = -1

Record = list[Any]


def body(accepted: Record) -> str:
    """The body in a record of kind ACCEPTED."""
    return str(accepted[5])
