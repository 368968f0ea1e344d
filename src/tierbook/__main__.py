"""`python -m tierbook` is `tierbook`."""

from tierbook.cli import main

if __name__ == "__main__":
    main()
