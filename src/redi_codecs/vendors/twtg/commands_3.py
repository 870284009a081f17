"""What the NEON TT takes before the fourth version of its protocol, on port 15: a header, all settings, and a check.

The check is the lower half of a CRC-32, whose bits are not turned over in the end, of all but the header. Source: the
vendor's encoder as Actility's driver has it, with its limits.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.twtg.commands import ELEMENTS

_HALF = Crc("CRC-32 without its last step, lower half", 32, 0x04C11DB7, 0xFFFFFFFF, reflected=True, skips=1, keeps=16)
_MODES = {0: "off", 1: "above", 2: "below", 3: "increasing", 4: "decreasing"}
_BASE = (
    word(u8, attribute(confirmed_events=bit(0)), reserved(bits(1, 7))),
    attribute(retries=u8, limits=(1, 255)),
    attribute(repetitions=u8, limits=(1, 5)),
    attribute(random_delay=duration(u8)),
    attribute(status_interval=duration(u16le * 60), limits=(60, 604_800)),
    attribute(confirmed_status_every=u8),
    attribute(holdoff_after=u8, recover_after=u8),
    tuple(attribute(channel_mask=u16le, channel=number) for number in range(5)),
)
_TIMING = attribute(collection_interval=duration(u16le), measurements_per_report=u16le)


def _condition(number: int) -> Body:
    return (
        attribute(condition_mode=choice(u8, _MODES), channel=number),
        attribute(condition_threshold=temperature(i16le / 10), limits=(-270, 2120), channel=number),
        attribute(condition_window=u8, channel=number),
    )


def _sent(version: int, part: int, *body: Body) -> Body:
    return checksum(_HALF, u16le, expect(u8, version << 4 | part), body)


def _commands(version: int, type: Body) -> dict[str, Command]:
    conditions = tuple(_condition(number) for number in range(4))
    return {
        "report_interval": command(15, _sent(version, 6, type, _TIMING, conditions)),
        "base_configuration": command(
            15, _sent(version, 5, _BASE),
            disruptive="with channels that the network does not listen to nothing of it is heard",
        ),
    }  # fmt: skip


VERSION_2 = _commands(2, word(u8, expect(bits(0, 6), 4), attribute(resistance_thermometer=bit(7))))
VERSION_3 = _commands(3, (expect(u8, 4), attribute(element=choice(u8, ELEMENTS))))
