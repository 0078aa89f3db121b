"""Speed, memory and agreement with other tools, measured by commands anyone can run."""
