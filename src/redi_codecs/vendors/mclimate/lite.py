"""MClimate's Lite room sensors; framed as the others, big-endian.

Their battery is 1.6 V and a share of 2.2 V. Source: MClimate's published decoders and the payloads of their tests.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mclimate import downlinks
from redi_codecs.vendors.mclimate.downlinks import EXAMPLES, commands_of, requests, told_by
from redi_codecs.vendors.mclimate.keepalive import BASIC, CO2, DISPLAY, HUMIDITY, TEMPERATURE

BATTERY = battery_voltage((u8 * 2200 / 255 + 1600) / 1000)
OCCUPIED = word(u16, temperature((bits(0, 9) - 400) / 10), occupancy(bit(10)), reserved(bits(11, 15)))
PIR: dict[int, Body] = {
    0x2F: attribute(report_on_button=u8),
    0x37: attribute(pir_state=u8),
    0x39: attribute(occupancy_timeout=duration(u16)),
    0x3D: attribute(pir_enabled=u8 != 0),
    0x3F: attribute(pir_sensitivity=u8),
    0x49: attribute(pir_measurement_period=duration(u8)),
    0x4B: attribute(pir_check_period=duration(u8)),
    0x4D: attribute(pir_blind_period=duration(u8)),
}
RUN = "the vendor's decoder, run"
RUN_ENCODER = "the vendor's published encoder (Actility device catalog), run"
#: The published encoder gives both periods two bytes, the decoder reads one byte of the answers.
PIR_COMMANDS: dict[str, Command] = commands_of(
    PIR,
    {name: numbers for name, numbers in downlinks.PIR.items() if name not in ("pir_check_period", "pir_blind_period")},
) | {
    **requests(PIR, report_on_button=0x2F, pir_check_period=0x4B, pir_blind_period=0x4D),
    "pir_check_period": told_by(
        0x4A, attribute(pir_check_period=duration(u16)), *EXAMPLES["pir_check_period"], answer=False
    ),
    "pir_blind_period": told_by(
        0x4C, attribute(pir_blind_period=duration(u16)), *EXAMPLES["pir_blind_period"], answer=False
    ),
    "report_on_button": told_by(
        0x2E, PIR[0x2F], example("2E 01", f_port=1, report_on_button=1, source=RUN_ENCODER), answer=["report_on_button"]
    ),
}
COMMON = commands_of(BASIC, downlinks.COMMON)
EVENT = {0x3A: "occupied", 0x3B: "vacant", 0x40: "motion"}


def sensor(heads: tuple[int, ...], size: int, commands: Mapping[int, Body], *keep_alive: Body) -> Body:
    """Its keep-alive of so many bytes behind one of these heads, alone or behind answers to commands, or they alone."""
    frame = (attribute(head=hexadecimal(1)), *keep_alive)
    answers = tags(u8, commands)
    return switch(
        peek(0, u8),
        {
            heads: message("keep_alive", *frame),
            tuple(EVENT): message("event", event(choice(u8, EVENT)), *frame),
        },
        otherwise=message("response", switch(peek(-size, u8), {heads: (answers, *frame)}, otherwise=answers)),
    )


CO2_PIR_LITE = device(
    "mclimate/co2-pir-lite",
    name="CO₂, motion, temperature and humidity sensor",
    source="The vendor's published decoder and the payloads of its tests",
    f_port=2,
    uplink=sensor(
        (0x81, 0x51),
        8,
        BASIC | CO2 | PIR,
        OCCUPIED,
        HUMIDITY,
        BATTERY,
        word(u16, co2(concat(bits(3, 7), bits(8, 15))), reserved(bits(0, 2))),
        motion_count(u8),
    ),
    downlink=COMMON | commands_of(CO2, downlinks.CO2) | PIR_COMMANDS,
    vectors=[
        vector(
            "81 0679 7E DA 4718 F1", f_port=2, message="keep_alive", occupancy=True, temperature=23.3,
            humidity=49.21875, battery_voltage=(218 * 2200 / 255 + 1600) / 1000, co2=839, motion_count=241, source=RUN,
        ),
        vector(
            "39 003C 12 0A 81 0279 7B D9 5A18 00", message="response", occupancy_timeout=(60, "s"),
            report_interval=600, occupancy=False, temperature=23.3, humidity=48.046875,
            battery_voltage=(217 * 2200 / 255 + 1600) / 1000, co2=858, motion_count=0, source=RUN,
        ),
    ],
)  # fmt: skip

HT_PIR_LITE = device(
    "mclimate/ht-pir-lite",
    name="Motion, temperature and humidity sensor",
    source="The vendor's published decoder and the payloads of its tests",
    f_port=2,
    uplink=sensor((0x81, 0x51), 6, BASIC | PIR, OCCUPIED, HUMIDITY, BATTERY, motion_count(u8)),
    downlink=COMMON | PIR_COMMANDS,
    vectors=[
        vector(
            "81 0279 7D E2 01", f_port=2, message="keep_alive", occupancy=False, temperature=23.3, humidity=48.828125,
            battery_voltage=(226 * 2200 / 255 + 1600) / 1000, motion_count=1, source=RUN,
        ),
        vector(
            "51 05F4 80 A0 87", message="keep_alive", occupancy=True, temperature=10, humidity=50,
            battery_voltage=(160 * 2200 / 255 + 1600) / 1000, motion_count=135, source=RUN,
        ),
    ],
)  # fmt: skip

HT_DISPLAY_LITE = device(
    "mclimate/ht-display-lite",
    name="Display with temperature, humidity and light",
    source="The vendor's published decoder and the payloads of its tests",
    f_port=2,
    uplink=sensor(
        (0x01,),
        9,
        BASIC | DISPLAY | {0x2F: attribute(report_on_button=u8)},
        TEMPERATURE,
        HUMIDITY,
        illuminance(u16),
        battery_voltage(u16 / 1000),
        power_source(choice(u8, {0: "solar", 2: "usb"})),
    ),
    downlink=COMMON,
    vectors=[
        vector(
            "12 0F 04 1210 01 027A 9D 0028 0D18 00", f_port=2, message="response", report_interval=900,
            hardware_version="1.2", firmware_version="1.0", temperature=23.4, humidity=61.328125, illuminance=40,
            battery_voltage=3.352, power_source="solar", source="the vendor's published test",
        ),
        vector(
            "01 017A 9D 8028 0D18 02", message="keep_alive", temperature=-2.2, humidity=61.328125, illuminance=32808,
            battery_voltage=3.352, power_source="usb", source="computed from the vendor's published decoder",
        ),
    ],
)  # fmt: skip
