"""Thermokon: a tag of one byte, or of two where its highest bit is set, before each value; big-endian.

Source: the vendor's published decoders, for the sensors and for thanos EVO, whose port 4 has registers of a room.
The count beside a state is that of its changes since the last message. Volatile compounds are told in percent.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.thermokon.models import MODELS
from redi_codecs.vendors.thermokon.table import DATA, ROOM, SETTINGS

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
