"""``python -m redi_codecs.cli``."""

from redi_codecs.cli import main

if __name__ == "__main__":
    raise SystemExit(main())
