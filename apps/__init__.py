"""The rooms of the house. Imports go down only: docs/map.md shows the floors, pyproject.toml holds them."""
