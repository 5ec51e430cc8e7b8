"""Many people at once: enrolled, moved to another version, helped on or taken out, by the clock.

A job's row is its state: chunks of a transaction each write people, counters and position together, so a
killed worker loses at most a chunk that was not committed, and a stop comes before a chunk or after it.
"""
