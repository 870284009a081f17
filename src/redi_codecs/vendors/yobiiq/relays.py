"""Yobiiq iQ RM200, a controller with two relays, in the format of the other iQ devices.

Source: the vendor's published decoder.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.yobiiq.commands import COMMANDS, SETTINGS
from redi_codecs.vendors.yobiiq.iq import CLASSES, registers


def relay_of(number: int) -> dict[int, Body]:
    """The registers of an output that are only read."""
    return {
        16 * number: attribute(
            override_state=choice(u8, {0: "normal", 1: "manual on", 2: "manual off"}), channel=number
        ),
        16 * number + 10: relay(u8, channel=number),
        16 * number + 12: counter(u32, channel=number),
    }


RM200: dict[int, Body] = {
    0xFE: time(u32),
    0x01: attribute(logger_time=event_time(u32)),
    0x64: attribute(device_mode=choice(u8, {0: "normal", 1: "button"})),
    0x65: attribute(manufacturer=text(11)),
    0x66: attribute(original_manufacturer=text(6)),
    0x67: model(text(5)),
    0x68: attribute(serial=identifier(u32)),
    0x69: firmware_version(version(u8, u8)),
    0x6A: hardware_version(version(u8, u8)),
    0x6B: external_power(u8),
    0x6C: battery_voltage(u8 / 10),
    0x6D: battery(u8),
    0x78: attribute(board_temperature_alarm=u8 == 1),
    0x79: attribute(board_temperature_alarms=u32),
    0x7A: temperature(i16 / 100, place="board"),
    0x7B: humidity(u8, place="board"),
    0x82: temperature(i16 / 100),
    0x83: humidity(u8),
    0x96: attribute(online=u8 == 1),
    0x9E: attribute(join_type=choice(u8, {1: "OTAA"})),
    0x9F: attribute(lorawan_class=choice(u8, CLASSES)),
    0xA5: attribute(link_check_timeframe=u16),
    0xA6: attribute(retransmission=u8 == 1),
    0xA7: attribute(watchdog_alarm=u8 == 1),
    **relay_of(1),
    **relay_of(2),
    **SETTINGS,
}

IQ_RM200 = device(
    "yobiiq/iq-rm200-lrw",
    name="Controller with two relays",
    source="The vendor's published decoder 2.0.0",
    f_port=1,
    uplink=switch(
        f_port,
        {
            range(1, 6): registers(0x01, RM200),
            11: registers(0xAA, RM200, "alarm"),
            range(50, 101): registers(0xFF, RM200, "information"),
        },
    ),
    downlink=COMMANDS,
    vectors=[
        vector(
            "0101675BED04011A01011C80000108011001012A01012C80000206012002017AFD3F017B90", f_port=1,
            message="measurement", relay_1=True, counter_1=2147483912, relay_2=True, counter_2=2147484166,
            temperature_board=-7.05, humidity_board=(144.0, 'implausible'), logger_time=1734077700,
            override_state_1="manual on", override_state_2="manual off", source="the vendor's decoder, run",
        ),
        vector(
            "011A00012A00017AFD3F017B10", f_port=1, message="measurement", relay_1=False, relay_2=False,
            temperature_board=-7.05, humidity_board=16, source="the vendor's decoder, run",
        ),
        vector(
            "018208ED018336016C26", f_port=1, message="measurement", temperature=22.85, humidity=54,
            battery_voltage=3.8, source="the vendor's decoder, run",
        ),
        vector(
            "0182FEA20183BD", f_port=1, message="measurement", temperature=-3.5, humidity=(189.0, 'implausible'),
            source="the vendor's decoder, run",
        ),
        vector(
            "FF6A0200FF690201FF68019C79D8FF6B01FF6D00FF6C00FF67524D323030FF65594F4249495120422E562E", f_port=50,
            message="information", external_power=True, battery=0, battery_voltage=0, hardware_version="2.0",
            firmware_version="2.1", serial=27032024, model="RM200", manufacturer="YOBIIQ B.V.",
            source="the vendor's decoder, run",
        ),
        vector(
            "FF6B00FF6DBDFF6C8D", f_port=50, message="information", external_power=False,
            battery=(189.0, 'implausible'), battery_voltage=14.1, source="the vendor's decoder, run",
        ),
        vector("00", f_port=1, message="answer", command_failed=0, source="the vendor's decoder, run"),
        vector(
            "AA7801AA79000102FFAA7A0D3F", f_port=11, message="alarm", temperature_board=33.91,
            board_temperature_alarm=True, board_temperature_alarms=66303, source="the vendor's decoder, run",
        ),
        vector("01FE6729D530", f_port=1, message="measurement", time=1730794800, source="the vendor's decoder, run"),
        vector(
            "FF1B01FF1D02FF1E00FF1F01FF2B00FF2D01FF2E02FF2F00FF6401FF9601FF9D05FF9E01FF9F02FFA001FFA105FFA302FFA403FFA50102FFA601FFA700",
            f_port=100, message="information", control_1="on", default_state_1="retain", watchdog_state_1="off",
            button_override_1=True, control_2="off", default_state_2="on", watchdog_state_2="retain",
            button_override_2=False, device_mode="button", online=True, application_port=5, join_type="OTAA",
            lorawan_class="C", adr_enabled=True, spreading="SF7BW125", radio_mode="LoRaWAN and iQ D2D",
            join_attempts=3, link_check_timeframe=258, retransmission=True, watchdog_alarm=False,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
