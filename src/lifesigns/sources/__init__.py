"""Bring facts from one outside place into rows of a declared table, with no opinion."""
