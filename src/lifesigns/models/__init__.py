"""Estimate what cannot be counted, always with uncertainty."""
