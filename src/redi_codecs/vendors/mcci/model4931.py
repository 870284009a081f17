"""Model 4931 tree and soil monitor: format 0x37, the SD card, two presence masks with their groups.

Source: MCCI's decoder for ports 1, 3 and 4. It takes the clock for GPS seconds, but in its own example
(0x67E3CD09) they count from 1970, as in the model 4933. Its pressures of the sap are 750 times the voltage less 1375,
of no unit that it names.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, TEMPERATURE, UFLT16, USB
from redi_codecs.vendors.mcci.commands import MODELS
from redi_codecs.vendors.mcci.responses import CLOCK, RESPONSES


def _soil(channel: int) -> Body:
    """A soil probe: temperature, moisture and the kind of soil."""
    return (
        temperature(i16 / 100, place="soil", channel=channel),
        soil_moisture(u16 / 100, channel=channel),
        attribute(soil_type=u16, channel=channel),
    )


def _flow(channel: int) -> Body:
    """Pulses counted, and how many there are in a second."""
    return (pulse_count(u16, channel=channel, statistic="total"), frequency(UFLT16 * 4, channel=channel))


_READINGS = (
    expect(u8, 0x37),
    word(u8, attribute(sd_card_present=bit(0) == 1, sd_card_written=bit(1) == 1), reserved(bits(2, 7))),
    presence(
        u8,
        {
            0: BATTERY,
            1: USB,
            2: BOOT,
            3: (TEMPERATURE, HUMIDITY),
            4: PRESSURE,
            5: temperature(i16 / 256, place="probe", channel=1),
            6: temperature(i16 / 256, place="probe", channel=2),
            7: _soil(1),
        },
    ),
    presence(
        u8,
        {
            0: _soil(2),
            1: voltage(i16 / 4096, channel=2),
            2: voltage(i16 / 4096, channel=1),
            3: _flow(1),
            4: _flow(2),
            5: CLOCK,
        },
    ),
)

MODEL4931 = device(
    "mcci/model4931",
    name="Model 4931 tree and soil monitor",
    source="MCCI, catena-message format 0x37",
    f_port=1,
    downlink=MODELS,
    uplink=switch(f_port, {(1, 4): _READINGS, 3: RESPONSES}),
    vectors=[
        vector(
            "37 03 FF 3B33 5000 19 1680 9999 62F3 17CD 189A 073A 0CB2 0000"
            "3F 06B8 0AF0 0001 2800 2CCD 06CE 0188 018A 0767 67E3CD09",
            f_port=1, time=1742982425, sd_card_present=True, sd_card_written=True, battery_voltage=3.699951171875,
            input_voltage=5, restart_count=25, temperature=22.5, humidity=60, pressure=1013.24,
            temperature_probe_1=23.80078125, temperature_probe_2=24.6015625, temperature_soil_1=18.5,
            soil_moisture_1=32.5, soil_type_1=0, temperature_soil_2=17.2, soil_moisture_2=28, soil_type_2=1,
            voltage_2=2.5, voltage_1=2.800048828125, pulse_count_1_total=1742, frequency_1=1.1682510375976562e-05,
            pulse_count_2_total=394, frequency_2=5.647540092468262e-05,
            source="the vendor's decoder, run; the time as in that of the model 4933",
        ),
        vector("37 00 A9 3800 FB80 3333 FF00 FE0C 0BB8 0002 20 00000E10", battery_voltage=3.5, temperature=-4.5,
               humidity=20, temperature_probe_1=-1, temperature_soil_1=-5, soil_moisture_1=30, soil_type_1=2,
               uptime=3600, source="the vendor's decoder, run; the seconds are its boot time"),
        vector("03 00 01 02 03 00 1343 01", f_port=3, message="version_response", result="success",
               firmware_version="1.2.3.0", hardware_model=4931, hardware_revision=1,
               source="the vendor's decoder, run"),
        vector("01 00 02", f_port=3, message="heater_response", result="success", heater="off_battery_low",
               source="the vendor's decoder, run"),
    ],
    quirks=[
        quirk("3733FD3B335000191980999900FD164D17CD001E003200007F001D002D000028002CCD06CE0030018A000767E3CD09",
              f_port=1, keys="air.pressure",
              reason="1572.84 hPa is what the bytes say; the vocabulary admits 900 to 1100."),
    ],
)  # fmt: skip
