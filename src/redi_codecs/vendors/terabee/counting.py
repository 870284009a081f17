"""People Flow Counting M and People Occupancy Counting: counts, and answers to commands.

Source: the vendor's published decoders (pcm and poc lora payload decoders), big-endian.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

COUNTS: Body = (people_in(u32, statistic="total"), people_out(u32, statistic="total"))
_ENABLED = {0: "disabled", 1: "enabled"}
ACCESS_POINT: Body = attribute(access_point=choice(u8, _ENABLED))
_ANALOG_OUTPUT: Body = attribute(output=choice(u8, _ENABLED), occupancy_max=u16)
_SECONDS: Body = report_interval(u32)
HEIGHT: Body = attribute(mounting_height=distance(u16))


def answers(answers: dict[int, Body]) -> Body:
    """Values asked for; behind 0xFF the number of a command, and whether it was carried out."""
    done = (attribute(answered=u8), attribute(result=choice(u8, {0: "done", 255: "refused"})))
    return message("answer", switch(u8, answers | {0xFF: done}))


_VERSIONS: dict[int, Body] = {
    0x80: model(text(3)),
    0x8A: (reserved(1), attribute(software_version=text(10))),
    0x8B: attribute(radio_version=text(9)),
}

PCM = device(
    "terabee/tb-pcm",
    name="People Flow Counting M",
    source="The vendor's published decoder, pcm_lora_payload_decoder",
    f_port=82,
    uplink=switch(
        f_port,
        {
            82: (
                COUNTS,
                word(u8, fault(bit(0)), attribute(stuck=bit(1), access_point_on=bit(2)), reserved(bits(3, 7))),
            ),
            2: answers({2: COUNTS}),
            3: answers({}),
            4: answers(_VERSIONS),
            5: answers({1: ACCESS_POINT}),
            6: answers({}),
            8: answers({1: _ANALOG_OUTPUT}),
            100: answers({
                1: HEIGHT,
                2: attribute(counting_direction=choice(u8, {0: "out", 1: "in"})),
                3: _SECONDS,
                4: attribute(cable_position=choice(u8, {0: "right", 1: "left"})),
            }),
        },
    ),
    vectors=[
        vector(
            "0000000A0000000504", f_port=82, people_in_total=10, people_out_total=5, fault=False, stuck=False,
            access_point_on=True, source="Actility's driver, example",
        ),
        vector(
            "000000000000000001", people_in_total=0, people_out_total=0, fault=True, stuck=False,
            access_point_on=False, source="Actility's driver, example",
        ),
        vector(
            "0105DC", f_port=100, message="answer", mounting_height=(1500.0, 'mm'),
            source="Actility's driver, example",
        ),
    ],
)  # fmt: skip

_USE = {
    0: "open space", 1: "installation mode", 2: "meeting room", 3: "waiting lounge", 4: "work office",
    5: "point of sale",
}  # fmt: skip

POC = device(
    "terabee/tb-poc",
    name="People Occupancy Counting",
    source="The vendor's published decoder, poc_lora_payload_decoder; zones are counted from 0",
    f_port=83,
    uplink=switch(
        f_port,
        {
            83: (
                word(
                    u8,
                    fault(bit(0)),
                    attribute(stuck=bit(1), access_point_on=bit(2), warming_up=bit(3)),
                    reserved(bits(4, 7)),
                ),
                people_count(u8, primary=True),
                tuple(people_count(u8, channel=zone, invalid={255: "disabled"}) for zone in range(8)),
            ),
            3: answers({}),
            4: answers(_VERSIONS),
            5: answers({1: ACCESS_POINT}),
            6: answers({}),
            8: answers({1: _ANALOG_OUTPUT}),
            100: answers({1: HEIGHT, 3: _SECONDS, 5: attribute(use_case=choice(u8, _USE))}),
            101: answers({
                1: attribute(active_zones=hexadecimal()),
                2: attribute(occupancy_zone=hexadecimal(6)),
                3: attribute(excluded_zone=hexadecimal(6)),
            }),
        },
    ),
    vectors=[
        vector(
            "0F050304020100FFFFFF", f_port=83, people_count=5, people_count_0=3, people_count_1=4, people_count_2=2,
            people_count_3=1, people_count_4=0, people_count_5="disabled", people_count_6="disabled",
            people_count_7="disabled", fault=True, stuck=True, access_point_on=True, warming_up=True,
            source="Actility's driver, example",
        ),
        vector(
            "8A0076302E392E322D455500", f_port=4, message="answer", software_version="v0.9.2-EU",
            source="Actility's driver, example",
        ),
        vector("0502", f_port=100, message="answer", use_case="meeting room", source="Actility's driver, example"),
    ],
)  # fmt: skip
