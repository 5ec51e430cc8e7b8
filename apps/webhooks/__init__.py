"""Webhooks: telling others' servers what happened, at least once, in order for each subject.

Owns subscriptions (who is told of what), deliveries (the outbox: one row for each event and subscription)
and their log. What a body looks like and how it is signed belongs to the dialect (dialects.py finds it).
The way of a delivery: fanning.py (event → rows) → outbox.py (claim) → runner.py (post) → settling.py.
"""
