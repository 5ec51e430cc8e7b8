"""What happened, by day: the figures of the reports, counted ahead so that no page reads a message.

The clock counts (`counting.py`) what the books (`books.py`) say, a cohort at a time: all rows that were made
on one day (UTC), again and again while they are young, then never more (docs/adr/0022). `queries.py` adds up.
"""
