"""LPN CM-4: climate and carbon dioxide of rooms, framed as the others."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.comtac.cm import APPLICATION, HEAD, HUMIDITY, TEMPERATURE

_SETTINGS = (
    attribute(measurement_rate=u16, limits=(0, 50000)),
    attribute(history_trigger=u8, limits=(0, 8)),
    attribute(temperature_offset=temperature_difference(i16 / 100), limits=(-50, 50)),
    attribute(temperature_threshold_max=temperature(i8, invalid={127: "disabled"}), limits=(-25, 80)),
    attribute(temperature_threshold_min=temperature(i8, invalid={127: "disabled"}), limits=(-25, 80)),
    attribute(humidity_offset=humidity(i8), limits=(-99, 99)),
    attribute(humidity_threshold_max=humidity(u8, invalid={255: "disabled"}), limits=(1, 99)),
    attribute(humidity_threshold_min=humidity(u8, invalid={255: "disabled"}), limits=(1, 99)),
)

CM4 = device(
    "comtac/lpn-cm4",
    name="Temperature and humidity sensor LPN CM-4",
    source="The vendor's published decoder; akenza's device types, CM-4",
    f_port=3,
    uplink=(
        protocol_version(version(u8)),
        HEAD,
        switch(
            f_port,
            {
                3: switch(
                    u8,
                    {
                        3: (TEMPERATURE, HUMIDITY),
                        4: history(TEMPERATURE, HUMIDITY, count=8, newest="first"),
                    },
                ),
                100: message(
                    "configuration",
                    _SETTINGS,
                ),
                101: message("information", APPLICATION),
            },
        ),
    ),
    aliases=("comtac/cm-4",),
    downlink={
        "report_interval": command(
            100, _SETTINGS, answer=True,
            examples=[
                example(
                    "000A 01 0000 32 00 00 46 14", f_port=100, measurement_rate=10, history_trigger=1,
                    temperature_offset=0, temperature_threshold_max=50, temperature_threshold_min=0,
                    humidity_offset=0, humidity_threshold_max=70, humidity_threshold_min=20,
                    source="the vendor's encoder, run",
                ),
                example(
                    "0384 08 FE0C 7F 7F F6 FF FF", measurement_rate=900, history_trigger=8, temperature_offset=-5,
                    temperature_threshold_max="disabled", temperature_threshold_min="disabled",
                    humidity_offset=-10, humidity_threshold_max="disabled", humidity_threshold_min="disabled",
                    source="the vendor's encoder, run",
                ),
            ],
        ),
        "request_information": command(
            101, expect(u8, 1), answer="information",
            examples=[example("01", f_port=101, source="the vendor's encoder, run")],
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
