"""Every page of the dashboard, asked in a workspace with so many contacts and messages.

`chapters.py` makes the workspace, in a database of its own, and finds it again; `crawling.py` clicks
through all that can be reached from Home; `bench.py` asks each of these addresses again and again and says
what is too slow.
"""
