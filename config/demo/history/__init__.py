"""90 days in which the demo's workspace was at work.

The history is made by the house's own verbs with a moved clock, an import by the import, a campaign by its
launch, its chunks and its receipts, a STOP by the text that says it: so books, consents and counts are true
by themselves. Two things are played here instead: the carrier (carrier.py: no process, no port), and what
people do (the files beside it). story.py is the plot.
"""
