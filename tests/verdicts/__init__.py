"""Answers of verdicts over histories written by script."""
