"""RBS301 and RBS306 with a probe, and those that say more of the same table: tilt, distance, vibration."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.radio_bridge.commands import COMMANDS, EVERY, PAGE, sensor
from redi_codecs.vendors.radio_bridge.events import UPLINK
from redi_codecs.vendors.radio_bridge.frames import ALL, SOURCE

PROBE = COMMANDS | {
    "threshold": sensor(
        0x09, expect(u8, 0), EVERY,
        word(u8, attribute(temperature_margin=bits(0, 3), default=5), reserved(bits(4, 7))),
        attribute(temperature_threshold_min=temperature(i8), default=10, limits=(-40, 100)),
        attribute(temperature_threshold_max=temperature(i8), default=90, limits=(-40, 100)),
        reserved(2),
        examples=[
            example(
                "09 00 0E 0F FD 19 0000", f_port=2, measurement_report_interval=50400, temperature_margin=15,
                temperature_threshold_min=-3, temperature_threshold_max=25, source=PAGE,
            ),
        ],
    ),
    "change_threshold": sensor(
        0x09, expect(u8, 1), EVERY, reserved(1),
        attribute(temperature_increase=u8, temperature_decrease=u8),
        reserved(2),
        examples=[
            example(
                "09 01 93 00 07 03 0000", f_port=2, measurement_report_interval=1140, temperature_increase=7,
                temperature_decrease=3, source=PAGE,
            ),
        ],
    ),
}  # fmt: skip
THERMOMETER = (ALL, temperature)

#: What only a probe of temperature is told.
_OF_PROBE = "threshold", "change_threshold"

RBS301_TEMP = device(
    "radio-bridge/rbs301-temp-ext",
    name="Indoor temperature sensor RBS301 with external probe",
    source=SOURCE,
    f_port=2,
    downlink=PROBE,
    uplink=UPLINK,
    measures=THERMOMETER,
    also={
        "radio-bridge/rbs301-temp-int": variant(
            "Indoor temperature sensor RBS301", measures=THERMOMETER, lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-temp-ext": variant("Outdoor temperature sensor RBS306 with probe", measures=THERMOMETER),
        "radio-bridge/rbs306-temp-tc": variant(
            "Thermocouple temperature sensor RBS306", measures=THERMOMETER, lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs301-tilt": variant("Tilt sensor RBS301", measures=(ALL, tilt, event_count), lacks=_OF_PROBE),
        "radio-bridge/rbs306-tilt-hp": variant(
            "High-precision tilt sensor RBS306", measures=(THERMOMETER, tilt), lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-mbhr": variant(
            "Maxbotix ultrasonic distance sensor RBS306", measures=(ALL, distance), lacks=_OF_PROBE,
        ),
        "radio-bridge/rbs306-vshb": variant(
            "Vibration sensor RBS306", measures=(THERMOMETER, vibration_velocity, acceleration, voltage),
            lacks=_OF_PROBE,
        ),
    },
    vectors=[
        vector(
            "1009001616", f_port=2, message="probe_temperature", temperature_probe=22, protocol_version="1",
            frame_count=0, event="periodic report", relative_temperature=22, source="the vendor's decoder, run",
        ),
        vector(
            "1019001616", message="temperature", temperature=22.1, protocol_version="1", frame_count=0,
            event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "1101000036000000000105", message="supervision", low_battery=False, tamper=False, battery_voltage=3.6,
            event_count=261, protocol_version="1", frame_count=1, radio_error=False, downlink_error=False,
            tampered_since_reset=False, sensor_state=0, further_state="00000000", source="the vendor's decoder, run",
        ),
        vector(
            "11011A0029000000000000", message="supervision", low_battery=True, tamper=True, battery_voltage=2.9,
            event_count=0, protocol_version="1", frame_count=1, radio_error=False, downlink_error=False,
            tampered_since_reset=True, sensor_state=0, further_state="00000000", source="the vendor's decoder, run",
        ),
        vector(
            "100200", message="tamper", tamper=True, protocol_version="1", frame_count=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "10FB02C807", message="link_quality", rssi=-56, snr=7, protocol_version="1", frame_count=0, sub_band=2,
            source="the vendor's decoder, run",
        ),
        vector(
            "101300012C", message="thermocouple", temperature_probe=18.75, protocol_version="1", frame_count=0,
            event="periodic report", source="the vendor's decoder, run",
        ),
        vector(
            "1F1C001C2C1BA8", message="vibration", vibration_velocity_1_max=7.112, acceleration_1_max=11,
            temperature_probe_1=27, voltage_1=1.68, protocol_version="1", frame_count=15, event_number=0,
            source="example of the vendor's packet decoder",
        ),
    ],
)  # fmt: skip
