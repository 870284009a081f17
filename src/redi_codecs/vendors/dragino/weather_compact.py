"""WSC2-Compact-LS and WSC3: weather stations with sensors inside; big-endian.

Source: user manuals (uplink payload) and the vendor's published decoders (WSC2-Compact-LS 1.0.6, WSC3-LB).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import status_frame
from redi_codecs.vendors.dragino.weather import PROBE, SECTORS, TIPPED

_SOIL = tuple(
    (
        soil_moisture(u16 / 100, channel=number), temperature(i16 / 100, place="soil", channel=number),
        soil_ec(u16 / 1000, channel=number),
    )
    for number in (1, 2)
)  # fmt: skip
_OWN_SENSORS = (battery_voltage, rain, temperature, humidity, pressure, illuminance)

COMPACT = device(
    "dragino/wsc2-compact-ls",
    name="Weather station WSC2-Compact-LS",
    source="WSC2-Compact-LS user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0.6",
    f_port=2,
    uplink=switch(f_port, {
        2: message(
            "weather", *TIPPED,
            rain(u32 / 5, statistic="total"),  # 0.2 mm a tip of the bucket
            PROBE, temperature(i16 / 10), humidity(u16 / 10),
            pressure(u16 / 10),  # hundredths of a kPa
            illuminance(u16),
            word(u8, let(wired=bits(0, 4)), attribute(interrupt=bit(5)), reserved(bits(6, 7))),
            presence(V.wired, {
                0: _SOIL[0],
                1: _SOIL[1],
                2: (
                    wind_speed(u16 / 10, statistic="max"), wind_speed(u16 / 10, statistic="mean"), wind_speed(u16 / 10),
                    wind_force(u16), wind_direction(u16 / 10), attribute(wind_sector=choice(u16, SECTORS)),
                ),
                3: solar_radiation(u16),
                4: par(u16),
            }),
        ),
        5: status_frame({0x4A: "WSC3-L"}),
    }),
    downlink=COMMANDS,
    measures=(
        _OWN_SENSORS, soil_moisture, soil_ec, wind_speed, wind_force, wind_direction, solar_radiation, par,
    ),
    also={"dragino/wsc3-lb": variant("Weather station WSC3-LB", measures=_OWN_SENSORS)},
    vectors=[
        vector(
            "0CE4 01 00000032 0000 00EB 0258 2792 1388 00", f_port=2, message="weather", battery_voltage=3.3,
            payload_version=1, rain_total=10, temperature_probe=0, temperature=23.5, humidity=60, pressure=1013,
            illuminance=5000, interrupt=False, source="the vendor's decoder, run; 0.2 mm a tip, manual of the DR-RG-6P",
        ),
    ],
)  # fmt: skip
