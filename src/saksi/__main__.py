"""`python -m saksi` and the command `saksi`."""

from __future__ import annotations

import sys


def main() -> None:
    """Run the command line and leave with its exit code (0, 1 some document unread, 2 wrong usage)."""
    from saksi.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
