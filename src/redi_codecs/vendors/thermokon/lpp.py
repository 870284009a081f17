"""Thermokon: a tag of one byte, or of two where its highest bit is set, before each value; big-endian.

Source: the vendor's published decoders, for the sensors and for thanos EVO, whose port 4 has registers of a room.
The count beside a state is that of its changes since the last message. Volatile compounds are told in percent.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.thermokon.models import MODELS

#: What can be set, and is told where it was asked for. Hysteresis is none, strong, medium, weak, in this order.
SETTINGS: dict[int, Body] = {
    0x8413: attribute(motion_disabled_for=duration(u16)),
    0x8414: attribute(motion_follow_up=duration(u16)),
    0xC106: report_interval(u16 * 60),
    0xC107: attribute(hysteresis=u16),
    0xC108: attribute(collection_interval=duration(u16)),
    0xC10A: attribute(measurements_per_report=u16),
    0xC10B: attribute(input_latency=duration(u16)),
    0xC121: attribute(light_on_time=u16),
    0xC123: attribute(light_interval=u16, channel=0),
    0xC125: attribute(light_interval=u16, channel=1),
    0xC127: attribute(light_interval=u16, channel=2),
    0xC129: attribute(light_interval=u16, channel=3),
    0xC12B: attribute(light_interval=u16, channel=4),
    0xC12D: attribute(light_interval=u16, channel=5),
    0xC135: attribute(led_on_time=u16),
    0xC136: attribute(led_interval=u16, channel=0),
    0xC137: attribute(led_interval=u16, channel=1),
    0xC138: attribute(led_interval=u16, channel=2),
    0xC139: attribute(led_interval=u16, channel=3),
}
DATA: dict[int, Body] = SETTINGS | {
    0x00: attribute(parser=i16),
    0x01: attribute(dummy=i8),
    0x10: temperature(i16 / 10),
    0x11: humidity(u8),
    0x12: co2(u16),
    0x13: tvoc_index(u16),
    0x30: pressure(u16),
    0x31: differential_pressure(i16),
    0x32: air_flow(u16),
    0x40: illuminance(u16),
    0x41: word(u8, motion(bit(0)), motion_count(bits(1, 7))),
    0x50: word(u8, contact(bit(0)), contact_count(bits(1, 7))),
    0x51: word(u16, attribute(condensation_raw=bits(0, 11)), reserved(bits(12, 14)), attribute(condensation=bit(15))),
    0x54: battery_voltage(u8 / 50),
    0x63: attribute(setpoint=u8),
    0x8415: attribute(motion_enabled=u8 != 0),
    0x8540: battery_voltage(u16 / 1000),
    0x8550: word(u8, attribute(long_press=bit(0), channel=1), button_count(bits(1, 7), channel=1)),
    0x9100: temperature(i16 / 10, channel=2),
    0x9140: attribute(moisture=u16),
    0x9410: word(u8, motion(bit(0), channel=2), motion_count(bits(1, 7), channel=2)),
    0x9500: word(u8, contact(bit(0), channel=2), contact_count(bits(1, 7), channel=2)),
    0x9510: attribute(condensation_raw_only=i16),
    0x9550: word(u8, attribute(long_press=bit(0), channel=2), button_count(bits(1, 7), channel=2)),
    0x9630: target_temperature(i16 / 10),
    0xA100: temperature(i16 / 10, channel=3),
    0xC000: attribute(device_key=hexadecimal(2)),
    0xC100: attribute(command=u16),
    0xC103: attribute(learn=u8),
    0xC105: attribute(battery_type=u16),
    0xC120: attribute(light_mode=u8),
    0xC134: attribute(led_mode=u8),
    0xC194: attribute(shown_value=i16, channel=0),
    0xC19C: attribute(shown_value=i16, channel=1),
    0xC1A4: attribute(shown_value=i16, channel=2),
    0xC1AC: attribute(shown_value=i16, channel=3),
    0xC216: attribute(lorawan_port=u16),
    0xC217: attribute(adr=u16),
    0xC218: attribute(lorawan_data_rate=u16),
    0xC219: attribute(transmission_power=u16),
    0xC21A: attribute(channel_mask=hexadecimal(2)),
    0xC21B: attribute(repetitions=u16),
    0xC21C: attribute(rejoin_interval=u16),
    0xC21D: attribute(confirmation=u16),
    0xC230: attribute(forced_uplink=u16),
    0xC402: attribute(enocean_chip_id=identifier(u32)),
    0xC404: attribute(enocean_base_id=identifier(u32)),
}  # fmt: skip

#: Port 4: what a room operating unit has in its registers, two bytes each.
ROOM: dict[int, Body] = {
    100: attribute(occupied=u16),
    101: attribute(eco=u16),
    103: target_temperature(i16 / 10),
    104: attribute(fan=u16),
    199: attribute(light_scene=u16),
    200: attribute(light=u16, channel=1),
    201: attribute(light=u16, channel=2),
    300: attribute(shutter=u16, channel=1),
    301: attribute(slat=i16, channel=1),
    302: attribute(shutter=u16, channel=2),
    303: attribute(slat=i16, channel=2),
    500: temperature(i16 / 10),
    501: humidity(u16),
    505: co2(u16),
    506: tvoc_index(u16),
}
CLIMATE = (temperature, humidity, co2)

#: The published encoder sends them all to port 2, in one payload.
PORT = 2
PUBLISHED = "the vendor's published encoder, its example"
RUN = "the vendor's published encoder, run"
DOWNLINK = {
    **commands(
        PORT, u16, SETTINGS, answer=True, joins=True,
        examples={
            "report_interval": [
                example("C106 0005", f_port=PORT, report_interval=300, source=PUBLISHED),
                example("C106 8021", report_interval=1968060, source=RUN),
            ],
            "hysteresis": [example("C107 0003", f_port=PORT, hysteresis=3, source=PUBLISHED)],
            "collection_interval": [
                example("C108 000F", f_port=PORT, collection_interval=15, source=PUBLISHED),
                example("C108 8021", collection_interval=32801, source=RUN),
            ],
            "measurements_per_report": [
                example("C10A 0064", f_port=PORT, measurements_per_report=100, source=PUBLISHED),
            ],
            "input_latency": [example("C10B 000A", f_port=PORT, input_latency=10, source=RUN)],
            "motion_disabled_for": [example("8413 000A", f_port=PORT, motion_disabled_for=10, source=RUN)],
            "motion_follow_up": [example("8414 000A", f_port=PORT, motion_follow_up=10, source=RUN)],
            "light_on_time": [example("C121 000A", f_port=PORT, light_on_time=10, source=RUN)],
            "led_on_time": [example("C135 0003", f_port=PORT, led_on_time=3, source=PUBLISHED)],
            "light_interval_0": [example("C123 000A", f_port=PORT, light_interval_0=10, source=RUN)],
            "light_interval_1": [example("C125 000A", f_port=PORT, light_interval_1=10, source=RUN)],
            "light_interval_2": [example("C127 000A", f_port=PORT, light_interval_2=10, source=RUN)],
            "light_interval_3": [example("C129 000A", f_port=PORT, light_interval_3=10, source=RUN)],
            "light_interval_4": [example("C12B 000A", f_port=PORT, light_interval_4=10, source=RUN)],
            "light_interval_5": [example("C12D 000A", f_port=PORT, light_interval_5=10, source=RUN)],
            "led_interval_0": [example("C136 000A", f_port=PORT, led_interval_0=10, source=RUN)],
            "led_interval_1": [example("C137 000A", f_port=PORT, led_interval_1=10, source=RUN)],
            "led_interval_2": [example("C138 000A", f_port=PORT, led_interval_2=10, source=RUN)],
            "led_interval_3": [example("C139 000A", f_port=PORT, led_interval_3=10, source=RUN)],
        },
    ),
    "request_status": command(
        PORT, expect(u16, 0xC230), expect(u16, 1), joins=True, examples=[example("C230 0001", f_port=PORT, source=RUN)]
    ),
    "save_settings": command(
        PORT, expect(u16, 0xC100), expect(u16, 2), joins=True, examples=[example("C100 0002", f_port=PORT, source=RUN)]
    ),
    "reboot": command(
        PORT, expect(u16, 0xC100), expect(u16, 3), joins=True, examples=[example("C100 0003", f_port=PORT, source=RUN)]
    ),
    "factory_reset": command(
        PORT, expect(u16, 0xC100), expect(u16, 1), joins=True, disruptive="its settings are lost",
        examples=[example("C100 0001", f_port=PORT, source=PUBLISHED)],
    ),
}  # fmt: skip

MCS = device(
    "thermokon/mcs-lrw",
    name="Multisensor MCS",
    source="The vendor's published decoders (revision A; revision C of its data sheet for the settings)",
    f_port=1,
    uplink=switch(f_port, {4: message("room", tags(u16, ROOM))}, otherwise=tags(u8, DATA, second=u8)),
    downlink=DOWNLINK,
    measures=(battery_voltage, temperature, humidity, illuminance, motion, motion_count, contact, contact_count),
    also={
        "thermokon/novos-3-lrw": variant("Room operating unit NOVOS 3", measures=(battery_voltage, CLIMATE, motion)),
        "thermokon/thanos-evo-lrw": variant(
            "Room operating unit thanos EVO", measures=(battery_voltage, CLIMATE, tvoc_index, pressure)
        ),
        **MODELS,
    },
    vectors=[
        vector("1000A6 121688 13000B", f_port=1, temperature=16.6, co2=5768, tvoc_index=11, source="data sheet"),
        vector(
            "544E 1000EE 112E 40002B", battery_voltage=1.56, temperature=23.8, humidity=46, illuminance=43,
            source="the vendor's decoder, run",
        ),
        vector(
            "10FFF6 1128 1201F4 40015E 410B 85400CE4", temperature=-1, humidity=40, co2=500, illuminance=350,
            motion=True, motion_count=5, battery_voltage=3.3, source="the vendor's decoder, run",
        ),
        vector(
            "01F400EB 01F50030 01F90258 01FA0078 006700DC 00680002", f_port=4, message="room", temperature=23.5,
            humidity=48, co2=600, tvoc_index=120, target_temperature=22, fan=2, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
