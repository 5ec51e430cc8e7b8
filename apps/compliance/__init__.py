"""May we text this number? Owns suppressions (opt-out, blacklist), the consent ledger with its
attestations, the words that mean STOP, and the hours in which a phone may ring. Keyed by
phone number, so it outlives the contact."""
