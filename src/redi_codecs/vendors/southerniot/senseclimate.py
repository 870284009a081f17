"""SenseClimate: two bytes. Source: the vendor's published decoder, which knows no temperature below zero."""

from redi_codecs.kinds import *
from redi_codecs.layout import *

SENSECLIMATE = device(
    "southerniot/senseclimate",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder",
    f_port=1,
    uplink=switch(f_port, {1: (temperature(u8), humidity(u8))}),
    vectors=[
        vector("0A46", f_port=1, temperature=10, humidity=70, source="device repository"),
    ],
)
