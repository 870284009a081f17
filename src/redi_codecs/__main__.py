"""``python -m redi_codecs``: the command line."""

import sys

from redi_codecs.cli import main

if __name__ == "__main__":
    sys.exit(main())
