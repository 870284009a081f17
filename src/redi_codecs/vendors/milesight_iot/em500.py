"""EM500-CO2: carbon dioxide, air pressure, temperature and humidity outdoors or in rough rooms."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, SYNC_TIME, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE
from redi_codecs.vendors.milesight_iot.settings_em import EM500

ALARM = {0: "threshold", 1: "threshold, over", 2: "mutation"}

EM500_CO2 = device(
    "milesight-iot/em500-co2",
    name="CO2, pressure, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(
        CHANNEL,
        BASIC
        | BATTERY
        | CLIMATE
        | EM500
        | {
            (0x05, 0x7D): co2(u16le),
            (0x06, 0x73): pressure(u16le / 10),
            (0x83, 0xD7): (
                temperature(i16le / 10),
                attribute(temperature_change=i16le / 10, temperature_alarm=choice(u8, ALARM)),
            ),
            (0x20, 0xCE): record(
                time(u32le), co2(u16le), pressure(u16le / 10), temperature(i16le / 10), humidity(u8 / 2)
            ),
        },
    ),
    downlink=SYNC_TIME | commands_of(
        EM500,
        *SAMPLED, "set_time", "threshold", "time_zone", "recollection", "co2_calibration", "co2_abc",
        "temperature_calibration", "co2_offset", "humidity_calibration", "pressure_calibration", "altitude",
        "alarm_repetitions", "alarm_release_enabled", "sensors_enabled", "d2d_enabled", "d2d_settings",
    ),
    vectors=[
        vector(
            "017564 03671901 046873 057D6704 06736827", f_port=85, battery=100, temperature=28.1, humidity=57.5,
            co2=1127, pressure=1008.8, source="payload table",
        ),
        vector(
            "0367C9FF 046850 057DF401 06738423", temperature=-5.5, humidity=40, co2=500, pressure=909.2,
            source="the vendor's decoder, run",
        ),
        vector(
            "83D72C01320002", temperature=30, temperature_change=5, temperature_alarm="mutation",
            source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E744663 6704 6827 F6FF 73",
            records=[{"time": 1665561758, "co2": 1127, "pressure": 1008.8, "temperature": -1, "humidity": 57.5}],
            source="the vendor's decoder, run",
        ),
        vector(
            "FE064A0000E80300000000 FE1A02F401 FF3B01 FEF100010500", alarm_if="above", alarm_enabled=True,
            co2_threshold_min=0, co2_threshold_max=1000, co2_calibration="manual", co2_calibration_target=500,
            time_synchronised=True, temperature_calibration_enabled=True, temperature_calibration=0.5,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
