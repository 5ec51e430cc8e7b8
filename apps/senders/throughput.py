"""What a sender may send, a second and a day: from its kind and its tier, or as an admin says.

Sources (2026-08): AT&T's parts a minute for each class of a 10DLC campaign and T-Mobile's parts a day for
each tier of a brand, as Telnyx and Bandwidth publish them; toll-free and short codes as Twilio does. AT&T and
T-Mobile count their own subscribers only. Whose number is whose nobody tells us, so all parts are counted:
slower than need be, and never refused for it.
"""

from dataclasses import dataclass

from apps.senders.models import Sender

Kind, Tier = Sender.Kind, Sender.Tier


@dataclass(frozen=True, slots=True)
class Throughput:
    """Parts a second, and parts a day that begins at midnight in Los Angeles; None: no limit is known."""

    per_second: float | None = None
    per_day: int | None = None


BY_TIER = {
    Tier.TOP: Throughput(4_500 / 60, 200_000),
    Tier.HIGH_MID: Throughput(2_400 / 60, 40_000),
    Tier.LOW_MID: Throughput(240 / 60, 10_000),
    Tier.LOW: Throughput(240 / 60, 2_000),
    Tier.LOW_VOLUME: Throughput(75 / 60, 2_000),
    Tier.SOLE_PROPRIETOR: Throughput(15 / 60, 1_000),
}
BY_KIND = {
    Kind.TOLL_FREE: Throughput(3),
    Kind.SHORT_CODE: Throughput(100),
    Kind.ALPHANUMERIC: Throughput(10),
}
# A North American number of which no registration is known gets the least of a business, and no guessed cap.
UNKNOWN, ABROAD = Throughput(75 / 60), Throughput(10)


def throughput(sender: Sender) -> Throughput:
    """What holds for this sender; `sender.carrier` is read. A practice number has no limit of its own."""
    usual = Throughput() if sender.carrier.adapter == "virtual" else _usual(sender)
    return Throughput(
        usual.per_second if sender.per_second is None else sender.per_second,
        usual.per_day if sender.per_day is None else sender.per_day or None,
    )


def _usual(sender: Sender) -> Throughput:
    if sender.tier:
        return BY_TIER[Tier(sender.tier)]
    if sender.kind != Kind.NUMBER:
        return BY_KIND[Kind(sender.kind)]
    return UNKNOWN if sender.address.startswith("+1") else ABROAD
