"""A second opinion on a declaration: a vendor's decoder in JavaScript, run beside ours over many payloads.

The decoder has not read our declaration. Where both say the same, neither is likely to be wrong; where they differ, one
of them is, and :func:`compare` says on which payload and in which bytes. It is behind ``redi-codecs compare``.
"""

from __future__ import annotations

from redi_codecs.comparing.comparison import Comparison, Difference, Example, Refusal, compare
from redi_codecs.comparing.javascript import Answer, ComparisonError, JavaScript
from redi_codecs.comparing.pairing import Pair
from redi_codecs.comparing.vectors import vectors

__all__ = [
    "Answer",
    "Comparison",
    "ComparisonError",
    "Difference",
    "Example",
    "JavaScript",
    "Pair",
    "Refusal",
    "compare",
    "vectors",
]
