"""What all Radio Bridge sensors take: eight bytes with zeros at the end; the sensor answers whether they were valid.

Source: the vendor's user guides and support pages: common messages (general configuration), and the configuration of
each kind of sensor. They name no port: it is the one that the sensors send on. The general configuration sets the radio
along with the period, so that the radio has to be said each time: as sold, ``adr_disabled=False``,
``unconfirmed_messages=True`` and ``duty_cycle_enabled=False``, which EU868 wants True. Retries of 0 leave the number as
it is; what else is not said becomes what the guides give as default. A sensor measures and reports by the time that its
own configuration says, 0 for never.
"""

from collections.abc import Sequence

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.commands import Command
from redi_codecs.layout.device import Example

_COMPUTED = "computed from the user guides: a period of 15 minutes is 8F, of 4 hours 04"
#: Minutes where the top bit is set, else hours.
_PERIOD = in_units(u8, 3600, 60)
PAGE = "the vendor's support page on the configuration of this sensor"
EVERY = attribute(measurement_report_interval=duration(_PERIOD), default=0)


def sensor(number: int, *body: Body, examples: Sequence[Example]) -> Command:
    """What a sensor of this number takes besides."""
    return command(2, expect(u8, number), *body, answer="downlink_answer", examples=examples)


COMMANDS = {
    #: The supervisory message, with battery and state.
    "report_interval": command(
        2,
        expect(u8, 0x01),
        attribute(events_enabled=u8 == 0, default=True),
        word(
            u8,
            attribute(adr_disabled=bit(0)),
            attribute(unconfirmed_messages=bit(1)),
            attribute(uplink_retries=bits(2, 5), default=0, limits=(0, 8)),
            attribute(duty_cycle_enabled=bit(6)),
            reserved(bit(7)),
        ),
        report_interval(_PERIOD, limits=(60, None)),
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
