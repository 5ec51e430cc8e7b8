"""Retention: texts older than a workspace keeps them are swept away, in bounded steps; their sums stay."""
