"""CTSLORA: loggers of the cold chain, of 2, 3 or 6 channels as their first bytes say; big-endian.

Source: Actility's driver. Temperatures are half-precision floats; the measurements of a frame are one after another,
at an interval that it does not say. Nor does it say from when on the clock counts its seconds.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *


def _probe(channel: int) -> Body:
    return temperature(
        minifloat(u16, exponent=5, mantissa=10, signed=True, hidden=True), place="probe", channel=channel
    )


_HEADER = (
    word(u8, battery_level(bits(0, 3)), attribute(channels=bits(4, 7))),
    word(u8, attribute(settings_version=bits(0, 3)), protocol_version(version(bits(4, 7)))),
    attribute(clock=u32),
)
_MEASUREMENTS = (
    _HEADER,
    attribute(alarms=hexadecimal(5)),
    history(
        _probe(1),
        *(optional(V.channels >= channel, _probe(channel)) for channel in range(2, 7)),
    ),
)

CTSLORA = device(
    "medifroid/ctslora200",
    name="CTSLORA200 cold chain logger",
    source="Actility's driver for Medifroid CTSLORA",
    f_port=1,
    also={
        "medifroid/ctslora300": "CTSLORA300 cold chain logger",
        "medifroid/ctslora600": "CTSLORA600 cold chain logger",
    },
    uplink=switch(
        u8,
        {
            1: message("synchronisation", _HEADER, optional(remaining >= 6, attribute(software=f32, build=i16))),
            2: message("synchronisation_asked"),
            3: message("measurements", _MEASUREMENTS),
            4: message("measurements_again", _MEASUREMENTS),
            5: message("campaign", _HEADER, attribute(campaign_state=i8)),
        },
    ),
    vectors=[
        vector(
            "031A13112270C4000000000046E846E346EE46F346F8", f_port=1, message="measurements", battery_level=10,
            channels=1, settings_version=3, protocol_version="1", clock=287469764, alarms="0000000000",
            records=[
                {"temperature_probe_1": 6.90625}, {"temperature_probe_1": 6.88671875},
                {"temperature_probe_1": 6.9296875}, {"temperature_probe_1": 6.94921875},
                {"temperature_probe_1": 6.96875},
            ],
            source="Actility's driver, run",
        ),
        vector("02", message="synchronisation_asked", source="Actility's driver, run"),
        vector(
            "042613112270C40001020304C2000C00BC0042007E00FC00", message="measurements_again", battery_level=6,
            channels=2, settings_version=3, protocol_version="1", clock=287469764, alarms="0001020304",
            records=[
                {"temperature_probe_1": -3, "temperature_probe_2": 0.000244140625},
                {"temperature_probe_1": -1, "temperature_probe_2": 3},
                {"temperature_probe_1": "unknown", "temperature_probe_2": "unknown"},
            ],
            source="Actility's driver, run",
        ),
    ],
)  # fmt: skip
