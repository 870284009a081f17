"""PCR2 counts people, TCR counts traffic, each from left to right (channel 1) and from right to left (channel 2).

Source: the vendor's published decoders of the PCR2 (payloads 2 to 6) and of the TCR (payload 2), big-endian.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.parametric.configuration import COMMANDS, CONFIGURATION

_COUNTS = (passage_count(u16, channel=1), passage_count(u16, channel=2))
_TOTALS = (passage_count(u16, channel=1, statistic="total"), passage_count(u16, channel=2, statistic="total"))
_BOARD = temperature(i16 / 10, place="board")
_SOLAR = power(u16 / 1000)

PCR2 = device(
    "parametric/pcr2",
    name="Radar people counter PCR2",
    source="The vendor's published decoder of the PCR2",
    f_port=14,
    uplink=switch(
        f_port,
        {
            14: switch(
                peek(0, u8),
                {
                    0xBE: (
                        expect(u16, 0xBE01),
                        switch(
                            u8,
                            {
                                3: (_COUNTS, _TOTALS, battery(u8), _SOLAR, _BOARD),
                                4: (_COUNTS, _TOTALS, battery_voltage(u16 / 1000), _SOLAR, _BOARD),
                            },
                        ),
                    ),
                },
                otherwise=tags(
                    u8, {0x01: _BOARD, 0x0A: passage_count(u16, channel=1), 0x16: passage_count(u16, channel=2)}
                ),
            ),
            190: message("configuration", CONFIGURATION),
        },
    ),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0A00071600030100F3", f_port=14, passage_count_1=7, passage_count_2=3, temperature_board=24.3,
            source="the vendor's decoder, run",
        ),
        vector(
            "BE01030007000301020103640BB800F3", passage_count_1=7, passage_count_2=3, passage_count_1_total=258,
            passage_count_2_total=259, battery=100, power=3, temperature_board=24.3,
            source="the vendor's decoder, run",
        ),
        vector(
            "BE01040007000301020103103C0BB8FFF3", passage_count_1=7, passage_count_2=3, passage_count_1_total=258,
            passage_count_2_total=259, battery_voltage=4.156, power=3, temperature_board=-1.3,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

_TYPES = {
    0: "TCR-LS", 1: "TCR-LSS", 2: "TCR-HS", 3: "TCR-HSS", 4: "TCR-LSA", 5: "TCR-LSB", 6: "TCR-HSA", 7: "TCR-HSB",
    8: "TCR-LSBS", 9: "TCR-HSBS", 10: "TCR-DLI", 11: "TCR-DLE", 12: "TCR-SLI", 13: "TCR-SLE", 14: "PCR2-OD",
    15: "PCR2-ODS",
}  # fmt: skip
_TRAFFIC: Body = (
    expect(u8, 0xA2),
    attribute(hour=u8, minute=u8),
    tuple(
        (passage_count(u16, channel=direction), speed(u8 * 5 / 18, channel=direction, statistic="mean"))
        for direction in (1, 2)
    ),
    supply_voltage(u8 / 10),
)  # fmt: skip

TCR = device(
    "parametric/tcr",
    name="Radar traffic counter TCR",
    source="The vendor's published decoder of the TCR",
    f_port=13,
    uplink=switch(
        f_port,
        {13: _TRAFFIC}
        | {port: message(f"category_{port - 13}", _TRAFFIC) for port in range(14, 18)}
        | {
            1: message("configuration", expect(u8, 0xC2), attribute(setting=u8, setting_value=hexadecimal())),
            190: message(
                "information",
                expect(u8, 0xD2),
                model(choice(u8, _TYPES)),
                attribute(feature_level=choice(u8, {0: "basic", 1: "advanced", 2: "pro"})),
                attribute(speed_class=choice(u8, {0: "people", 1: "low speed", 2: "high speed"})),
                word(u16, firmware_version(version(bits(12, 15), bits(8, 11), bits(0, 7)))),
                word(u16, attribute(charger_version=version(bits(12, 15), bits(8, 11), bits(0, 7)))),
            ),
        },
    ),
    vectors=[
        vector(
            "A2140A03E832044C3433", f_port=13, passage_count_1=1000, speed_1_mean=13.88888888888889,
            passage_count_2=1100, speed_2_mean=14.444444444444445, supply_voltage=5.1, hour=20, minute=10,
            source="Actility's driver, example",
        ),
        vector(
            "A2140A03E832044C3433", f_port=15, message="category_2", passage_count_1=1000,
            speed_1_mean=13.88888888888889, passage_count_2=1100, speed_2_mean=14.444444444444445, supply_voltage=5.1,
            hour=20, minute=10, source="Actility's driver, example",
        ),
    ],
)  # fmt: skip
