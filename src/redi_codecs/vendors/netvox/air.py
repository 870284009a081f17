"""R718UB series: climate and CO2, air pressure and light, fine dust and TVOC, each in a report of its own."""

from __future__ import annotations

from redi_codecs.kinds import co2, humidity, illuminance, pm2_5, pm10, pressure, temperature, tvoc, vibration
from redi_codecs.layout import attribute, device, i16, message, reserved, u8, u16, u24, u32, vector
from redi_codecs.vendors.netvox.frames import INTERVALS, RESULT, SOURCE, downlink, report, uplink

_MODELS = {0xBB: "R718UB"}
_SETTINGS = (INTERVALS, reserved(5))

R718UBB = device(
    "netvox/r718ubb",
    name="R718UBB CO2, temperature and humidity sensor",
    source=SOURCE,
    f_port=6,
    uplink=uplink(
        _MODELS,
        reports={
            0x01: report("climate", temperature(i16 / 100), humidity(u16 / 100), co2(u16), vibration(u8 != 0)),
            0x02: report("pressure_and_light", pressure(u32 / 100), illuminance(u24)),
            0x03: report("dust", pm2_5(u16), pm10(u16), tvoc(u16), reserved(1)),
        },
        settings=_SETTINGS,
        answers={
            0x83: message("co2_calibrated", RESULT),
            0x84: message("shock_sensitivity_set", RESULT),
            0x85: message("shock_sensitivity", attribute(shock_sensitivity=u8), reserved(8)),
        },
    ),
    downlink=downlink(_MODELS, settings=_SETTINGS),
    also={"netvox/r718ubd": "R718UBD CO2, TVOC, temperature and humidity sensor"},
    vectors=[
        vector("01 BB 01 24 09EA 1A90 0190 00", message="climate", battery_voltage=3.6, low_battery=False,
               temperature=25.38, humidity=68, co2=400, vibration=False, source="Netvox's example"),
        vector("01 BB 01 A5 FF26 12C0 0320 01", message="climate", battery_voltage=3.7, low_battery=True,
               temperature=-2.18, humidity=48, co2=800, vibration=True),
        vector("01 BB 02 24 00018BCD 000FA0", message="pressure_and_light", battery_voltage=3.6, low_battery=False,
               pressure=1013.25, illuminance=4000, source="Netvox's example"),
        vector("01 BB 03 24 0111 0123 01F4 00", message="dust", battery_voltage=3.6, low_battery=False, pm2_5=273,
               pm10=291, tvoc=500, source="Netvox's example"),
        vector("01 BB 00 64 02 20200811 0000", message="version", software_version=10, source="Netvox's example"),
        vector("83 BB 00 0000000000000000", f_port=7, message="co2_calibrated", success=True,
               source="Netvox's example"),
        vector("85 BB 64 0000000000000000", f_port=7, shock_sensitivity=100, source="Netvox's example"),
    ],
)  # fmt: skip
