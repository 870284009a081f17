"""LHT65N-VIB: vibrations, hours of work, temperature and humidity, as its mode says; big-endian.

Source: LHT65N-VIB user manual, 2.3 (uplink payload), and the vendor's published decoder, 1.3.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import BATTERY, status_frame

_ACCELERATION = (acceleration_x(i16 / 1000), acceleration_y(i16 / 1000), acceleration_z(i16 / 1000))
_WORK = operating_time(u32 * 60, statistic="total")
_CLIMATE = (temperature(i16 / 100), word(u16, humidity(bits(0, 11) / 10), reserved(bits(12, 15))))


def _vibration(mode: int, *values: Body) -> Body:
    flags = word(u8, alarm(bit(0)), attribute(periodic=bit(1)), expect(bits(2, 4), mode), reserved(bits(5, 7)))
    return BATTERY, flags, values


LHT65N_VIB = device(
    "dragino/lht65n-vib",
    name="Vibration, temperature and humidity sensor LHT65N-VIB",
    source="LHT65N-VIB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.3",
    f_port=2,
    uplink=switch(f_port, {
        2: switch(peek(2, u8).bits(2, 4), {
            1: message("vibration_and_work", _vibration(1, vibration_count(u32, statistic="total"), _WORK)),
            2: message("vibration_and_climate", _vibration(2, vibration_count(u32, statistic="total"), _CLIMATE)),
            3: message("climate_and_work", _vibration(3, _CLIMATE, _WORK)),
        }),
        5: status_frame({0x3F: "LHT65N-VIB"}),
        7: message("samples", BATTERY, history(*_ACCELERATION, name="samples")),
        9: message("maximum", BATTERY, tuple(
            kind(i16 / 1000, statistic="max") for kind in (acceleration_x, acceleration_y, acceleration_z)
        )),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 08 00000102 00FA 0226", f_port=2, message="vibration_and_climate", battery_voltage=3.3, alarm=False,
            vibration_count_total=258, temperature=2.5, humidity=55, periodic=False,
            source="LHT65N-VIB user manual, 2.3, computed",
        ),
    ],
)  # fmt: skip
