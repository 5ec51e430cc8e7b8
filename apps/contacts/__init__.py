"""People. Owns contacts, their phone numbers in E.164, free attributes and DND.

One contact per number and workspace. Deleting a contact deletes what was said with it;
what must outlive it (suppressions, consent evidence) is keyed by number, in compliance."""
