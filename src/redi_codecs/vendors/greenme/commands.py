"""What the cube takes on port 1: two fixed bytes, a number, its values, and a check over all of them.

Source: the vendor's published encoder, for devices from firmware 2.5 on. It writes texts in code page 437; here they
are ASCII, which is part of it.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

_LANGUAGES = {0: "FR_FR", 1: "EN_US", 2: "EN_GB", 3: "DE_DE", 4: "NL_NL", 5: "PT_PT", 6: "ES_ES"}
_SENSORS = {1: "temperature", 2: "humidity", 3: "sound", 4: "light", 5: "red", 6: "green", 7: "blue", 8: "white"}


def _sent(number: int, *body: Body) -> Body:
    return checksum(CRC16_CCITT, u16le, expect(u16, 0x65EF), expect(u8, number), body)


COMMANDS = {
    "report_interval": command(
        1,
        _sent(
            0x05,
            report_interval(u8 * 60),
            attribute(full_report_interval=duration(u8 * 60)),
            word(
                u8,
                attribute(temperature_shown=bit(7), humidity_shown=bit(6), light_shown=bit(5), sound_shown=bit(4)),
                attribute(air_shown=bit(3), toggle_enabled=bit(2), sound_disabled=bit(0)),
                reserved(bit(1)),
            ),
            word(u8, attribute(tvoc_disabled=bit(7), toggle_with_text=bit(6)), reserved(bits(0, 5))),
            word(u8, attribute(external_sensor=bits(0, 4)), reserved(bits(5, 7))),
            attribute(left_text=text(10), right_text=text(10), acknowledgement_text=text(10)),
            attribute(language=choice(u8, _LANGUAGES)),
            reserved(4),
        ),
    ),
    "show_text": command(
        1,
        _sent(
            0x07,
            word(
                u8,
                attribute(until_toggle=bit(7), until_reboot=bit(6)),
                attribute(response_choices=choice(bits(3, 5), {0: "smileys", 1: "yes or no"})),
                attribute(acknowledgement=choice(bits(0, 2), {0: "ok", 1: "sent"})),
            ),
            attribute(expires_after=duration(u8 * 3600), repeat_interval=duration(u8 * 3600)),
            attribute(shown_text=text(30)),
        ),
    ),
    "calibration": command(
        1,
        _sent(
            0x04,
            attribute(temperature_offset=temperature_difference(i16 / 100), humidity_offset=i16 / 100),
            attribute(light_gain=u16 / 100),
            attribute(sound_offset=i16 / 100),
            attribute(red_gain=u16 / 100, green_gain=u16 / 100, blue_gain=u16 / 100, white_gain=i16 / 100),
        ),
    ),
    "set_measurement": command(1, _sent(0x09, attribute(measured=choice(u8, _SENSORS), measurement=f32le))),
    "reboot": command(1, _sent(0x08, expect(u8, 0x01))),
    "factory_reset": command(1, _sent(0x08, expect(u8, 0x11)), disruptive="its settings are erased"),
}
