"""MassiveSMS v1: the main public API. `object` on everything, ULIDs with prefixes, cursors, one error
envelope, Idempotency-Key on every POST; and in the same style what the product has beyond that contract.
"""
