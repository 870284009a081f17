"""Anonymity: DevEUIs replaced by keyed pseudonyms, and messages freed of what tells whose they are.

:func:`pseudonymize` takes a key and gives :class:`Pseudonyms`, which replaces the DevEUI wherever it stands: alone, in
an uplink, in a server's message, in a table. ``docs/privacy.md`` says what that does for data protection, and what not.
"""

from redi_codecs.errors import PrivacyError
from redi_codecs.privacy.messages import PseudonymousMessage
from redi_codecs.privacy.pseudonyms import Pseudonyms, pseudonymize

__all__ = ["PrivacyError", "PseudonymousMessage", "Pseudonyms", "pseudonymize"]
