"""Square and Puck: one protocol on many ports, whose values a model numbers in its own way; big-endian.

Source: the vendor's published translators. With its two highest bits a value has its age, which counts from the value
before it: such a one is a record. Values of port 11 are compressed and kept as they are.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.sensative.ports import (
    AIR_VALUES,
    CLIMATE_VALUES,
    LIGHT_VALUES,
    RADAR_VALUES,
    SOUND_VALUES,
    by_port,
)

_SOURCE = "The vendor's published translator, schema {}"

AIR = device(
    "sensative/square-air",
    name="Square Air",
    source=_SOURCE.format("R16 to R25"),
    f_port=1,
    uplink=by_port(CLIMATE_VALUES | LIGHT_VALUES | AIR_VALUES),
    vectors=[
        vector(
            "330D65350000", f_port=1, message="values", humidity=34.29, illuminance=0, source="Actility's driver, run",
        ),
        vector(
            "380000009D3C0000006039000003C93A000186BE3B00000090", message="values", iaq=157, co2=969, pressure=1000.3,
            tvoc=1440, static_iaq=96, source="Actility's driver, run",
        ),
    ],
)  # fmt: skip

COMFORT = device(
    "sensative/square-comfort",
    name="Square Comfort",
    source=_SOURCE.format("of the model"),
    f_port=1,
    uplink=by_port(CLIMATE_VALUES | LIGHT_VALUES),
    vectors=[
        vector("30049E", f_port=1, message="values", temperature=11.82, source="Actility's driver, run"),
    ],
)

SOUND = device(
    "sensative/square-sound",
    name="Square Sound",
    source=_SOURCE.format("of the model"),
    f_port=1,
    uplink=by_port(CLIMATE_VALUES | SOUND_VALUES),
    vectors=[
        vector(
            "3501E638000001FE100FEF", f_port=1, message="values", sound_level=48.6, sound_level_max=51,
            humidity_mean=40.79, source="Actility's driver, run",
        ),
    ],
)  # fmt: skip

RADAR = device(
    "sensative/puck-radar",
    name="Puck Radar",
    source=_SOURCE.format("R11 to R25"),
    f_port=1,
    uplink=by_port(RADAR_VALUES),
    vectors=[
        vector(
            "3200640101", f_port=1, message="values", low_distance_level=(1000.0, 'mm'), distance_alarm=1,
            source="Actility's driver, run",
        ),
    ],
)  # fmt: skip
