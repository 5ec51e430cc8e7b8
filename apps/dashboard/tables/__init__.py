"""Long tables: filters out of the address, pages by cursor, counts that stop counting."""
