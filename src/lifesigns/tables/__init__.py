"""Declare, store and derive the standard tables, including who people are."""
