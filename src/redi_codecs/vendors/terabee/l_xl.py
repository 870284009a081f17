"""People Counting L-XL: counts, and answers to commands.

Source: the vendor's published decoder (pcl lora payload decoder), big-endian.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.terabee.counting import ACCESS_POINT, COUNTS, HEIGHT, answers

_VERSION = version(u8, u8, u8)

L_XL = device(
    "terabee/pc-l-xl",
    name="People Counting L-XL",
    source="The vendor's published decoder, pcl_lora_payload_decoder",
    f_port=1,
    uplink=switch(
        f_port,
        {
            1: (
                COUNTS,
                optional(
                    remaining >= 1,
                    word(
                        u8,
                        fault(bit(0)),
                        attribute(stuck=bit(1), several_devices_fault=bit(2), access_point_on=bit(3)),
                        reserved(bits(4, 7)),
                    ),
                ),
            ),
            2: answers({2: COUNTS}),
            3: answers({}),
            4: answers({
                1: attribute(people_counting_version=_VERSION),
                2: attribute(web_gui_version=_VERSION),
                3: attribute(lora_agent_version=_VERSION),
                4: attribute(access_point_version=_VERSION),
                5: attribute(updater_version=_VERSION),
                6: attribute(fan_service_version=_VERSION),
            }),
            5: answers({1: ACCESS_POINT}),
            6: answers({}),
            7: answers({}),
            100: answers({
                1: HEIGHT,
                2: attribute(counting_direction=choice(u8, {0: "normal", 1: "reversed"})),
                3: report_interval(u16 * 60),
            }),
            101: message("area", attribute(area=hexadecimal())),
            102: answers({}),
        },
    ),
    also={"terabee/peoplecountingxl": "People Counting XL"},
    vectors=[
        vector(
            "0000001000000011", f_port=1, people_in_total=16, people_out_total=17, source="Actility's driver, example",
        ),
        vector(
            "000000000000000001", people_in_total=0, people_out_total=0, fault=True, stuck=False,
            several_devices_fault=False, access_point_on=False, source="Actility's driver, example",
        ),
        vector(
            "02000000C8000001C8", f_port=2, message="answer", people_in_total=200, people_out_total=456,
            source="Actility's driver, example",
        ),
    ],
)  # fmt: skip
