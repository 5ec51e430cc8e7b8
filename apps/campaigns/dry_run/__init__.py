"""Dry run: what a campaign would do to each person, found on the send's own path and without effects.

A run composes and screens the whole audience in chunks, keeps one row a person, and closes with a digest.
When the campaign was really sent, the same digest is made of what happened: equal, or the people who differ.
"""
