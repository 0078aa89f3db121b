"""Tests mirror the rooms of the package; `projects` builds the repositories they look at."""
