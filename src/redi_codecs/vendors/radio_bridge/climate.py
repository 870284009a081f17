"""RBS305 and RBS306 of temperature and humidity."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.radio_bridge.commands import COMMANDS, EVERY, PAGE, sensor
from redi_codecs.vendors.radio_bridge.events import UPLINK
from redi_codecs.vendors.radio_bridge.frames import ALL, SOURCE

CLIMATE = COMMANDS | {
    "threshold": sensor(
        0x0D, expect(u8, 0), EVERY,
        word(u8, attribute(humidity_margin=humidity(bits(4, 7)), temperature_margin=bits(0, 3), default=5)),
        attribute(temperature_threshold_min=temperature(i8), default=10),
        attribute(temperature_threshold_max=temperature(i8), default=40),
        attribute(humidity_threshold_min=humidity(u8), default=40, limits=(0, 100)),
        attribute(humidity_threshold_max=humidity(u8), default=60, limits=(0, 100)),
        examples=[
            example(
                "0D 00 18 A5 F6 1E 0F 3C", f_port=2, measurement_report_interval=86400, humidity_margin=10,
                temperature_margin=5, temperature_threshold_min=-10, temperature_threshold_max=30,
                humidity_threshold_min=15, humidity_threshold_max=60, source=PAGE,
            ),
        ],
    ),
    "change_threshold": sensor(
        0x0D, expect(u8, 1), EVERY, reserved(1),
        attribute(temperature_increase=u8, temperature_decrease=u8, humidity_increase=u8, humidity_decrease=u8),
        examples=[
            example(
                "0D 01 8F 00 0A 0F 05 14", f_port=2, measurement_report_interval=900, temperature_increase=10,
                temperature_decrease=15, humidity_increase=5, humidity_decrease=20, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
ATH = (ALL, temperature, humidity)

RBS_CLIMATE = device(
    "radio-bridge/rbs305-ath",
    name="Indoor temperature and humidity sensor RBS305",
    source=SOURCE,
    f_port=2,
    downlink=CLIMATE,
    uplink=UPLINK,
    measures=ATH,
    also={
        "radio-bridge/rbs306-ath-ext": variant("Outdoor temperature and humidity sensor RBS306", measures=ATH),
    },
    vectors=[
        vector(
            "120D0016503730", f_port=2, message="climate", temperature=22.5, humidity=55.3, protocol_version="1",
            frame_count=2, event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "120D0482502800", message="climate", temperature=-2.5, humidity=40, protocol_version="1", frame_count=2,
            event="temperature decreased", source="the vendor's decoder, run",
        ),
        vector(
            "210D0312703C30", message="climate", temperature=18.7, humidity=60.3, protocol_version="2", frame_count=1,
            event="temperature increased", source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
