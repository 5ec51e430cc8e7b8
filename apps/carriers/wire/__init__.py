"""A small HTTP/1.1 client for handing over texts: keep-alive, one event loop, and only what carriers need.

The send path is what the product exists for, and a general client took half of its time. This one knows
whether any byte of a request may have left: that decides whether a text may be offered again (exchange.py).
Read client.py first, then connection.py and reader.py.
"""
