"""The addresses of this dialect: admit (surface.py), read, act, write."""
