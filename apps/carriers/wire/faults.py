"""The ways in which a request comes to no answer."""


class BadAddress(ValueError):
    """Not a web address."""


class NotConnected(OSError):
    """No connection: nothing of the request left. The text names the kind of fault."""


class Broken(OSError):
    """The connection broke, or what came was no answer. The request may have arrived."""


class NotInTime(Broken):
    """No whole answer in time."""
