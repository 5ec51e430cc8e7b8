"""The virtual carrier: a program with its own HTTP port that behaves like a carrier and sends nothing.

It takes texts, posts signed receipts and replies, obeys magic numbers and scenario files, and forgets
nothing that it has accepted, even when it is killed. No Django in here, and nothing of Sendwell: what the
two have in common is docs/sandbox.md. Read server.py first, then centre.py.
"""
