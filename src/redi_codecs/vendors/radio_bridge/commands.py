"""What all Radio Bridge sensors take: eight bytes with zeros at the end; the sensor answers whether they were valid.

Source: the vendor's user guides, common messages (general configuration). They name no port: it is the one that the
sensors send on. A command sets all of it, so what is not said becomes what the guides give as default; in the EU they
want ``duty_cycle_enabled``.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_COMPUTED = "computed from the user guides: a period of 15 minutes is 8F, of 4 hours 04"


def _period(raw: int) -> int:
    """Minutes where the top bit is set, else hours; in seconds."""
    return (raw & 0x7F) * (60 if raw & 0x80 else 3600)


COMMANDS = {
    #: The supervisory message, with battery and state.
    "report_interval": command(
        2,
        expect(u8, 0x01),
        attribute(events_enabled=u8 == 0, default=True),
        word(
            u8,
            attribute(adr_disabled=bit(0), default=False),
            attribute(unconfirmed_messages=bit(1), default=True),
            attribute(uplink_retries=bits(2, 5), default=0, limits=(0, 8)),
            attribute(duty_cycle_enabled=bit(6), default=False),
            reserved(bit(7)),
        ),
        report_interval(curve(u8, _period), invalid={0: "none", 0x80: "none"}),
        reserved(4),
        answer="downlink_answer",
        examples=[
            example(
                "01 00 02 8F 00000000", f_port=2, report_interval=900, events_enabled=True, adr_disabled=False,
                unconfirmed_messages=True, uplink_retries=0, duty_cycle_enabled=False, source=_COMPUTED,
            ),
            example(
                "01 00 42 04 00000000", report_interval=14400, events_enabled=True, adr_disabled=False,
                unconfirmed_messages=True, uplink_retries=0, duty_cycle_enabled=True, source=_COMPUTED,
            ),
            example(
                "01 01 05 13 00000000", report_interval=68400, events_enabled=False, adr_disabled=True,
                unconfirmed_messages=False, uplink_retries=1, duty_cycle_enabled=False, source=_COMPUTED,
            ),
        ],
    ),
}  # fmt: skip
