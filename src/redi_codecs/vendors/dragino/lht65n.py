"""LHT65N: the LHT65 with more external sensors and a log; big-endian.

Source: LHT65N user manual (2.6.4) and the vendor's published decoders (dragino-end-node-decoder: LHT65N 1.4.1 to 1.5.6,
LHT65N-PIR).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS, LOGGER
from redi_codecs.vendors.dragino.lht65 import (
    BATTERY,
    DATALOG,
    MEASURED,
    NO_DATA,
    PROBE,
    SENSORS,
    STATUS,
    TEMPERATURE,
    logged,
)

#: Where bit 7 is set, what nobody acknowledged is sent again.
LHT65N = device(
    "dragino/lht65n",
    name="Temperature and humidity sensor with an external sensor, LHT65N",
    source="LHT65N user manual, 2.4; the vendor's published decoders of the LHT65N (1.5.6) and LHT65N-PIR",
    f_port=2,
    downlink=COMMANDS | LOGGER,
    uplink=switch(f_port, {
        2: switch(peek(0, u64), {0: NO_DATA}, otherwise=switch(
            peek(6, u8).bits(6, 7),
            {1: DATALOG, 2: message("sent_again", logged(expect(bits(6, 7), 2))), 0: MEASURED},
        )),
        3: message("samples", BATTERY, switch(peek(2, u8), {
            3: (expect(u8, 3), history(TEMPERATURE, name="samples")),  # GXHT30, which is built in
        }, otherwise=(
            attribute(probe_type=choice(u8, {1: "DS18B20", 2: "TMP117", 4: "SHT31"})), history(PROBE, name="samples"),
        ))),
        5: message(
            "status", model(choice(u8, {0x0B: "LHT65N", 0x1A: "LHT65N-PIR"})),
            word(u16, firmware_version(version(bits(8, 11), bits(4, 7), bits(0, 3))), reserved(bits(12, 15))), STATUS,
        ),
    }),
    measures=SENSORS,
    also={
        "dragino/lht65n-pir": variant(
            "Temperature, humidity and motion sensor LHT65N-PIR", measures=(SENSORS, motion, motion_count)
        ),
        "dragino/lht65n-e31f": "Temperature and humidity sensor with a further one outside, LHT65N-E31F",
        "dragino/lht65n-ne117": "Temperature and humidity sensor with an external TMP117 probe, LHT65N-NE117",
        "dragino/lht65s": "Temperature and humidity sensor with an external sensor, LHT65S",
    },
    vectors=[
        vector(
            "CBF6 0B0D 0376 0B 0ADD 0376", f_port=2, message="humidity_probe", battery_voltage=3.062,
            battery_status="good", temperature=28.29, humidity=88.6, temperature_probe=27.81, humidity_probe=88.6,
            source="the vendor's decoder, run",
        ),
        vector(
            "CBF6 A1B2C3D4 10 0ADD 0376", f_port=2, message="humidity_probe_id", battery_voltage=3.062,
            battery_status="good", probe_id="a1b2c3d4", temperature_probe=27.81, humidity_probe=88.6,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
