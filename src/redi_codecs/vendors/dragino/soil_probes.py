"""SE02 and SE0X: soil moisture, temperature and conductivity of two to four probes; big-endian.

Source: user manuals (uplink payload) and the vendor's published decoders (dragino-end-node-decoder).
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS
from redi_codecs.vendors.dragino.frames import LOG_REPLY, status_frame
from redi_codecs.vendors.dragino.soil import HEAD, calibrated, probe_soil, raw_soil

SE02 = device(
    "dragino/se02-lb",
    name="Soil sensor with two probes for moisture, temperature and conductivity, SE02-LB",
    source="SE02-LB user manual, 2.3 (uplink payload); the vendor's published decoder, 1.0",
    f_port=2,
    uplink=switch(f_port, {
        2: calibrated(16, 1, 2),
        3: message("datalog", history(probe_soil(1), probe_soil(2), LOG_REPLY, time(u32))),
        5: status_frame({0xF1: "SE02-LB"}),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 00FA 0BB8 07D0 05DC 0C80 0834 0640 10", f_port=2, message="measurement", battery_voltage=3.3,
            temperature_probe=25, soil_moisture_1=30, temperature_soil_1=20, soil_ec_1=1.5, soil_moisture_2=32,
            temperature_soil_2=21, soil_ec_2=1.6, sensor_found=True, interrupt=False, raw_values=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_FOUND = [V.sensor_found_1 == 1, V.sensor_found_2 == 1, V.sensor_found_3 == 1, V.sensor_found_4 == 1]


def _probes(rows: Any, number: int = 1) -> Body:
    """Six bytes a probe, up to the last one that is connected."""
    further = _probes(rows, number + 1) if number < 4 else ()
    return optional(remaining >= 6, rows(number, _FOUND[number - 1]), further)


SE0X = device(
    "dragino/se0x-lb",
    name="Soil sensor with up to four probes for moisture, temperature and conductivity, SE0X-LB",
    source="SE0X-LB user manual, 2.3 (uplink payload); the vendor's published decoder",
    f_port=2,
    uplink=switch(f_port, {
        2: (
            *HEAD,
            word(
                u8, tuple(attribute(sensor_found=bit(4 - number), channel=number) for number in (1, 2, 3, 4)),
                reserved(bits(4, 5)), attribute(interrupt=bit(6)), attribute(raw_values=bit(7)),
            ),
            switch(V.raw_values, {
                0: message("measurement", _probes(probe_soil)),
                1: message("raw", _probes(raw_soil)),
            }),
        ),
        5: status_frame({0xF9: "SE0X-LB"}),
    }),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0CE4 00FA 08 1194 0898 05DC", f_port=2, message="measurement", battery_voltage=3.3, temperature_probe=25,
            soil_moisture_1=45, temperature_soil_1=22, soil_ec_1=1.5, sensor_found_1=True, sensor_found_2=False,
            sensor_found_3=False, sensor_found_4=False, interrupt=False, raw_values=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
