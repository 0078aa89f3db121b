"""The `lifesigns` command; `python -m lifesigns` is the same."""

import sys


def main() -> None:
    """Run the command line, which says how it ends, even if it is stopped while being loaded."""
    try:
        from lifesigns.doors import cli

        cli.main()
    except KeyboardInterrupt:
        sys.stderr.write("Stopped.\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
