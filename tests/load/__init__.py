"""Load on the API, by hand: python -m tests.load (docs/benchmarks.md)."""
