"""The public APIs described for programs and people: OpenAPI, Postman, the reference pages.

Everything is made of the tables in <dialect>/described/ and of the URLs, so nothing is said twice.
"""
