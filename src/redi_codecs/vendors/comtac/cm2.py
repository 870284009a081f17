"""LPN CM-2, framed as the others."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.comtac.cm import APPLICATION

CM2 = device(
    "comtac/cm-2",
    name="Temperature, humidity and light sensor with analog inputs LPN CM-2",
    source="akenza's device types, CM-2",
    f_port=3,
    uplink=switch(
        f_port,
        {
            3: (
                protocol_version(version(u8)),
                word(
                    u8,
                    attribute(booster=bit(0)),
                    reserved(bit(1)),
                    attribute(sent_by_timer=bit(2), sent_by_event=bit(3)),
                    button(bit(4)),
                    attribute(digital_input_event=bit(5), deep_sleep=bit(6)),
                    digital_input(bit(7)),
                ),
                word(
                    u8,
                    attribute(low_temperature_alarm=bit(0), high_temperature_alarm=bit(1)),
                    attribute(low_humidity_alarm=bit(2), high_humidity_alarm=bit(3)),
                    attribute(low_probe_alarm=bit(4), high_probe_alarm=bit(5)),
                    attribute(low_current_alarm=bit(6), high_current_alarm=bit(7)),
                ),
                battery_voltage(u16 / 1000),
                temperature(i16 / 100),
                humidity(i16 / 100),
                temperature(i16 / 100, place="probe"),
                analog_input(u16, channel=1),
                analog_input(u16, channel=2),
                current(u16 / 1000),
                light_level(u8),
            ),
            100: message("information", attribute(application_type=u8), APPLICATION),
            101: message(
                "configuration",
                attribute(send_interval=u16),
                attribute(temperature_threshold_min=temperature(i8), temperature_threshold_max=temperature(i8)),
                attribute(humidity_threshold_min=humidity(u8), humidity_threshold_max=humidity(u8)),
                attribute(probe_threshold_min=temperature(i8), probe_threshold_max=temperature(i8)),
                attribute(current_threshold_min=u16, current_threshold_max=u16, digital_input_settings=u8),
            ),
        },
    ),
    vectors=[
        vector(
            "0110000A5EFED419EC07D001F4044809CA154578216A", f_port=3, button=True, digital_input=False,
            battery_voltage=2.654, temperature=-3, humidity=66.36, temperature_probe=20, analog_input_1=500,
            analog_input_2=1096, current=2.506, light_level=21, protocol_version="1", booster=False,
            sent_by_timer=False, sent_by_event=False, digital_input_event=False, deep_sleep=False,
            low_temperature_alarm=False, high_temperature_alarm=False, low_humidity_alarm=False,
            high_humidity_alarm=False, low_probe_alarm=False, high_probe_alarm=False, low_current_alarm=False,
            high_current_alarm=False, warnings=["trailing_bytes"], rest="4578216a",
            source="akenza's device types, test",
        ),
        vector(
            "6D010D", f_port=100, message="information", application_type=109, application_version="1.13",
            source="akenza's device types, run",
        ),
        vector(
            "000AF1F10000F1F10000000001", f_port=101, message="configuration", send_interval=10,
            temperature_threshold_min=-15, temperature_threshold_max=-15, humidity_threshold_min=0,
            humidity_threshold_max=0, probe_threshold_min=(-15.0, "Cel"), probe_threshold_max=(-15.0, "Cel"),
            current_threshold_min=0, current_threshold_max=0, digital_input_settings=1,
            source="akenza's device types, test",
        ),
    ],
)  # fmt: skip
