"""The story of one contact, merged from everything that was written down about it."""
