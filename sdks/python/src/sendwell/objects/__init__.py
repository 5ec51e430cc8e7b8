"""The API's objects, as dictionaries with known names. Fields that are added later do no harm."""
