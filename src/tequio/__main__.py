"""`python -m tequio`: the same as the command `tequio`."""

from tequio.cli.main import main

if __name__ == "__main__":
    main()
