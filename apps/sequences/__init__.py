"""Sequences: texts that follow each other over days, with waits, branches, goals and exits.

A version is the blueprint (steps and rules, immutable once published); an enrolment is one person on their
way through it; a passage is what happened to a person at a step. engine.py moves the people who are due;
simulation.py runs the same engine with a moved clock and takes everything back.
"""
