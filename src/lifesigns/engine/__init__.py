"""Run SQL and hold relations; the only user of DuckDB."""
