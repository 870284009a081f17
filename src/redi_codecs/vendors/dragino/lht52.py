"""LHT52: built-in temperature and humidity, and an external temperature sensor; big-endian, each with its time.

Source: LHT52 user manual (2.4) and the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dragino.commands import COMMANDS, LOGGER
from redi_codecs.vendors.dragino.lht65 import NO_DATA, PROBE, STATUS, TEMPERATURE

_ENTRY = (TEMPERATURE, humidity(i16 / 10), PROBE)

LHT52 = device(
    "dragino/lht52",
    name="Temperature and humidity sensor with an external temperature sensor",
    source="LHT52 user manual, 2.4 (uplink payload)",
    f_port=2,
    downlink=COMMANDS | LOGGER,
    uplink=switch(f_port, {
        2: switch(
            length,
            {11: message("measurement", *_ENTRY, attribute(extension=u8), time(u32, invalid={0: "clock_not_set"}))},
            otherwise=message("reply", raw_data(raw())),
        ),
        3: switch(peek(0, u64), {0: NO_DATA}, otherwise=message("datalog", history(*_ENTRY, reserved(1), time(u32)))),
        4: message("probe_id", attribute(probe_id=serial_number(hexadecimal(8)))),
        5: message(
            "status",
            model_id(u8, 0x09),
            word(u16, firmware_version(version(bits(8, 15), bits(4, 7), bits(0, 3)))),
            STATUS,
        ),
    }),
    vectors=[
        vector(
            "08CD 0220 7FFF 01 61CD4EDD", f_port=2, message="measurement", time=1640845021, temperature=22.53,
            humidity=54.4, temperature_probe="not_connected", extension=1, source="user manual, 2.4.2",
        ),
        vector("0000 0000 0000 00 00000000", f_port=3, message="no_data", source="user manual, 2.4.3"),
        vector(
            "09 0100 01 00 0B3A", f_port=5, message="status", firmware_version="1.0.0", frequency_band="EU868",
            sub_band=0, battery_voltage=2.874, source="user manual, 2.4.1",
        ),
    ],
)  # fmt: skip
