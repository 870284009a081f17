"""Yosensi sensors: version 2 of the payload, which says of each measurement what it is.

Source: the vendor's published decoder. The time is that of the payload: its reception less what it waited.
"""

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.vendors.yosensi.measurements import measurements


def _payload(own: dict[tuple[int, str], Body]) -> Body:
    return (
        expect(u8, 2),
        frame_count(u8),
        attribute(waited=duration(u16)),
        time(derived(received_at - V.waited)),
        measurements(own),
    )


_COUNT = derived(V.raw // V.divisor)
_CLIMATE = (battery_voltage, temperature, humidity)

SENSORS = device(
    "yosensi/generic",
    name="Yosensi sensor, payload version 2",
    source="The vendor's published decoder, payload version 2",
    f_port=1,
    also={
        "yosensi/yo-360": variant("YO 360, climate and movement", measures=_CLIMATE),
        "yosensi/yo-ambience": variant("YO Ambience", measures=(_CLIMATE, illuminance, co2)),
        "yosensi/yo-particulatemattersensor": variant(
            "YO Particulate Matter Sensor", measures=(_CLIMATE, pm1, pm2_5, pm4, pm10, particles_1, particles_2_5)
        ),
        "yosensi/yo-pure-pro": variant(
            "YO Pure Pro", measures=(_CLIMATE, illuminance, pressure, tvoc, co, co2, sound_level, pm2_5, pm4, pm10)
        ),
        "yosensi/yo-temp": variant("YO Temp", measures=_CLIMATE),
    },
    uplink=_payload({}),
    vectors=[
        vector(
            "0200000008000111880D000100F7100000380D00110000EA0D00110100DB0D00110200D6", f_port=1,
            battery_voltage=4.488, temperature=24.7, humidity=56, temperature_1=23.4, temperature_2=21.9,
            temperature_3=21.4, frame_count=0, waited=(0.0, 's'), source="the vendor's decoder, run",
        ),
        vector(
            "020000000D000100EA100000381A0001002D20000300000010690001000B6C0001010C700001005325001102001B",
            temperature=23.4, humidity=56, illuminance=450, tvoc=16, co=1.1, co2=268, sound_level=83, pm2_5=2.7,
            frame_count=0, waited=(0.0, 's'), source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

AGRIBOX = device(
    "yosensi/yo-agribox",
    name="YO Agribox, soil moisture",
    source="akenza's device types, yosensi/YO-Agribox",
    f_port=1,
    uplink=_payload({(25, f"{n:02x}"): soil_moisture_raw(derived(V.raw / V.divisor), channel=n + 1) for n in range(3)}),
    vectors=[
        vector(
            "021B0000080001129C0D000100E41000001D440007000800030002000066001100018A660011010187660011020187", f_port=1,
            battery_voltage=4.764, temperature=22.8, humidity=29, soil_moisture_raw_1=3.94, soil_moisture_raw_2=3.91,
            soil_moisture_raw_3=3.91, frame_count=27, waited=(0.0, 's'), custom_17_1=8, custom_17_2=3, custom_17_3=2,
            custom_17_4=0, source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip

PEOPLE_COUNTER = device(
    "yosensi/yo-people-counter",
    name="YO People Counter",
    source="akenza's device types, yosensi/YO-PeopleCounter",
    f_port=1,
    uplink=_payload(
        {
            (24, "00"): people_in(_COUNT),
            (24, "01"): people_out(_COUNT),
            (24, "02"): people_in(_COUNT, statistic="total"),
            (24, "03"): people_out(_COUNT, statistic="total"),
        }
    ),
    vectors=[
        vector(
            "0201000004001101000004001112000104001113000060001104003D60001105001460001106000B", f_port=1,
            digital_input_2=False, counter_value_5=61, counter_value_6=20, counter_value_7=11, frame_count=1,
            waited=(0.0, 's'),
            records=[
                {"digital_input": True, "address": "12", "second": 0},
                {"digital_input": False, "address": "13", "second": 0},
            ],
            source="the vendor's decoder, run",
        ),
    ],
)  # fmt: skip
