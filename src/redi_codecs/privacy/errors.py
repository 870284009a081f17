"""What goes wrong with keys and identifiers."""

from redi_codecs.errors import RediCodecsError

__all__ = ["PrivacyError"]


class PrivacyError(RediCodecsError, ValueError):
    """A key that hides nothing, or an identifier that cannot be replaced; its text never quotes either."""
