"""Everything that can be wrong with a declaration, in one go and with file and line.

:func:`check_file` is behind ``redi-codecs check``. The tests of the catalogue run the same :data:`CHECKS` on every
device of the library.
"""

from __future__ import annotations

from redi_codecs.checking.checks import CHECKS, Check, check_device
from redi_codecs.checking.files import check_file, neighbours, untold
from redi_codecs.checking.samples import mutations
from redi_codecs.checking.statements import Problem

__all__ = ["CHECKS", "Check", "Problem", "check_device", "check_file", "mutations", "neighbours", "untold"]
