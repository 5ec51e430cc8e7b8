"""What every address of v1 takes and answers (table.py), and the objects that it answers (objects.py)."""
