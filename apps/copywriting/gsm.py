"""The GSM 03.38 alphabet (3GPP TS 23.038, 6.2.1): what a 160-character text may hold."""

import re

BASIC = (
    "@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ"
    " !\"#¤%&'()*+,-./0123456789:;<=>?"
    "¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§"
    "¿abcdefghijklmnopqrstuvwxyzäöñüà"
)
# Written as escape + one more, so each takes two septets. The escape itself is no text character.
EXTENSION = "\f^{}\\[~]|€"

FOREIGN = re.compile(f"[^{re.escape(BASIC + EXTENSION)}]")
"""Finds the first character that GSM-7 cannot carry."""
