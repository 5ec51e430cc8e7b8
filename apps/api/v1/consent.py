"""What the holder of a v1 key states by sending through it: kept with every send, with its version."""

VERSION = "v1-2026-1"
WORDING = (
    f"[{VERSION}] By sending through this API the holder of the key states that each recipient agreed to be "
    "texted by them and that they keep the record of it."
)
