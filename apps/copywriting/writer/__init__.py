"""The copywriter: three texts from a description. Built in, by patterns, with no model and no network
(compose.py); or by a model that the operator configured, whose texts are checked and mended (drafting.py)."""
