"""`python -m pkkmart` is the same as the command `pkkmart`."""

from pkkmart.cli import main

if __name__ == "__main__":
    main()
