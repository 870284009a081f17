"""LPN CM-1 and CM-3: climate of rooms and of things, big-endian; bit 7 of a status byte is the manual's first.

Source: the vendor's published decoder of the CM-4 and akenza's device types; both agree.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: Both sensors say 250 where they have no value.
TEMPERATURE = temperature(i16 / 100, invalid=25000)
HUMIDITY = humidity(u8, invalid=250)

HEAD = (
    word(
        u8,
        attribute(pt100_present=bit(0), temperature_sensor_present=bit(1), accelerometer_present=bit(2)),
        attribute(memory_present=bit(3), last_temperature_valid=bit(4)),
        low_battery(bit(5)),
        reserved(bits(6, 7)),
    ),
    word(
        u8,
        attribute(asynchronous=bit(0), history_sent=bit(1)),
        alarm(bit(2)),
        button(bit(3)),
        attribute(configuration_received=bit(4), information_requested=bit(5)),
        reserved(bits(6, 7)),
    ),
    battery(u8 / 2),
)
APPLICATION = attribute(application_version=version(u8, u8))

CM1 = device(
    "comtac/cm-1",
    name="Temperature and humidity sensor LPN CM-1",
    source="akenza's device types, CM-1",
    f_port=3,
    uplink=(
        word(
            u8,
            attribute(booster=bit(0)),
            reserved(bit(1)),
            attribute(low_humidity_alarm=bit(2), high_humidity_alarm=bit(3)),
            button(bit(4)),
            reserved(bit(5)),
            attribute(low_temperature_alarm=bit(6), high_temperature_alarm=bit(7)),
        ),
        attribute(temperature_threshold_min=temperature(i8), temperature_threshold_max=temperature(i8)),
        attribute(humidity_threshold_min=humidity(i8), humidity_threshold_max=humidity(i8)),
        attribute(send_interval=u16),
        battery_voltage(u16 / 1000),
        temperature(i16 / 100),
        humidity(i16 / 100),
    ),
    vectors=[
        vector(
            "10F1F10000000F0AB60A091379", f_port=3, button=True, battery_voltage=2.742, temperature=25.69,
            humidity=49.85, booster=False, low_humidity_alarm=False, high_humidity_alarm=False,
            low_temperature_alarm=False, high_temperature_alarm=False, temperature_threshold_min=-15,
            temperature_threshold_max=-15, humidity_threshold_min=0, humidity_threshold_max=0, send_interval=15,
            source="akenza's device types, test",
        ),
    ],
)  # fmt: skip

CM3 = device(
    "comtac/cm-3",
    name="Temperature sensor with a Pt100 probe LPN CM-3",
    source="akenza's device types, CM-3",
    f_port=3,
    uplink=(
        protocol_version(version(u8)),
        HEAD,
        switch(
            f_port,
            {
                3: switch(u8, {1: temperature(i16 / 100), 2: history(temperature(i16 / 100), count=8, newest="first")}),
                100: message(
                    "configuration",
                    reserved(1),
                    attribute(measurement_rate=u16, history_trigger=u8),
                    attribute(temperature_threshold=temperature(u8)),
                    attribute(temperature_offset=temperature_difference(i16 / 100)),
                ),
                101: message("information", reserved(1), APPLICATION),
            },
        ),
    ),
    vectors=[
        vector(
            "001104C8010211", f_port=3, low_battery=False, button=False, battery=100, temperature=5.29,
            protocol_version="0", pt100_present=True, temperature_sensor_present=False, accelerometer_present=False,
            memory_present=False, last_temperature_valid=True, asynchronous=False, history_sent=False, alarm=True,
            configuration_received=False, information_requested=False, source="akenza's device types, test",
        ),
        vector(
            "001102C8020211FFF0001000200030004000500060", low_battery=False, button=False, battery=100,
            temperature=5.29, protocol_version="0", pt100_present=True, temperature_sensor_present=False,
            accelerometer_present=False, memory_present=False, last_temperature_valid=True, asynchronous=False,
            history_sent=True, alarm=False, configuration_received=False, information_requested=False,
            records=[
                {"temperature": -0.16}, {"temperature": 0.16}, {"temperature": 0.32}, {"temperature": 0.48},
                {"temperature": 0.64}, {"temperature": 0.8}, {"temperature": 0.96},
            ],
            source="akenza's device types, run",
        ),
    ],
)  # fmt: skip
