"""How large a filter may be. One that keeps these is one statement that PostgreSQL plans in a few ms."""

VERSION = 1
DEEPEST = 5  # groups and nots within each other, the root counted
MOST_CONDITIONS = 50
MOST_IDS = 50  # in one condition
LONGEST_VALUE = 200  # characters
LONGEST_NAME = 60  # characters; of an attribute, as apps.contacts.fields cuts it
MOST_DAYS = 3_650
# Numbers up to here, with at most six decimals, are the same on both databases.
LARGEST_NUMBER = 10**15
