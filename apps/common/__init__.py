"""What every floor may use: clock, ids, phone numbers, bulk writes, secrets, refusals.

No models and no words of the domain live here. If a function here needs to know what a
campaign is, it belongs upstairs."""
