"""The version of this package, which the User-Agent says."""

VERSION = "0.1.0"
