"""EM300-TH: temperature and humidity."""

from __future__ import annotations

from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE
from redi_codecs.kinds import humidity, temperature, time
from redi_codecs.layout import device, i16le, record, tags, u8, u32le, vector

HISTORY = {(0x20, 0xCE): record(time(u32le), temperature(i16le / 10), humidity(u8 / 2))}

EM300_TH = device(
    "milesight-iot/em300-th",
    name="Temperature and humidity sensor",
    source="EM300 series user guide, 5.1 (uplink packet) and 5.4 (historical data)",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | CLIMATE | HISTORY),
    vectors=[
        vector("01755C 03673401 046865", battery=92, temperature=30.8, humidity=50.5, source="user guide"),
        vector("017564 0367F6FF 04685B", battery=100, temperature=-1, humidity=45.5),
        vector(
            "20CE 9E744663 1001 5D",
            records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5}],
            source="user guide, historical data",
        ),
    ],
)
