"""OAuth for Zapier (contract ReadySMS §6): the authorize page, tokens, their revocation.

django-oauth-toolkit keeps clients, codes and tokens, and speaks the protocol. Ours are the choice of a
workspace; `accounts.Connection`, to which every token belongs; JWTs that name it; codes and tokens kept as
hashes alone; the answer again for a client that lost it; and the end of all when a token is used twice.
"""
