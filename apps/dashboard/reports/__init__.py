"""The reports as pages show them: the period asked for (`period.py`), what a page is made of (`sheets.py`),
and one file for each report, which turns the sums of apps.reports into tiles, charts and tables."""
