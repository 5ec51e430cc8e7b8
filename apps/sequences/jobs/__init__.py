"""Many people at once: enrolled, or moved to another version, by the clock instead of in the request.

A job's row is its state: chunks of a transaction each write people, counters and position together, so a
killed worker loses at most a chunk that was not committed, and a stop comes before a chunk or after it.
"""
