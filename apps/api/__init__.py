"""The HTTP dialects. Each folder speaks one vendor's API to the letter on the same core:
authenticate, read, act, write. kernel/ holds what they share."""
