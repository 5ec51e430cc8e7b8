"""Named sets of contacts: static ones that people fill, synced ones that a source fills."""
