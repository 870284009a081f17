"""EM320-TH: temperature and humidity, and a history. Its second version is ``@2``."""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings, settings_em
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE, CLIMATE_HISTORY

EM320_TH = device(
    "milesight-iot/em320-th",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder and its payload table",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | CLIMATE | settings.answers(settings_em.EM300_TH) | CLIMATE_HISTORY),
    downlink=commands_of(settings.answers(settings_em.EM300_TH), *SAMPLED, "threshold"),
    vectors=[
        vector(
            "01755C 03673401 046865", f_port=85, battery=92, temperature=30.8, humidity=50.5, source="device repository"
        ),
        vector(
            "20CE 9E744663 1001 5D 20CE 9F744663 F6FF 5E",
            records=[
                {"time": 1665561758, "temperature": 27.2, "humidity": 46.5},
                {"time": 1665561759, "temperature": -1, "humidity": 47},
            ], source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
