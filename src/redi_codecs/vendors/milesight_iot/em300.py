"""EM300: temperature and humidity, with a contact (MCS) or a water leak (SLD, ZLD), only the leak (MLD), a history.

Times after 2038 are negative in some of the vendor's decoders; they are not in the others.
"""

from typing import Any

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.milesight_iot import settings, settings_em
from redi_codecs.vendors.milesight_iot.downlinks import SAMPLED, commands_of
from redi_codecs.vendors.milesight_iot.ipso import BASIC, BATTERY, CHANNEL, CLIMATE

COMMON = BASIC | BATTERY | CLIMATE | settings.answers(settings_em.EM300)
RECORD = (time(u32le), temperature(i16le / 10), humidity(u8 / 2))
LEAK: dict[Any, Body] = {(0x05, 0x00): leak(u8), (0x20, 0xCE): record(RECORD, leak(u8))}

EM300_TH = device(
    "milesight-iot/em300-th",
    name="Temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | settings.answers(settings_em.EM300_TH) | {(0x20, 0xCE): record(RECORD, reserved(1))}),
    downlink=commands_of(settings.answers(settings_em.EM300_TH), *SAMPLED, "threshold", "calibration"),
    vectors=[
        vector(
            "01755C 03673401 046865", f_port=85, battery=92, temperature=30.8, humidity=50.5, source="payload table"
        ),
        vector(
            "20CE 9E744663 1001 5D 00", records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5}],
            source="payload table",
        ),
        vector(
            "FF0BFF FF0101 FF166136B40962250001 FF090200 FF0A0110 FF0F00", power_on=True, protocol_version="0.1",
            serial_number="6136b40962250001", hardware_version="2.0", firmware_version="0110", lorawan_class="A",
            source="the vendor's decoder, run",
        ),
        vector(
            "FE025802 FF03B004 FE060A64002C0100000000 FEEA800A00", collection_interval=600, report_interval=1200,
            alarm_if="above", temperature_threshold_min=10, temperature_threshold_max=30, calibration_enabled=True,
            temperature_calibration=1, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

EM300_MCS = device(
    "milesight-iot/em300-mcs",
    name="Magnetic contact, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | {(0x06, 0x00): contact(u8), (0x20, 0xCE): record(RECORD, contact(u8))}),
    downlink=commands_of(COMMON, *SAMPLED, "threshold", "calibration"),
    vectors=[
        vector(
            "01755C 03673401 046865 060001", f_port=85, battery=92, temperature=30.8, humidity=50.5, contact=True,
            source="payload table",
        ),
        vector(
            "20CE 9E744663 1001 5D 01 20CE 9F744663 F6FF 5E 00",
            records=[
                {"time": 1665561758, "temperature": 27.2, "humidity": 46.5, "contact": True},
                {"time": 1665561759, "temperature": -1, "humidity": 47, "contact": False},
            ], source="the vendor's decoder, run",
        ),
        vector(
            "FE06110000000078000300", alarm_if="contact or leak", alarm_interval=120, alarm_repetitions=3,
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

EM300_SLD = device(
    "milesight-iot/em300-sld",
    name="Spot leak, temperature and humidity sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, COMMON | LEAK),
    downlink=commands_of(COMMON, *SAMPLED, "threshold", "calibration"),
    also={"milesight-iot/em300-zld": "Zone leak, temperature and humidity sensor"},
    vectors=[
        vector(
            "01755C 03673401 046865 050000", f_port=85, battery=92, temperature=30.8, humidity=50.5, leak=False,
            source="payload table",
        ),
        vector(
            "017528 036726FF 046883 050001", battery=40, temperature=-21.8, humidity=65.5, leak=True,
            source="the vendor's decoder, run",
        ),
        vector(
            "20CE 9E744663 1001 5D 01",
            records=[{"time": 1665561758, "temperature": 27.2, "humidity": 46.5, "leak": True}], source="payload table",
        ),
    ],
)  # fmt: skip

#: It has no thermometer, and leaves out the temperature and humidity that the others have, also in a record.
MEMBRANE: dict[Any, Body] = {(0x05, 0x00): leak(u8), (0x20, 0xCE): record(time(u32le), reserved(3), leak(u8))}

EM300_MLD = device(
    "milesight-iot/em300-mld",
    name="Membrane leak sensor",
    source="The vendor's published decoder and its payload table (EM300 series)",
    f_port=85,
    uplink=tags(CHANNEL, BASIC | BATTERY | settings.answers(settings_em.EM300_MLD) | MEMBRANE),
    downlink=commands_of(settings.answers(settings_em.EM300_MLD), *SAMPLED, "threshold"),
    vectors=[
        vector("01755C 050000", f_port=85, battery=92, leak=False, source="payload table"),
        vector("20CE 9E744663 000000 01", records=[{"time": 1665561758, "leak": True}], source="payload table"),
    ],
)  # fmt: skip
