"""What does a change really change? Kinds of commits and change requests, from paths and diffs."""
