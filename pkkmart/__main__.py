"""`python -m pkkmart` is the same as the command `pkkmart`."""

from __future__ import annotations

import sys


def main() -> None:
    """Open the window when nothing was asked for, as a double click does; otherwise read the command line."""
    if len(sys.argv) == 1:
        from pkkmart.core.paths import default_data_dir
        from pkkmart.start import open_window

        sys.exit(open_window(default_data_dir()))
    from pkkmart.cli import main as command_line

    command_line()


if __name__ == "__main__":
    main()
