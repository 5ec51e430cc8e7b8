"""Search over everything (Ctrl-K): people, campaigns, sequences and pages, a few rows of each kind."""
