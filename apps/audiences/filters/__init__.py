"""The filter language: questions about contacts, kept as data (docs/filters.md).

`reading` turns data into nodes or says which place is wrong, `fields` is the table of all that can be asked,
`compiling` makes one condition of a query of them, and `words` says them in English.
"""
