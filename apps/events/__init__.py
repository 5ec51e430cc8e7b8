"""The diary: one row for each fact worth telling, written in the transaction of the fact.

catalogue.py lists every event name with its meaning. config/reactions.py says who listens."""
