"""Two contacts that are one person become one contact. Owns no rows: it is on a floor of its own, above
everything that hangs on a contact, because all of it moves in one transaction (docs/adr/0023).

A number keeps what belongs to the number: consents and suppressions stay where they are.
"""
