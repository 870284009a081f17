"""What MCCI's devices take: on port 1 the seconds between uplinks, and for how many; others by their number on port 3.

Sources: "Downlink-Request-Data-Format" of the Catena 4430 sensor; the sketches of Catena-Sketches, which take the
message on port 1 alone, and without the count keep to it for some uplinks only, with 0 until they restart. AppEUI and
AppKey, which the 4430 takes too, are left to whoever has it in hand.
"""

from dataclasses import replace

from redi_codecs.kinds import *
from redi_codecs.layout import *

_SKETCH = "computed from the sketches of Catena-Sketches"
_FORMAT = "Downlink-Request-Data-Format of the Catena 4430"
_REJOIN = command(
    3, expect(u8, 0x06), attribute(delay=duration(u16)), disruptive="it joins the network anew",
    examples=[example("06 000F", f_port=3, delay=15, source=_FORMAT)],
)  # fmt: skip

SKETCH = {
    "report_interval": command(
        1, report_interval(u16, limits=(10, 3600)), attribute(uplinks=u8, default=0),
        examples=[
            example("0384 00", f_port=1, report_interval=900, uplinks=0, source=_SKETCH),
            example("0E10 9E", report_interval=3600, uplinks=158, source=_SKETCH),
        ],
    ),
}  # fmt: skip
REQUESTS = {
    "report_interval": command(
        1, report_interval(u16), optional(remaining >= 1, attribute(uplinks=u8)),
        examples=[
            example("0384", f_port=1, report_interval=900, source=_FORMAT),
            example("803C 9E", report_interval=32828, uplinks=158, source=_FORMAT),
        ],
    ),
    "co2_calibration": command(
        2, attribute(co2_calibration=co2(u16)),
        examples=[
            example("0320", f_port=2, co2_calibration=800, source=_FORMAT),
            example("8190", co2_calibration=33168, source=_FORMAT),
        ],
    ),
    "reboot": command(3, expect(u8, 0x02), examples=[example("02", f_port=3, source=_FORMAT)]),
    "request_version": command(3, expect(u8, 0x03), examples=[example("03", f_port=3, source=_FORMAT)]),
    "request_report_interval": command(3, expect(u8, 0x07), examples=[example("07", f_port=3, source=_FORMAT)]),
    "rejoin": _REJOIN,
}  # fmt: skip
#: Of the models 4931 and 4933, whose answers are known: the same numbers as the 4430's.
MODELS = {
    "request_version": command(
        3, expect(u8, 0x03), answer="version_response", examples=[example("03", f_port=3, source=_FORMAT)]
    ),
    "request_report_interval": command(
        3, expect(u8, 0x07), answer="interval_response", examples=[example("07", f_port=3, source=_FORMAT)]
    ),
    "rejoin": replace(_REJOIN, answer=("rejoin_response",)),
}  # fmt: skip
