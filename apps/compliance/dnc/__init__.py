"""The national do-not-call registry: one bitmap for each area code, mapped into memory.

DATA_DIR/dnc/federal/current names a version; the folder of that name holds <npa>.bits and about.json. A new
version is built beside the old one and swapped in by one rename, so that whoever looks sees one or the other.
"""
