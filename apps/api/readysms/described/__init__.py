"""What every address of this dialect takes and answers (table.py), and its objects (objects.py)."""
