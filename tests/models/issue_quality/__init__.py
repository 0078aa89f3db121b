"""The checklist of an issue."""
