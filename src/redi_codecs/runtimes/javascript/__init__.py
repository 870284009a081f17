"""Generated JavaScript: one file per device in ECMAScript 5.1, for network servers that run codecs themselves.

:func:`javascript` makes it of the same Plan as the other decoders, and it says the same, to the last bit.
"""

from __future__ import annotations

from redi_codecs.runtimes.javascript.answer import answer, answer_downlink, normalized_answer
from redi_codecs.runtimes.javascript.file import javascript
from redi_codecs.runtimes.javascript.text import NoJavaScript

__all__ = ["NoJavaScript", "answer", "answer_downlink", "javascript", "normalized_answer"]
