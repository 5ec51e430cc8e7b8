"""Other people's lists: known litigators, numbers that changed hands. Off until settings.SCREENING_PROVIDERS
names a provider; docs/compliance.md shows how to write one."""
