"""The messages that network servers make of a frame: what an application's tests send to itself.

Each is what its server publishes, with what it always has; :func:`redi_codecs.parse_uplink` reads the frame out of it.
"""

from __future__ import annotations

import base64
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from typing import Any, Final

from redi_codecs.errors import RediCodecsError
from redi_codecs.networks.uplink import Gateway, Uplink

__all__ = ["NETWORKS", "message_of"]

Made = dict[str, Any] | list[Any]


def message_of(frame: Uplink, network: str | None = None) -> Made:
    """The message of a network server that tells of a frame, as JSON has it.

    >>> frame = Uplink("chirpstack", "uplink", "70b3d5000000002a", 85, b"!", f_cnt=7)
    >>> message_of(frame)["data"], message_of(frame, "loriot")["data"]
    ('IQ==', '21')
    """
    name = frame.network if network is None else network
    if name not in _MAKERS:
        raise RediCodecsError(f"no messages of {name!r} are made; there are {', '.join(_MAKERS)}")
    return _MAKERS[name](frame)


def _base64(frame: Uplink) -> str:
    return base64.b64encode(frame.payload).decode()


def _iso(frame: Uplink) -> str:
    return _at(frame).isoformat(timespec="microseconds").replace("+00:00", "Z")


def _at(frame: Uplink) -> datetime:
    return frame.received_at or datetime(1970, 1, 1, tzinfo=UTC)


def _milliseconds(frame: Uplink) -> int:
    return round(_at(frame).timestamp() * 1000)


def _megahertz(frame: Uplink) -> float:
    return (frame.frequency or 868_100_000) / 1e6


def _spreading(frame: Uplink) -> int:
    return int((frame.data_rate or "SF7BW125").removeprefix("SF").partition("BW")[0])


def _heard(frame: Uplink) -> tuple[Gateway, ...]:
    return frame.gateways or (Gateway("024f52fffe000001", -71, 9.25),)


def _place(one: Gateway, latitude: str, longitude: str) -> dict[str, float]:
    return {} if one.latitude is None or one.longitude is None else {latitude: one.latitude, longitude: one.longitude}


def _the_things_stack(frame: Uplink) -> Made:
    at, up = _iso(frame), frame.dev_eui.upper()
    told: dict[str, Any] = {
        "f_port": frame.f_port,
        "f_cnt": frame.f_cnt,
        "frm_payload": _base64(frame),
        "rx_metadata": [
            {
                "gateway_ids": {"gateway_id": one.id, "eui": one.id.upper()},
                "rssi": one.rssi,
                "channel_rssi": one.rssi,
                "snr": one.snr,
            }
            | ({"location": place} if (place := _place(one, "latitude", "longitude")) else {})
            for one in _heard(frame)
        ],
        "settings": {
            "data_rate": {"lora": {"bandwidth": 125000, "spreading_factor": _spreading(frame), "coding_rate": "4/5"}},
            "frequency": str(frame.frequency or 868_100_000),
        },
        "received_at": at,
    }
    if frame.device is not None:
        told["version_ids"] = dict(zip(("brand_id", "model_id"), frame.device.split("/"), strict=True))
    return {
        "end_device_ids": {
            "device_id": frame.device_name or f"eui-{frame.dev_eui}",
            "application_ids": {"application_id": "open-region"},
            "dev_eui": up,
            "dev_addr": f"01{up[-6:]}",
        },
        "received_at": at,
        "uplink_message": {key: value for key, value in told.items() if value is not None},
    }


def _chirpstack(frame: Uplink) -> Made:
    return {
        "deduplicationId": f"{frame.dev_eui[-8:]}-0000-4000-a000-{(frame.f_cnt or 0):012x}",
        "time": _iso(frame),
        "deviceInfo": {
            "applicationName": "open-region",
            "deviceName": frame.device_name or frame.dev_eui,
            "devEui": frame.dev_eui,
            "tags": {"device": frame.device} if frame.device else {},
        },
        "devAddr": f"01{frame.dev_eui[-6:]}",
        "adr": True,
        "dr": 5,
        "fCnt": frame.f_cnt or 0,
        "fPort": frame.f_port,
        "confirmed": False,
        "data": _base64(frame),
        "rxInfo": [
            {
                "gatewayId": one.id,
                "rssi": one.rssi,
                "snr": one.snr,
                "location": _place(one, "latitude", "longitude"),
            }
            for one in _heard(frame)
        ],
        "txInfo": {
            "frequency": frame.frequency or 868_100_000,
            "modulation": {"lora": {"bandwidth": 125000, "spreadingFactor": _spreading(frame), "codeRate": "CR_4_5"}},
        },
    }


def _chirpstack_v3(frame: Uplink) -> Made:
    return {
        "applicationID": "1",
        "applicationName": "open-region",
        "deviceName": frame.device_name or frame.dev_eui,
        "devEUI": frame.dev_eui,
        "rxInfo": [
            {"gatewayID": one.id, "time": _iso(frame), "rssi": one.rssi, "loRaSNR": one.snr, "location": None}
            for one in _heard(frame)
        ],
        "txInfo": {"frequency": frame.frequency or 868_100_000, "dr": 5},
        "adr": True,
        "fCnt": frame.f_cnt,
        "fPort": frame.f_port,
        "data": _base64(frame),
        "tags": {"device": frame.device} if frame.device else {},
    }


def _thingpark(frame: Uplink) -> Made:
    best, *_ = heard = _heard(frame)
    return {
        "DevEUI_uplink": {
            "Time": _iso(frame),
            "DevEUI": frame.dev_eui.upper(),
            "FPort": frame.f_port,
            "FCntUp": frame.f_cnt,
            "MType": 2,
            "payload_hex": frame.payload.hex(),
            "LrrRSSI": best.rssi,
            "LrrSNR": best.snr,
            "SpFact": _spreading(frame),
            "Lrrid": best.id,
            "Lrrs": {"Lrr": [{"Lrrid": one.id, "LrrRSSI": one.rssi, "LrrSNR": one.snr} for one in heard]},
            "CustomerID": "100000001",
            "CustomerData": {"alr": {"pro": "", "ver": "1"}, "tags": [], "name": frame.device_name or ""},
            "Frequency": _megahertz(frame),
            "PayloadEncryption": 0,
        }
    }


def _loriot(frame: Uplink) -> Made:
    return {
        "cmd": "gw",
        "EUI": frame.dev_eui.upper(),
        "ts": _milliseconds(frame),
        "fcnt": frame.f_cnt,
        "port": frame.f_port,
        "freq": frame.frequency or 868_100_000,
        "dr": f"SF{_spreading(frame)} BW125 4/5",
        "ack": False,
        "gws": [
            {"gweui": one.id, "rssi": one.rssi, "snr": one.snr, "ts": _milliseconds(frame)} for one in _heard(frame)
        ],
        "bat": 254,
        "data": frame.payload.hex().upper(),
    }


def _milesight(frame: Uplink) -> Made:
    return {
        "applicationID": 1,
        "applicationName": "open-region",
        "data": _base64(frame),
        "devEUI": frame.dev_eui,
        "deviceName": frame.device_name or frame.dev_eui,
        "fCnt": frame.f_cnt,
        "fPort": frame.f_port,
        "gatewayTime": _iso(frame),
        "rxInfo": [
            {"mac": one.id, "rssi": one.rssi, "loRaSNR": one.snr, "altitude": 0, "latitude": 0, "longitude": 0}
            for one in _heard(frame)
        ],
        "time": _iso(frame),
        "txInfo": {
            "adr": True,
            "codeRate": "4/5",
            "dataRate": {"bandwidth": 125, "modulation": "LORA", "spreadFactor": _spreading(frame)},
            "frequency": frame.frequency or 868_100_000,
        },
    }


def _helium(frame: Uplink) -> Made:
    return {
        "app_eui": "024F520000000000",
        "dev_eui": frame.dev_eui.upper(),
        "devaddr": f"01{frame.dev_eui[-6:].upper()}",
        "fcnt": frame.f_cnt,
        "hotspots": [
            {
                "frequency": _megahertz(frame),
                "id": one.id,
                "name": one.id,
                "rssi": one.rssi,
                "snr": one.snr,
                "spreading": f"SF{_spreading(frame)}BW125",
            }
            for one in _heard(frame)
        ],
        "id": f"{frame.dev_eui[-8:]}-0000-4000-a000-{(frame.f_cnt or 0):012x}",
        "metadata": {"labels": []},
        "name": frame.device_name or frame.dev_eui,
        "payload": _base64(frame),
        "port": frame.f_port,
        "reported_at": _milliseconds(frame),
    }


def _wanesy(frame: Uplink) -> Made:
    return {
        "id": f"{frame.dev_eui}{(frame.f_cnt or 0):08x}",
        "endDevice": {"devEui": frame.dev_eui.upper(), "devAddr": f"01{frame.dev_eui[-6:].upper()}"},
        "fPort": frame.f_port,
        "fCntUp": frame.f_cnt,
        "encrypted": False,
        "payload": frame.payload.hex(),
        "encodingType": "HEXA",
        "recvTime": _milliseconds(frame),
        "ulFrequency": _megahertz(frame),
        "modulation": "LORA",
        "dataRate": f"SF{_spreading(frame)}BW125",
        "gwInfo": [{"gwEui": one.id, "rssi": one.rssi, "snr": one.snr} for one in _heard(frame)],
    }


def _element_iot(frame: Uplink) -> Made:
    return {
        "interface": {"enabled": True, "opts": {"device_eui": frame.dev_eui.upper(), "region": "eu863"}},
        "meta": {
            "datr": f"SF{_spreading(frame)}BW125",
            "frame_count_up": frame.f_cnt,
            "frame_port": frame.f_port,
            "frequency": _megahertz(frame),
            "gateway_stats": [{"router_id_hex": one.id, "rssi": one.rssi, "snr": one.snr} for one in _heard(frame)],
            "modu": "LORA",
        },
        "inserted_at": _iso(frame),
        "transceived_at": _iso(frame),
        "packet_type": "up",
        "payload_encoding": "binary",
        "payload": frame.payload.hex().upper(),
    }


def _the_things_network_v2(frame: Uplink) -> Made:
    return {
        "app_id": "open-region",
        "dev_id": frame.device_name or f"eui-{frame.dev_eui}",
        "hardware_serial": frame.dev_eui.upper(),
        "port": frame.f_port,
        "counter": frame.f_cnt,
        "payload_raw": _base64(frame),
        "metadata": {
            "time": _iso(frame),
            "frequency": _megahertz(frame),
            "modulation": "LORA",
            "data_rate": f"SF{_spreading(frame)}BW125",
            "gateways": [{"gtw_id": one.id, "time": "", "rssi": one.rssi, "snr": one.snr} for one in _heard(frame)],
        },
    }


def _rak(frame: Uplink) -> Made:
    return {
        "applicationID": "1",
        "applicationName": "open-region",
        "devEUI": frame.dev_eui,
        "deviceName": frame.device_name or frame.dev_eui,
        "timestamp": int(_at(frame).timestamp()),
        "fCnt": frame.f_cnt,
        "fPort": frame.f_port,
        "data": _base64(frame),
        "data_encode": "base64",
        "adr": True,
        "rxInfo": [{"gatewayID": one.id, "loRaSNR": one.snr, "rssi": one.rssi} for one in _heard(frame)],
        "txInfo": {"frequency": frame.frequency or 868_100_000, "dr": 5},
    }


def _aws(frame: Uplink) -> Made:
    return {
        "MessageId": f"{frame.dev_eui[-8:]}-0000-4000-a000-{(frame.f_cnt or 0):012x}",
        "WirelessDeviceId": f"{frame.dev_eui[-8:]}-0000-4000-a000-000000000000",
        "PayloadData": _base64(frame),
        "WirelessMetadata": {
            "LoRaWAN": {
                "Bandwidth": 125,
                "DevEui": frame.dev_eui,
                "FCnt": frame.f_cnt,
                "FPort": frame.f_port,
                "Frequency": str(frame.frequency or 868_100_000),
                "Gateways": [{"GatewayEui": one.id, "Rssi": one.rssi, "Snr": one.snr} for one in _heard(frame)],
                "Modulation": "LORA",
                "SpreadingFactor": _spreading(frame),
                "Timestamp": _iso(frame),
            }
        },
    }


def _azure(frame: Uplink) -> Made:
    best = _heard(frame)[0]
    return {
        "time": _iso(frame),
        "freq": _megahertz(frame),
        "datr": f"SF{_spreading(frame)}BW125",
        "rssi": best.rssi,
        "lsnr": best.snr,
        "data": {"value": frame.payload.hex().upper()},
        "port": frame.f_port,
        "fcnt": frame.f_cnt,
        "eui": frame.dev_eui.upper(),
        "gatewayid": best.id,
        "edgets": _milliseconds(frame),
    }


def _multitech(frame: Uplink) -> Made:
    best = _heard(frame)[0]
    return {
        "time": _iso(frame),
        "freq": _megahertz(frame),
        "datr": f"SF{_spreading(frame)}BW125",
        "lsnr": str(best.snr),
        "rssi": best.rssi,
        "size": len(frame.payload),
        "fcnt": frame.f_cnt,
        "port": frame.f_port,
        "data": _base64(frame),
        "deveui": _dashed(frame.dev_eui),
        "gweui": best.id,
    }


def _dashed(dev_eui: str) -> str:
    return "-".join(dev_eui[at : at + 2] for at in range(0, 16, 2))


def _everynet(frame: Uplink) -> Made:
    best, at = _heard(frame)[0], _at(frame).timestamp()
    return {
        "type": "uplink",
        "meta": {"device": frame.dev_eui, "gateway": best.id, "time": at},
        "params": {
            "rx_time": at,
            "port": frame.f_port,
            "counter_up": frame.f_cnt,
            "payload": _base64(frame),
            "duplicate": False,
            "radio": {
                "freq": _megahertz(frame),
                "modulation": {"type": "LORA", "spreading": _spreading(frame), "bandwidth": 125000},
                "hardware": {"rssi": best.rssi, "snr": best.snr},
            },
        },
    }


def _senet(frame: Uplink) -> Made:
    best = _heard(frame)[0]
    return {
        "devEui": frame.dev_eui,
        "gwEui": best.id,
        "pdu": frame.payload.hex(),
        "port": frame.f_port,
        "seqno": frame.f_cnt,
        "txtime": _iso(frame),
        "rssi": best.rssi,
        "snr": best.snr,
        "freq": _megahertz(frame),
    }


def _thingshub(frame: Uplink) -> Made:
    return {
        "bandwidth": 125,
        "data_rate": f"SF{_spreading(frame)} BW125 4/5",
        "dev_eui": frame.dev_eui,
        "f_cnt_up": frame.f_cnt,
        "f_port": frame.f_port,
        "frequency": frame.frequency or 868_100_000,
        "network_server_time": _iso(frame),
        "raw_payload": frame.payload.hex(),
        "receptions": [{"gateway": one.id, "rssi": one.rssi, "snr": one.snr, "time": None} for one in _heard(frame)],
        "spread_factor": _spreading(frame),
        "time": _iso(frame),
    }


def _lorawan_server(frame: Uplink) -> Made:
    best = _heard(frame)[0]
    return {
        "devaddr": f"01{frame.dev_eui[-6:].upper()}",
        "deveui": frame.dev_eui.upper(),
        "port": frame.f_port,
        "fcnt": frame.f_cnt,
        "data": frame.payload.hex().upper(),
        "datetime": _iso(frame),
        "gateway": {"mac": best.id},
        "rxq": {
            "lsnr": best.snr,
            "rssi": best.rssi,
            "datr": f"SF{_spreading(frame)}BW125",
            "freq": _megahertz(frame),
        },
    }


def _tasmota(frame: Uplink) -> Made:
    best, eui = _heard(frame)[0], frame.dev_eui.upper()
    told = {"RSSI": best.rssi, "SNR": best.snr, "DevEUIh": eui[:8], "DevEUIl": eui[8:], "FPort": frame.f_port}
    return {"LwReceived": {f"0x{eui[-4:]}": told | {"Payload": list(frame.payload)}}}


def _senml(frame: Uplink) -> Made:
    head = {"bn": f"urn:dev:DEVEUI:{frame.dev_eui.upper()}:", "bt": _at(frame).timestamp()}
    return [head | {"n": "payload", "vs": frame.payload.hex()}, {"n": "port", "v": frame.f_port}]


_MAKERS: Final[Mapping[str, Callable[[Uplink], Made]]] = {
    "the-things-stack": _the_things_stack,
    "chirpstack": _chirpstack,
    "chirpstack-v3": _chirpstack_v3,
    "thingpark": _thingpark,
    "loriot": _loriot,
    "milesight": _milesight,
    "helium": _helium,
    "wanesy": _wanesy,
    "element-iot": _element_iot,
    "the-things-network-v2": _the_things_network_v2,
    "rak-wisgate": _rak,
    "aws-iot-core": _aws,
    "azure-starter-kit": _azure,
    "multitech": _multitech,
    "everynet": _everynet,
    "senet": _senet,
    "thingshub": _thingshub,
    "lorawan-server": _lorawan_server,
    "tasmota": _tasmota,
    "senml": _senml,
}
NETWORKS: Final = tuple(_MAKERS)
"""The servers whose messages are made: all whose messages are read."""
