"""`python -m lifesigns`: the same as the `lifesigns` command."""

from lifesigns.doors.cli import main

main()
