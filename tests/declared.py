"""One device of each declaration: its further models have the same format, and differ in names and what they measure.

Tests that go over devices take these: they grow with the formats, and not with the names under which they are sold.
"""

from __future__ import annotations

from typing import Final

import redi_codecs

DECLARED: Final = tuple(device for device in redi_codecs.devices() if not device.model_of)
assert DECLARED, "tests that go over nothing would pass"
