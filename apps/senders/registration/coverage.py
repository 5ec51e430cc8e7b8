"""Whether US carriers will carry a sender's texts."""

from datetime import date

from apps.senders.models import Sender

Kind = Sender.Kind


def is_covered(sender: Sender, today: date) -> bool:
    """Whether its texts may go to US phones on that day.

    The virtual carrier's senders reach no phone, so nobody registers them; a number of another country is no
    10DLC number.
    """
    if sender.carrier.adapter == "virtual":
        return True
    if sender.kind == Kind.NUMBER and not sender.address.startswith("+1"):
        return True
    return sender.registered_until is not None and today <= sender.registered_until
