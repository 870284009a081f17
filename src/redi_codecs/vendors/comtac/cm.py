"""LPN CM-1 to CM-4: climate of rooms and of things, big-endian; bit 7 of a status byte is the manual's first.

Source: the vendor's published decoder of the CM-4 and akenza's device types; both agree.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

#: Both sensors say 250 where they have no value.
_TEMPERATURE = temperature(i16 / 100, invalid=25000)
_HUMIDITY = humidity(u8, invalid=250)

_HEAD = (
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
_APPLICATION = attribute(application_version=version(u8, u8))

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
            100: message("information", attribute(application_type=u8), _APPLICATION),
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

CM3 = device(
    "comtac/cm-3",
    name="Temperature sensor with a Pt100 probe LPN CM-3",
    source="akenza's device types, CM-3",
    f_port=3,
    uplink=(
        protocol_version(version(u8)),
        _HEAD,
        switch(
            f_port,
            {
                3: switch(u8, {1: temperature(i16 / 100), 2: history(temperature(i16 / 100), count=8, newest="first")}),
                100: message(
                    "configuration",
                    reserved(1),
                    attribute(measurement_rate=u16, history_trigger=u8),
                    attribute(temperature_threshold=temperature(u8), temperature_offset=temperature(i16 / 100)),
                ),
                101: message("information", reserved(1), _APPLICATION),
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

_SETTINGS = (
    attribute(measurement_rate=u16, history_trigger=u8),
    attribute(temperature_offset=temperature(i16 / 100)),
    attribute(temperature_threshold_max=temperature(i8, invalid={127: "disabled"})),
    attribute(temperature_threshold_min=temperature(i8, invalid={127: "disabled"})),
    attribute(humidity_offset=humidity(i8)),
    attribute(humidity_threshold_max=humidity(u8, invalid={255: "disabled"})),
    attribute(humidity_threshold_min=humidity(u8, invalid={255: "disabled"})),
)

CM4 = device(
    "comtac/lpn-cm4",
    name="Temperature and humidity sensor LPN CM-4",
    source="The vendor's published decoder; akenza's device types, CM-4",
    f_port=3,
    uplink=(
        protocol_version(version(u8)),
        _HEAD,
        switch(
            f_port,
            {
                3: switch(
                    u8,
                    {
                        3: (_TEMPERATURE, _HUMIDITY),
                        4: history(_TEMPERATURE, _HUMIDITY, count=8, newest="first"),
                    },
                ),
                100: message(
                    "configuration",
                    _SETTINGS,
                ),
                101: message("information", _APPLICATION),
            },
        ),
    ),
    aliases=("comtac/cm-4",),
    downlink={
        "set_configuration": command(
            100,
            _SETTINGS,
            examples=[
                example(
                    "000A 01 0000 32 00 00 46 14",
                    f_port=100,
                    measurement_rate=10,
                    history_trigger=1,
                    temperature_offset=0,
                    temperature_threshold_max=50,
                    temperature_threshold_min=0,
                    humidity_offset=0,
                    humidity_threshold_max=70,
                    humidity_threshold_min=20,
                    source="the vendor's decoder, run",
                ),
            ],
        ),
        "request_information": command(
            101, expect(u8, 1), examples=[example("01", f_port=101, source="the vendor's decoder, run")]
        ),
    },
    vectors=[
        vector(
            "01120997030A8D23", f_port=3, low_battery=False, button=True, battery=75.5, temperature=27.01, humidity=35,
            protocol_version="1", pt100_present=False, temperature_sensor_present=True, accelerometer_present=False,
            memory_present=False, last_temperature_valid=True, asynchronous=True, history_sent=False, alarm=False,
            configuration_received=False, information_requested=False, source="device repository",
        ),
        vector(
            "01120297040AA31D0A8D1E0A981E0AA01E0AA91E0AA01E0A9C1E0A9D1E", low_battery=False, button=False,
            battery=75.5, temperature=27.23, humidity=29, protocol_version="1", pt100_present=False,
            temperature_sensor_present=True, accelerometer_present=False, memory_present=False,
            last_temperature_valid=True, asynchronous=False, history_sent=True, alarm=False,
            configuration_received=False, information_requested=False,
            records=[
                {"temperature": 27.01, "humidity": 30}, {"temperature": 27.12, "humidity": 30},
                {"temperature": 27.2, "humidity": 30}, {"temperature": 27.29, "humidity": 30},
                {"temperature": 27.2, "humidity": 30}, {"temperature": 27.16, "humidity": 30},
                {"temperature": 27.17, "humidity": 30},
            ],
            source="device repository",
        ),
        vector(
            "01020195000A0100003200004614", f_port=100, message="configuration", low_battery=False, button=False,
            battery=74.5, protocol_version="1", pt100_present=False, temperature_sensor_present=True,
            accelerometer_present=False, memory_present=False, last_temperature_valid=False, asynchronous=True,
            history_sent=False, alarm=False, configuration_received=False, information_requested=False,
            measurement_rate=10, history_trigger=1, temperature_offset=0, temperature_threshold_max=50,
            temperature_threshold_min=0, humidity_offset=0, humidity_threshold_max=70, humidity_threshold_min=20,
            source="device repository",
        ),
        vector(
            "010201910103", f_port=101, message="information", low_battery=False, button=False, battery=72.5,
            protocol_version="1", pt100_present=False, temperature_sensor_present=True, accelerometer_present=False,
            memory_present=False, last_temperature_valid=False, asynchronous=True, history_sent=False, alarm=False,
            configuration_received=False, information_requested=False, application_version="1.3",
            source="device repository",
        ),
    ],
)  # fmt: skip
