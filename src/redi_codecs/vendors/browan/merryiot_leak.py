"""MerryIoT: leaks, with temperature and humidity, in the two ways of the other sensors.

Source: MerryIoT reference manual of the WL10, chapter "Messages", and the vendor's published decoder (wsms-159).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.browan.merryiot import RUN, since
from redi_codecs.vendors.browan.tabs import (
    KEEP_ALIVE,
    ON_ANOTHER_PORT,
    OTHER,
    SETTINGS_PORT,
    one,
    or_versions,
    request,
)

_LEAK: dict[int, Body] = {
    0x00: KEEP_ALIVE,
    0x03: attribute(collection_interval=duration(u16le), limits=(15, 65535)),
    0x04: attribute(tamper_enabled=u8 == 1),
    0x05: attribute(buzzer_time=duration(u8)),
}
_LEAK_MANUAL = "MerryIoT WL10 reference manual, 12.2"
_LEAK_EXAMPLES = dict(
    (
        one(_LEAK_MANUAL, "00 100E", report_interval=3600),
        one(_LEAK_MANUAL, "03 2C01", collection_interval=300),
        one(_LEAK_MANUAL, "04 01", tamper_enabled=True),
        one(_LEAK_MANUAL, "05 03", buzzer_time=3),
    )
)
WL10 = device(
    "browan/wl10",
    name="MerryIoT water leak, temperature and humidity sensor",
    source="MerryIoT WL10 reference manual, chapter 4 (port 126); the vendor's published decoder",
    f_port=126,
    uplink=switch(
        f_port,
        {
            126: since(word(u8, leak(bit(0)), button(bit(1)), tamper(bit(2)), reserved(bits(3, 7)))),
            SETTINGS_PORT: or_versions(message("configuration", tags(u8, _LEAK))),
        },
        otherwise=OTHER,
    ),
    downlink=commands(SETTINGS_PORT, u8, _LEAK, answer=True, joins=True, examples=_LEAK_EXAMPLES)
    | {"request_configuration": request()},
    also={"browan/lw10": "MerryIoT leak detection, temperature and humidity sensor"},
    vectors=[
        ON_ANOTHER_PORT,
        vector(
            "00 100E 03 2C01 04 01 05 03", f_port=204, message="configuration", report_interval=3600,
            collection_interval=(300, "s"), tamper_enabled=True, buzzer_time=(3, "s"),
            source="WL10 reference manual, 12.3",
        ),
        vector(
            "07 06 16 3F", f_port=126, leak=True, button=True, tamper=True, battery_voltage=2.7, temperature=22,
            humidity=63, source=RUN,
        ),
        vector(
            "01 06 F6 3F", leak=True, button=False, tamper=False, battery_voltage=2.7, temperature=-10, humidity=63,
            source="the vendor's decoder, run, its sign of the temperature put right",
        ),
        vector(
            "02 0F F6FF 3F", leak=False, button=True, tamper=False, battery_voltage=3.6, temperature=-1, humidity=63,
            source="computed from the reference manual, tenths of a degree in two bytes",
        ),
        vector(
            "04 0F 0601 7F", leak=False, button=False, tamper=True, battery_voltage=3.6, temperature=26.2,
            humidity="fault", source="computed; a humidity of 127 is none, as in the TABS manuals",
        ),
    ],
)  # fmt: skip
