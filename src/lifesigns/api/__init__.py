"""The one front door: open a project, collect, ask, report."""
