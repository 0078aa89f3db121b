"""One number with its meaning per .sql file; this package holds no Python beyond its name."""
