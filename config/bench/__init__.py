"""Measuring, and breaking on purpose: real processes on free ports, started, killed and counted."""
