"""lifesigns: is this open-source project alive? Honest answers from a git clone."""

__version__ = "0.1.0"
