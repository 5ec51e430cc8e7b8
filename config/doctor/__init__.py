"""What is wrong with this installation, in plain words, each with its remedy.

One small function per question. To add one: write it in the file of its subject, list it in examine.py."""
