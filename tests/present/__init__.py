"""Tests of the pages: every renderer on one rich report built by hand."""
