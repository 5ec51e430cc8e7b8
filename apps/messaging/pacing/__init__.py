"""Pacing: when each text of a batch may leave, so that nobody's limit is passed (promise 8).

A limit is a turnstile: so many texts or parts in each window of time, for a campaign's lane, a sender, a
carrier account, and the day of a sender or of its 10DLC brand. What was let through a window is a row (Slot).
Texts that overtake (replies, single sends) do not queue at turnstiles, and are counted at them.
"""
