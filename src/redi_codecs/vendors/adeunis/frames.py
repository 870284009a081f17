"""The frames that Adeunis models share: a frame code, a status byte, then the frame; big-endian.

Periodic data hold the newest sample first; a time stamp (seconds since 2013) ends the frame where the status byte says
so. MOTION has no clock, and that bit is a hardware error. Source: the models' technical reference manuals and user
guides (chapter "Uplink frames") and the vendor's published decoders. Sigfox frames are left out.
"""

from fractions import Fraction

from redi_codecs.kinds import *
from redi_codecs.layout import *

INCONSISTENT = attribute(configuration_inconsistent=bit(3) == 1)
_UNUSED = reserved(bit(4))


def status_byte(bit_2: Body, bit_3: Body = INCONSISTENT, bit_4: Body = _UNUSED) -> Body:
    """The status byte, with the bits that depend on the model."""
    return word(
        u8, attribute(configuration_done=bit(0) == 1), low_battery(bit(1)), bit_2, bit_3, bit_4, frame_count(bits(5, 7))
    )


STATUS = status_byte(let(with_time=bit(2)))
WITHOUT_CLOCK = status_byte(fault(bit(2)))
TIME = optional(V.with_time == 1, time(u32 + SINCE_2013))
SAMPLING = attribute(samples_per_frame=u16, samples_per_record=u16, sampling_period=duration(u16 * 2))

# The manuals (registers S380, S382) have 50 ms for 3, the vendor's decoders 500 ms, as for 6.
_DEBOUNCE: dict[int, int | Fraction] = {
    0: 0, 1: Fraction(1, 100), 2: Fraction(2, 100), 3: Fraction(5, 100), 4: Fraction(1, 10), 5: Fraction(2, 10),
    6: Fraction(5, 10), 7: 1, 8: 2, 9: 5, 10: 10, 11: 20, 12: 40, 13: 60, 14: 300, 15: 600,
}  # fmt: skip


def _input_configuration(number: int) -> tuple[Body, ...]:
    return (
        word(
            u8,
            attribute(
                input_type=choice(bits(0, 3), {0: "off", 1: "high_edge", 2: "low_edge", 3: "both_edges"}),
                input_debounce=duration(lookup(bits(4, 7), _DEBOUNCE)),
                channel=number,
            ),
        ),
        attribute(input_threshold=u16, channel=number),
    )


def _input_alarm(number: int, status: Body, *end: Body) -> Body:
    return message(
        "input_alarm",
        status,
        word(
            u8,
            digital_input(bit(0), channel=number),
            attribute(previous_input=bit(1) == 1, channel=number),
            reserved(bits(2, 7)),
        ),
        pulse_count(u32, channel=number, statistic="total"),
        pulse_count(u16, channel=number, statistic="delta"),
        *end,
    )


def common(status: Body, *end: Body) -> dict[int, Body]:
    """The frames of all models, with their status byte, and what ends an alarm of an input."""
    return {
        0x1F: message("input_configuration", status, *_input_configuration(1), *_input_configuration(2)),
        0x20: message(
            "network_configuration",
            status,
            word(
                u8, attribute(adaptive_data_rate=bit(0) == 1), reserved(bit(1)), attribute(duty_cycle=bit(2) == 1),
                reserved(bits(3, 4)), attribute(lorawan_class=choice(bit(5), {0: "A", 1: "C"})), reserved(bits(6, 7)),
            ),
            attribute(activation=choice(u8, {0: "ABP", 1: "OTAA"})),
        ),
        0x30: message("keep_alive", status),
        0x33: message(
            "register_answer",
            status,
            attribute(
                register_status=choice(u8, {
                    1: "success", 2: "success_no_update", 3: "incoherent", 4: "invalid_register", 5: "invalid_value",
                    6: "truncated_value", 7: "access_not_allowed", 8: "other_error",
                }),
                register=u16,
            ),
        ),
        0x51: _input_alarm(1, status, *end),
        0x52: _input_alarm(2, status, *end),
    }  # fmt: skip


SOFTWARE: dict[int, Body] = {
    0x37: message(
        "software_version", STATUS, firmware_version(version(u8, u8, u8)), attribute(rtu_version=version(u8, u8, u8))
    ),
}
