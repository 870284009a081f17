"""dnt-LW-DIS: distance by time of flight; the battery, then types with their values, big-endian.

Source: the vendor's published decoder, version 1.0.1.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.dnt.common import ANSWERS, BATTERY, DEVICE_INFO, REJOIN

_DISTANCE = (attribute(measuring_status=u8), distance(u16))
_TEMPERATURE = temperature(i16 / 10)
_FEATURES = word(u8, attribute(temperature_alarm_enabled=bit(0), tamper_alarm_enabled=bit(1)), reserved(bits(2, 7)))
_CYCLE = attribute(measuring_cycle=u16)
_MODE, _REGION = attribute(ranging_mode=u8), attribute(ranging_region=u8)
_ANGLE, _RESET = attribute(tamper_angle=angle(u8)), attribute(reset_button_enabled=u8)
_THRESHOLD, _RISE = attribute(temperature_threshold=temperature(u8)), attribute(temperature_rise=u8)
_NO_MOTION = "The device says that it was tampered with, not that something moves."

DIS = device(
    "dnt/dnt-lw-dis",
    name="Distance sensor dnt-LW-DIS",
    source="The vendor's published decoder, version 1.0.1",
    f_port=10,
    uplink=(
        BATTERY,
        tags(
            u8,
            ANSWERS
            | {
                0: (expect(u8, 255), DEVICE_INFO),
                (1, 4): _DISTANCE,
                2: (attribute(temperature_alarm=u8), _TEMPERATURE),
                3: word(
                    u8,
                    attribute(upright=bit(0), upside_down=bit(1), sideways=bit(2)),
                    tilted(bit(3)),
                    reserved(bits(4, 5)),
                    tamper(bit(6)),
                    attribute(tamper_ended=bit(7)),
                ),
                5: attribute(failed_fields=hexadecimal(2)),
                6: _TEMPERATURE,
                21: _FEATURES,
                22: _CYCLE,
                23: _MODE,
                24: _REGION,
                25: _THRESHOLD,
                26: _RISE,
                27: _ANGLE,
                245: _RESET,
                252: (
                    _FEATURES,
                    _CYCLE,
                    _MODE,
                    _REGION,
                    _ANGLE,
                    _RESET,
                    attribute(time_to_rejoin=u24, data_rate_setting=u8),
                    REJOIN,
                    _THRESHOLD,
                    _RISE,
                ),
            },
        ),
    ),
    vectors=[
        vector(
            "9A0400064F", f_port=10, battery_voltage=3.04, distance=1615, measuring_status=0,
            source="device repository",
        ),
        vector(
            "9C01000647", battery_voltage=3.06, distance=1607, measuring_status=0, source="device repository",
        ),
        vector(
            "9B0344", battery_voltage=3.05, tilted=False, tamper=True, upright=False, upside_down=False, sideways=True,
            tamper_ended=False, source="device repository",
        ),
        vector(
            "9B0309", battery_voltage=3.05, tilted=True, tamper=False, upright=True, upside_down=False, sideways=False,
            tamper_ended=False, source="the vendor's decoder, run",
        ),
        vector("9B06FFCE", battery_voltage=3.05, temperature=-5, source="the vendor's decoder, run"),
        vector(
            "9B0201012C", battery_voltage=3.05, temperature=30, temperature_alarm=1,
            source="the vendor's decoder, run",
        ),
        vector(
            "9B0382", battery_voltage=3.05, tilted=False, tamper=False, upright=False, upside_down=True,
            sideways=False, tamper_ended=True, source="the vendor's decoder, run",
        ),
        vector(
            "9C00FF0000120100040100020101000647", battery_voltage=3.06, distance=1607, device_type="000012",
            firmware_version="1.0.4", bootloader_version="1.0.2", hardware_version="1", measuring_status=0,
            source="the vendor's decoder, run",
        ),
        vector(
            "9BFC0301 2C0105140100 01020200A03C05", battery_voltage=3.05, temperature_alarm_enabled=True,
            tamper_alarm_enabled=True, measuring_cycle=300, ranging_mode=1, ranging_region=5,
            tamper_angle=(20.0, 'deg'), reset_button_enabled=1, time_to_rejoin=258, data_rate_setting=2,
            rejoin_cycle=160, rejoins_once=False, temperature_threshold=60, temperature_rise=5,
            source="the vendor's decoder, run",
        ),
        vector("9B050003", battery_voltage=3.05, failed_fields="0003", source="the vendor's decoder, run"),
        vector(
            "9B1501 16012C 1702 1805 193C 1A05 1B14 F501 F7000102 F802 FA8018", battery_voltage=3.05,
            temperature_alarm_enabled=True, tamper_alarm_enabled=False, measuring_cycle=300, ranging_mode=2,
            ranging_region=5, temperature_threshold=60, temperature_rise=5, tamper_angle=(20.0, 'deg'),
            reset_button_enabled=1, time_to_rejoin=258, data_rate_setting=2, rejoin_cycle=24, rejoins_once=True,
            source="the vendor's decoder, run",
        ),
    ],
    quirks=[
        quirk("9b0344", f_port=10, keys="action.motion.detected", reason=_NO_MOTION),
        quirk("9b0309", f_port=10, keys="action.motion.detected", reason=_NO_MOTION),
    ],
)  # fmt: skip
