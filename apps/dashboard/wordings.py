"""Statements that people make here, kept to the letter, in the language in which they were read.

Forms show them translated, and whoever keeps one takes `gettext` of it: what was on the page is what was
stated.
"""

from django.utils.translation import gettext_noop as _

HAS_CONSENT = _(
    "This person asked to get marketing texts from us, was told that they come automatically, "
    "and I can show the record of it."
)

AUDIENCE_ASKED = _(
    "Everybody in this audience asked to get marketing texts from us, was told that they come "
    "automatically, and I can show the records of it."
)

MAGIC_NUMBER = "This number belongs to the virtual carrier and to nobody."

TEST_AGREED = _("This is my own phone, or its owner has agreed to get this test text.")

ASKED_FOR_THIS_TEXT = _(
    "This person asked us to text them, or gave us this number so that we would, "
    "and I can show the record of it."
)
