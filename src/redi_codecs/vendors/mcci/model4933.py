"""Model 4933 air quality monitor: format 0x38, two presence masks, the gas sensors' voltages between them.

Source: MCCI's decoder for ports 1 and 3 with its example. The dust sensor counts particles in a litre of air.
From 2^31 on the decoder's numbers of 32 bits are negative.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.mcci.catena import BATTERY, BOOT, HUMIDITY, PRESSURE, TEMPERATURE, UFLT16, USB
from redi_codecs.vendors.mcci.commands import MODELS
from redi_codecs.vendors.mcci.responses import CLOCK, RESPONSES

_MASS = UFLT16 * 512
_READINGS = (
    expect(u8, 0x38),
    presence(
        u8,
        {
            0: BATTERY,
            1: USB,
            2: BOOT,
            3: (
                *(kind(_MASS) for kind in (pm0_1, pm0_3, pm0_5, pm1, pm2_5, pm5, pm10)),
                *(kind(u32 / 1000) for kind in (particles_1, particles_2_5, particles_10)),
            ),
            4: co(UFLT16 * 1000),
            5: no2(UFLT16 * 10_000),
            6: ozone(UFLT16 * 30_000),
            7: so2(UFLT16 * 30_000),
        },
    ),
    voltage(i16 / 4096, channel=1),
    voltage(i16 / 4096, channel=2),
    voltage(i16 / 4096, channel=3),
    voltage(i16 / 4096, channel=4),
    presence(u8, {0: (TEMPERATURE, HUMIDITY), 1: PRESSURE, 2: CLOCK}),
)

MODEL4933 = device(
    "mcci/model4933",
    name="Model 4933 air quality monitor",
    source="MCCI, catena-message format 0x38",
    f_port=1,
    downlink=MODELS,
    uplink=switch(f_port, {1: _READINGS, 3: RESPONSES}),
    vectors=[
        vector(
            "38 FF 2000 3B33 2D CCC3 CC03 9A28 9815 89E3 7860 7860 0054C9D9 001D738C 00000001 CF5C E99A ECCD DEEF"
            "0ACD 07C3 04F6 0B9A 00", f_port=1,
            battery_voltage=2, input_voltage=3.699951171875, restart_count=45, pm0_1=51.046875, pm0_3=48.046875,
            pm0_5=5.078125, pm1=4.041015625, pm2_5=2.4716796875, pm5=1.046875, pm10=1.046875, particles_1=5556.697,
            particles_2_5=1930.124, particles_10=0.001, co=119.9951171875, no2=3000.48828125, ozone=12000.732421875,
            so2=7000.1220703125, voltage_1=0.675048828125, voltage_2=0.485107421875, voltage_3=0.31005859375,
            voltage_4=0.72509765625, source="device repository, without what follows an empty second mask",
        ),
        vector("38 01 3000 0800 0800 0800 0800 05 FAC0 CCCC 67E3CD09", time=1742982425, battery_voltage=3,
               voltage_1=0.5, voltage_2=0.5, voltage_3=0.5, voltage_4=0.5, temperature=-5.25, humidity=80,
               source="the vendor's decoder, run"),
        vector("38 F0 5C00 5000 5800 5400 0800 0800 0800 0800 04 00000E10", co=0.732421875, no2=0, ozone=14.6484375,
               so2=7.32421875, voltage_1=0.5, voltage_2=0.5, voltage_3=0.5, voltage_4=0.5, uptime=3600,
               source="the vendor's decoder, run; the seconds are its boot time"),
        vector("07 00 00000384", f_port=3, message="interval_response", result="success", report_interval=900,
               source="the vendor's decoder, run"),
    ],
)  # fmt: skip
