"""The state of the installation, as the front page of the admin shows it: figures, and what is wrong.

figures.py says what a figure is; sending.py, telling.py and money.py find them; overview.py puts them
together. Every count ends at 10,000, and sums come from the tables that are counted ahead: the page takes as
long with ten million texts as with ten."""
