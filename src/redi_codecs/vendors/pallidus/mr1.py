"""MR1 animal activity sensor: a format of MCCI's with activity to the end; light counted in 0x26, in lux in 0x36.

Source: the vendor's published decoder. The clock is GPS time, 18 s ahead of UTC since 2017 (the decoder takes off 17).
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, SFLT16, TEMPERATURE, UFLT16
from redi_codecs.vendors.mcci.catena4618 import FLOAT24, NO_FLOAT24

_RESULTS = {0: "success", 1: "invalid_length", 2: "failure", 3: "invalid_range", 4: "sensor_not_connected"}
_RESULT = attribute(result=choice(u8, _RESULTS))
_REVISION = choice(u8, dict(enumerate("ABCDEFG")))


def _frame(format: int, climate: Body, light: Body) -> Body:
    """The time, and the groups that a mask announces."""
    return (
        expect(u8, format),
        time(gps_time(u32), invalid={0: "clock_not_set"}),
        presence(
            u8,
            {
                0: BATTERY,
                1: firmware_version(version(u8, u8, u8, u8)),
                2: co2(UFLT16 * 40000),
                3: BOOT,
                4: climate,
                5: light,
                6: (
                    pulse_count(u16, channel=1, statistic="total"),
                    pulse_count(u8, channel=1, statistic="delta"),
                    pulse_count(u16, channel=2, statistic="total"),
                    pulse_count(u8, channel=2, statistic="delta"),
                ),
                7: repeat(activity_level(SFLT16, channel=index + 1)),
            },
        ),
    )


_READINGS: dict[int, Body] = {
    0x26: _frame(0x26, (TEMPERATURE, PRESSURE, HUMIDITY), illuminance(UFLT16 * (1 << 24))),
    0x36: _frame(0x36, (TEMPERATURE, HUMIDITY), illuminance(FLOAT24, invalid=NO_FLOAT24)),
}
_ANSWERS: dict[int, Body] = {
    0x03: message(
        "version_response", _RESULT, firmware_version(version(u8, u8, u8, u8)),
        attribute(hardware_model=u16, hardware_revision=_REVISION),
    ),
    0x04: message("app_eui_response", _RESULT),
    0x05: message("app_key_response", _RESULT),
    0x06: message("rejoin_response", _RESULT),
    0x07: message("interval_response", _RESULT, report_interval(u32)),
}  # fmt: skip


MR1 = device(
    "pallidus/mr1",
    name="Animal activity sensor MR1",
    source="The vendor's published decoder",
    f_port=2,
    uplink=switch(
        f_port,
        {
            (1, 2, 3, 4): switch(
                peek(0, u8),
                _READINGS,
                otherwise=switch(
                    f_port,
                    {
                        1: message("set_interval_response", _RESULT),
                        2: message("co2_calibration_response", _RESULT),
                        3: switch(u8, _ANSWERS),
                    },
                ),
            )
        },
    ),
    vectors=[
        vector(
            "365514A6F2F93B2C091616AD87000000000000000000DE4BEF05F7F5FEEFF432", f_port=2, time=1743381600,
            battery_voltage=3.6982421875, temperature=22.0859375, humidity=67.78515297169452, illuminance=0,
            pulse_count_1_total=0, pulse_count_1_delta=0, pulse_count_2_total=0, pulse_count_2_delta=0,
            activity_level_1=-0.049163818359375, activity_level_2=-0.2193603515625, activity_level_3=-0.497314453125,
            activity_level_4=-0.86669921875, activity_level_5=-0.26220703125, restart_count=9,
            source="device repository",
        ),
        vector(
            "2600000000FF3B2C010203048C80091616635480007C3D0064030019 0A7C3DFFFF", battery_voltage=3.6982421875,
            co2=244.140625, temperature=22.0859375, pressure=1017.12, humidity=50.000762951094835, illuminance=50128,
            pulse_count_1_total=100, pulse_count_1_delta=3, pulse_count_2_total=25, pulse_count_2_delta=10,
            activity_level_1=0.52978515625, activity_level_2=-0.99951171875, firmware_version="1.2.3.4",
            restart_count=9, source="the vendor's decoder, run",
        ),
        vector("265514A6F300", time=1743381601, source="the vendor's decoder, run"),
        vector(
            "03", f_port=1, message="set_interval_response", result="invalid_range",
            source="the vendor's decoder, run",
        ),
        vector(
            "04", f_port=2, message="co2_calibration_response", result="sensor_not_connected",
            source="the vendor's decoder, run",
        ),
        vector(
            "0300010203041202 02", f_port=3, message="version_response", result="success", firmware_version="1.2.3.4",
            hardware_model=4610, hardware_revision="C", source="the vendor's decoder, run",
        ),
        vector(
            "070000000384", f_port=3, message="interval_response", result="success", report_interval=900,
            source="the vendor's decoder, run",
        ),
        vector("0402", f_port=3, message="app_eui_response", result="failure", source="the vendor's decoder, run"),
        vector(
            "0501", f_port=3, message="app_key_response", result="invalid_length", source="the vendor's decoder, run",
        ),
        vector("0600", f_port=3, message="rejoin_response", result="success", source="the vendor's decoder, run"),
    ],
)  # fmt: skip
