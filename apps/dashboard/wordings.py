"""Statements that people make here, kept to the letter with whatever they attest."""

HAS_CONSENT = (
    "This person asked to get marketing texts from us, was told that they come automatically, "
    "and I can show the record of it."
)
