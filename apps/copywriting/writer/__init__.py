"""The built-in copywriter: three texts from a description, by patterns. It asks no model and no network."""
