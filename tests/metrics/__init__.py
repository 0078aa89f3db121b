"""Cases and checks for the metrics."""
