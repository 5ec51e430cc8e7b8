"""Inspectors: admin pages that show the whole life of one text, or of one delivery of a webhook, on one page.

They look into every room, so they live under the roof. finding.py: which one is meant; near.py: rows of
about a moment, without an index over times; life.py, carrier.py: all about a text; views.py: the pages."""
