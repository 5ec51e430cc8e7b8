"""Statements that people make here, kept to the letter with whatever they attest."""

HAS_CONSENT = (
    "This person asked to get marketing texts from us, was told that they come automatically, "
    "and I can show the record of it."
)

AUDIENCE_ASKED = (
    "Everybody in this audience asked to get marketing texts from us, was told that they come "
    "automatically, and I can show the records of it."
)

MAGIC_NUMBER = "This number belongs to the virtual carrier and to nobody."

TEST_AGREED = "This is my own phone, or its owner has agreed to get this test text."

ASKED_FOR_THIS_TEXT = (
    "This person asked us to text them, or gave us this number so that we would, "
    "and I can show the record of it."
)
