"""GlobalSat LS-11x: a byte that says which gas or dust is measured, then temperature, humidity and it, big-endian.

Source: tago.io's and akenza's published decoders. That of akenza reads temperatures below zero as unsigned.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *

CLIMATE = (temperature(i16 / 100), humidity(u16 / 100))

LS_11X = device(
    "globalsat/ls-11xp",
    name="Indoor air quality sensor LS-11xP: CO2, CO or PM2.5",
    source="tago.io's decoders of LS-111P, LS-112P and LS-113P, akenza's of LS-113G",
    f_port=2,
    uplink=switch(u8, {1: (CLIMATE, co2(u16)), 2: (CLIMATE, co(u16)), 3: (CLIMATE, pm2_5(u16))}),
    measures=(temperature, humidity, co2, co, pm2_5),
    also={
        "globalsat/ls-111p": variant("CO2 sensor LS-111P", measures=(temperature, humidity, co2)),
        "globalsat/ls-112": variant("CO sensor LS-112", measures=(temperature, humidity, co)),
        "globalsat/ls-112p": variant("CO sensor LS-112P", measures=(temperature, humidity, co)),
        "globalsat/ls-113g": variant("PM2.5 sensor LS-113G", measures=(temperature, humidity, pm2_5)),
        "globalsat/ls-113p": variant("PM2.5 sensor LS-113P", measures=(temperature, humidity, pm2_5)),
    },
    vectors=[
        vector(
            "010961139502A4", f_port=2, temperature=24.01, humidity=50.13, co2=676, source="tago.io's decoder, run",
        ),
        vector(
            "01FDE1A3958123", temperature=-5.43, humidity=(418.77, 'implausible'), co2=33059,
            source="computed as tago.io's decoder of the LS-112P reads temperatures",
        ),
        vector("0209611395000A", temperature=24.01, humidity=50.13, co=10, source="tago.io's decoder, run"),
        vector(
            "02FDE1A3958123", temperature=-5.43, humidity=(418.77, 'implausible'), co=(33059.0, 'implausible'),
            source="tago.io's decoder, run",
        ),
        vector("03096113950023", temperature=24.01, humidity=50.13, pm2_5=35, source="tago.io's decoder, run"),
        vector(
            "03FDE1A3958123", temperature=-5.43, humidity=(418.77, 'implausible'), pm2_5=(33059.0, 'implausible'),
            source="computed as tago.io's decoder of the LS-112P reads temperatures",
        ),
    ],
)  # fmt: skip
