"""A search for a phone, however a person writes it."""

from apps.common import phones


def exact(text: str, region: str) -> str | None:
    """E.164 when the whole of `text` is one phone number; "00" before the country code counts as "+"."""
    return phones.normalise(f"+{text[2:]}" if text.startswith("00") else text, region)


def digits(text: str) -> str:
    """What to look for inside E.164 numbers: the digits without a trunk zero; "" when `text` is no phone."""
    if any(letter.isalpha() or letter == "@" for letter in text):
        return ""
    return "".join(c for c in text if c.isascii() and c.isdecimal()).lstrip("0")
