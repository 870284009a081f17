"""Messages composed for the tests, one of each network server, in the shape that its public documentation shows.

All tell of the same frame: the same device, payload, port and counter, heard by the same two gateways where the server
lists gateways at all.
"""

from __future__ import annotations

import base64
import copy
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from redi_codecs.networks import Gateway, Uplink

EUI = "02aa00000000000f"
PAYLOAD = bytes.fromhex("0367d700")
DATA = base64.b64encode(PAYLOAD).decode()
RECEIVED = datetime(2026, 3, 9, 6, 0, 1, 250000, tzinfo=UTC)
MILLISECONDS = 1773036001250
TOWER, SCHOOL = "02aa000000000001", "02aa000000000002"
HEARD = (Gateway(TOWER, -71, 9.25, 48.7, 8.1), Gateway(SCHOOL, -110, -3))


@dataclass(frozen=True)
class Example:
    """A message and what is to come out of it.

    Attributes:
        source: where the shape is published.
        read: fields whose values come out or decide: one of a wrong type is an error that names it.
        required: fields without which the message is an error that names them.
        payload: the field with the payload.
        dev_eui: the field with the DevEUI, where it has it as a text and whole.
        hexadecimal: whether the payload is in hex; None where it is neither hex nor base64, or may be both.
        empty: what the field of the payload has where there is none.
    """

    source: str
    message: Any
    uplink: Uplink
    payload: str
    read: tuple[str, ...]
    required: tuple[str, ...]
    dev_eui: str = ""
    hexadecimal: bool | None = False
    empty: tuple[Any, ...] = ("", None)

    def __str__(self) -> str:
        return self.uplink.network


def uplink(network: str, **fields: Any) -> Uplink:
    """The frame that all messages tell of, as the server `network` tells it."""
    told: dict[str, Any] = {
        "dev_eui": EUI,
        "f_port": 85,
        "payload": PAYLOAD,
        "f_cnt": 41,
        "received_at": RECEIVED,
        "gateways": HEARD,
        "data_rate": "SF7BW125",
        "frequency": 868100000,
    }
    return Uplink(network, "uplink", **(told | fields))


def changed(message: Any, path: str, value: Any = ...) -> Any:
    """The message with the field at a dotted path set, or left out."""
    message = copy.deepcopy(message)
    *steps, last = (int(step) if step.isdecimal() else step for step in path.split("."))
    inner: Any = message
    for step in steps:
        inner = inner[step]
    if value is ...:
        del inner[last]
    else:
        inner[last] = value
    return message


def paths(message: Any, path: str = "") -> list[str]:
    """The path of every field of a message."""
    fields = message.items() if isinstance(message, dict) else enumerate(message) if isinstance(message, list) else ()
    found = [path] if path else []
    for name, inner in fields:
        found += paths(inner, f"{path}.{name}" if path else str(name))
    return found


THE_THINGS_STACK = Example(
    source="https://www.thethingsindustries.com/docs/integrations/data-formats/, uplink messages",
    message={
        "end_device_ids": {
            "device_id": "foyer",
            "application_ids": {"application_id": "townhall"},
            "dev_eui": EUI.upper(),
            "join_eui": "02AA000000000000",
            "dev_addr": "0100000F",
        },
        "correlation_ids": ["gs:uplink:01"],
        "received_at": "2026-03-09T06:00:01.500000001Z",
        "uplink_message": {
            "session_key_id": "AXA50w==",
            "f_port": 85,
            "f_cnt": 41,
            "frm_payload": DATA,
            "decoded_payload": {"anything": [1, None]},
            "rx_metadata": [
                {
                    "gateway_ids": {"gateway_id": TOWER, "eui": "02AA000000000009"},
                    "rssi": -71,
                    "channel_rssi": -71,
                    "snr": 9.25,
                    "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140, "source": "SOURCE_REGISTRY"},
                },
                {
                    "gateway_ids": {"gateway_id": "packetbroker"},
                    "packet_broker": {"forwarder_gateway_id": SCHOOL, "forwarder_gateway_eui": "02AA00000000000A"},
                    "rssi": -110,
                    "snr": -3,
                },
            ],
            "settings": {
                "data_rate": {"lora": {"bandwidth": 125000, "spreading_factor": 7, "coding_rate": "4/5"}},
                "frequency": "868100000",
            },
            "received_at": "2026-03-09T07:00:01.250000999+01:00",
            "version_ids": {
                "brand_id": "milesight-iot",
                "model_id": "em300-th",
                "hardware_version": "1.0",
                "firmware_version": "1.2",
                "band_id": "EU_863_870",
            },
        },
    },
    uplink=uplink("the-things-stack", device="milesight-iot/em300-th", device_name="foyer"),
    payload="uplink_message.frm_payload",
    read=(
        "end_device_ids",
        "end_device_ids.dev_eui",
        "end_device_ids.device_id",
        "received_at",
        "uplink_message",
        "uplink_message.f_port",
        "uplink_message.f_cnt",
        "uplink_message.frm_payload",
        "uplink_message.received_at",
        "uplink_message.rx_metadata",
        "uplink_message.rx_metadata.0",
        "uplink_message.rx_metadata.0.gateway_ids.gateway_id",
        "uplink_message.rx_metadata.0.rssi",
        "uplink_message.rx_metadata.1.snr",
        "uplink_message.rx_metadata.0.location.latitude",
        "uplink_message.rx_metadata.1.packet_broker",
        "uplink_message.settings.frequency",
        "uplink_message.settings.data_rate.lora.spreading_factor",
        "uplink_message.version_ids",
        "uplink_message.version_ids.firmware_version",
    ),
    required=("end_device_ids.dev_eui",),
    dev_eui="end_device_ids.dev_eui",
    empty=("",),
)

CHIRPSTACK = Example(
    source="https://www.chirpstack.io/docs/chirpstack/integrations/events.html, up",
    message={
        "deduplicationId": "5d2c0d5e-0000-4000-a000-000000000001",
        "time": "2026-03-09T06:00:01.250+00:00",
        "deviceInfo": {"deviceName": "foyer", "devEui": EUI, "deviceProfileName": "klima", "tags": {}},
        "devAddr": "0100000f",
        "adr": True,
        "dr": 5,
        "fCnt": 41,
        "fPort": 85,
        "confirmed": False,
        "data": DATA,
        "rxInfo": [
            {"gatewayId": TOWER, "rssi": -71, "snr": 9.25, "location": {"latitude": 48.7, "longitude": 8.1}},
            {"gatewayId": SCHOOL, "rssi": -110, "snr": -3, "location": {}, "metadata": {"region_config_id": "eu868"}},
        ],
        "txInfo": {
            "frequency": 868100000,
            "modulation": {"lora": {"bandwidth": 125000, "spreadingFactor": 7, "codeRate": "CR_4_5"}},
        },
    },
    uplink=uplink("chirpstack", device_name="foyer"),
    payload="data",
    read=(
        "time",
        "deviceInfo",
        "deviceInfo.devEui",
        "deviceInfo.deviceName",
        "deviceInfo.tags",
        "fPort",
        "fCnt",
        "data",
        "rxInfo",
        "rxInfo.0",
        "rxInfo.0.gatewayId",
        "rxInfo.0.rssi",
        "rxInfo.1.snr",
        "rxInfo.0.location.longitude",
        "txInfo",
        "txInfo.frequency",
        "txInfo.modulation.lora.bandwidth",
    ),
    required=("deviceInfo.devEui",),
    dev_eui="deviceInfo.devEui",
)

CHIRPSTACK_V3 = Example(
    source="https://github.com/brocaar/chirpstack-application-server, internal/integration/models/models.go (json_v3)",
    message={
        "applicationID": "7",
        "applicationName": "townhall",
        "deviceName": "foyer",
        "deviceProfileName": "klima",
        "deviceProfileID": "5d2c0d5e-0000-4000-a000-000000000002",
        "devEUI": EUI,
        "rxInfo": [
            {
                "gatewayID": TOWER,
                "uplinkID": "5d2c0d5e-0000-4000-a000-000000000003",
                "name": "tower",
                "time": "2026-03-09T06:00:01.25Z",
                "rssi": -71,
                "loRaSNR": 9.25,
                "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140},
            },
            {"gatewayID": SCHOOL, "name": "school", "rssi": -110, "loRaSNR": -3, "location": None},
        ],
        "txInfo": {"frequency": 868100000, "dr": 5},
        "adr": True,
        "fCnt": 41,
        "fPort": 85,
        "data": DATA,
        "tags": {"device": "elsys/ers"},
    },
    uplink=uplink("chirpstack-v3", device="elsys/ers", device_name="foyer", data_rate=None),
    payload="data",
    read=(
        "devEUI",
        "deviceName",
        "tags",
        "fPort",
        "fCnt",
        "data",
        "rxInfo.0.gatewayID",
        "rxInfo.0.time",
        "rxInfo.0.rssi",
        "rxInfo.1.loRaSNR",
        "rxInfo.0.location.latitude",
        "txInfo",
        "txInfo.frequency",
    ),
    required=("data",),
    dev_eui="devEUI",
)

CHIRPSTACK_V3_PROTOBUF = Example(
    source="https://github.com/brocaar/chirpstack-api, protobuf/as/integration/integration.proto, and its JSON in "
    "https://github.com/thingsboard/data-converters (VENDORS/Decentlab/DL-5TM/ChirpStack/uplink/payload_02.json)",
    message={
        "applicationID": "7",
        "applicationName": "townhall",
        "deviceName": "foyer",
        "devEUI": base64.b64encode(bytes.fromhex(EUI)).decode(),
        "rxInfo": [
            {
                "gatewayID": base64.b64encode(bytes.fromhex(TOWER)).decode(),
                "time": None,
                "timeSinceGPSEpoch": None,
                "rssi": -71,
                "loRaSNR": 9.25,
                "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140, "source": "UNKNOWN"},
                "uplinkID": "jhMh8Gq6RAOChSKbi83RHQ==",
            },
            {
                "gatewayID": base64.b64encode(bytes.fromhex(SCHOOL)).decode(),
                "time": None,
                "rssi": -110,
                "loRaSNR": -3,
                "location": None,
            },
        ],
        "txInfo": {
            "frequency": 868100000,
            "modulation": "LORA",
            "loRaModulationInfo": {"bandwidth": 125, "spreadingFactor": 7, "codeRate": "4/5"},
        },
        "adr": True,
        "dr": 5,
        "fCnt": 41,
        "fPort": 85,
        "data": DATA,
        "objectJSON": '{"temperature": 21.5}',
        "tags": {},
        "confirmedUplink": False,
        "devAddr": "AQAADw==",
        "publishedAt": "2026-03-09T06:00:01.250000999Z",
    },
    uplink=uplink("chirpstack-v3", device_name="foyer"),
    payload="data",
    read=("devEUI", "publishedAt", "data", "rxInfo.0.gatewayID", "txInfo.loRaModulationInfo.spreadingFactor", "fPort"),
    required=("data",),
    dev_eui="devEUI",
)

THINGPARK = Example(
    source="https://docs.thingpark.com/thingpark-x/latest/Message/uplink-message",
    message={
        "DevEUI_uplink": {
            "Time": "2026-03-09T07:00:01.250+01:00",
            "DevEUI": EUI.upper(),
            "FPort": 85,
            "FCntUp": 41,
            "LostUplinksAS": 0,
            "ADRbit": 1,
            "MType": 2,
            "payload_hex": PAYLOAD.hex(),
            "mic_hex": "38e7a3b9",
            "LrrRSSI": -71.0,
            "LrrSNR": 9.25,
            "LrrESP": -71.4,
            "SpFact": 7,
            "Lrrid": TOWER,
            "LrrLAT": 48.7,
            "LrrLON": 8.1,
            "Lrrs": {
                "Lrr": [
                    {"Lrrid": TOWER, "Chain": 0, "LrrRSSI": -71.0, "LrrSNR": 9.25, "LrrESP": -71.4},
                    {"Lrrid": SCHOOL, "Chain": 0, "LrrRSSI": -110.0, "LrrSNR": -3.0, "LrrESP": -115.2},
                ]
            },
            "CustomerID": "100000001",
            "CustomerData": {"alr": {"pro": "DL/IAM", "ver": "1"}, "tags": [], "name": "foyer"},
            "DriverCfg": {
                "mod": {"pId": "dl", "mId": "dl-iam", "ver": "1"},
                "app": {"pId": "dl", "mId": "dl-iam", "ver": "1"},
            },
            "Frequency": 868.1,
            "PayloadEncryption": 0,
        }
    },
    uplink=uplink("thingpark", device="decentlab/dl-iam", device_name="foyer", data_rate="SF7"),
    payload="DevEUI_uplink.payload_hex",
    read=(
        "DevEUI_uplink",
        "DevEUI_uplink.Time",
        "DevEUI_uplink.DevEUI",
        "DevEUI_uplink.FPort",
        "DevEUI_uplink.FCntUp",
        "DevEUI_uplink.payload_hex",
        "DevEUI_uplink.PayloadEncryption",
        "DevEUI_uplink.SpFact",
        "DevEUI_uplink.Lrrid",
        "DevEUI_uplink.LrrLAT",
        "DevEUI_uplink.Lrrs",
        "DevEUI_uplink.Lrrs.Lrr.0.LrrRSSI",
        "DevEUI_uplink.Lrrs.Lrr.1.LrrSNR",
        "DevEUI_uplink.Frequency",
        "DevEUI_uplink.DriverCfg.mod.pId",
        "DevEUI_uplink.CustomerData.name",
    ),
    required=("DevEUI_uplink.DevEUI",),
    dev_eui="DevEUI_uplink.DevEUI",
    hexadecimal=True,
)

THINGPARK_XML = f"""<?xml version="1.0" encoding="UTF-8"?>
<DevEUI_uplink xmlns="http://uri.actility.com/lora">
    <Time>2026-03-09T07:00:01.250+01:00</Time>
    <DevEUI>{EUI.upper()}</DevEUI>
    <FPort>85</FPort>
    <FCntUp>41</FCntUp>
    <ADRbit>1</ADRbit>
    <ACKbit/>
    <payload_hex>{PAYLOAD.hex()}</payload_hex>
    <LrrRSSI>-71.000000</LrrRSSI>
    <LrrSNR>9.250000</LrrSNR>
    <SpFact>7</SpFact>
    <Lrrid>{TOWER}</Lrrid>
    <LrrLAT>48.700000</LrrLAT>
    <LrrLON>8.100000</LrrLON>
    <Lrrs>
        <Lrr><Lrrid>{TOWER}</Lrrid><LrrRSSI>-71.000000</LrrRSSI><LrrSNR>9.250000</LrrSNR></Lrr>
        <Lrr><Lrrid>{SCHOOL}</Lrrid><LrrRSSI>-110.000000</LrrRSSI><LrrSNR>-3.000000</LrrSNR></Lrr>
    </Lrrs>
    <CustomerData>{{"alr":{{"pro":"DL/IAM","ver":"1"}},"name":"foyer"}}</CustomerData>
    <Frequency>868.1</Frequency>
    <DriverCfg>{{"mod":{{"pId":"dl","mId":"dl-iam","ver":"1"}},"app":{{"pId":"dl","mId":"dl-iam","ver":"1"}}}}</DriverCfg>
</DevEUI_uplink>
"""
"""Shape: https://github.com/actility/thingpark-integrations, 1_tpNS-AS/message_body_examples/uplink_frame.xml."""

LORIOT = Example(
    source="https://docs.loriot.io/display/LNS/Gateway+Information",
    message={
        "cmd": "gw",
        "seqno": 3040,
        "EUI": EUI.upper(),
        "ts": MILLISECONDS,
        "fcnt": 41,
        "port": 85,
        "freq": 868100000,
        "toa": 61,
        "dr": "SF7 BW125 4/5",
        "ack": False,
        "gws": [
            {"gweui": TOWER, "rssi": -71, "snr": 9.25, "ts": MILLISECONDS, "ant": 0, "lat": 48.7, "lon": 8.1},
            {"gweui": SCHOOL, "rssi": -110, "snr": -3, "ts": MILLISECONDS, "ant": 0},
        ],
        "bat": 254,
        "data": PAYLOAD.hex().upper(),
    },
    uplink=uplink("loriot"),
    payload="data",
    read=(
        "cmd",
        "EUI",
        "ts",
        "fcnt",
        "port",
        "freq",
        "dr",
        "gws",
        "gws.0",
        "gws.0.gweui",
        "gws.0.rssi",
        "gws.1.snr",
        "gws.0.lat",
        "data",
    ),
    required=("data",),
    dev_eui="EUI",
    hexadecimal=True,
)

MILESIGHT = Example(
    source="https://www.milesight.com/building-iot-gateway/en/application-guide/uplink-data.html",
    message={
        "applicationID": 1,
        "applicationName": "townhall",
        "data": DATA,
        "devEUI": EUI,
        "deviceID": 22,
        "deviceName": "foyer",
        "fCnt": 41,
        "fPort": 85,
        "gatewaySN": "6438F00000000001",
        "gatewayTime": "2026-03-09T07:00:01+01:00",
        "rxInfo": [
            {
                "altitude": 140,
                "latitude": 48.7,
                "longitude": 8.1,
                "loRaSNR": 9.25,
                "mac": TOWER,
                "name": "Local Gateway",
                "rssi": -71,
                "time": "2026-03-09T06:00:01.25Z",
            },
            {"altitude": 0, "latitude": 0, "longitude": 0, "loRaSNR": -3, "mac": SCHOOL, "rssi": -110},
        ],
        "time": "2026-03-09T06:00:01.25Z",
        "txInfo": {
            "adr": True,
            "codeRate": "4/5",
            "dataRate": {"bandwidth": 125, "modulation": "LORA", "spreadFactor": 7},
            "frequency": 868100000,
        },
    },
    uplink=uplink("milesight", device_name="foyer"),
    payload="data",
    read=(
        "devEUI",
        "deviceName",
        "time",
        "fPort",
        "fCnt",
        "data",
        "rxInfo",
        "rxInfo.0.mac",
        "rxInfo.0.rssi",
        "rxInfo.1.loRaSNR",
        "rxInfo.0.latitude",
        "txInfo",
        "txInfo.frequency",
        "txInfo.dataRate",
        "txInfo.dataRate.spreadFactor",
    ),
    required=("data",),
    dev_eui="devEUI",
)

HELIUM = Example(
    source="https://docs.helium.com/console/integrations/json-schema",
    message={
        "app_eui": "02AA000000000000",
        "dev_eui": EUI.upper(),
        "devaddr": "0100000F",
        "fcnt": 41,
        "hotspots": [
            {
                "frequency": 868.0999755859375,
                "id": TOWER,
                "lat": 48.7,
                "long": 8.1,
                "name": "icy-paper-tower",
                "reported_at": MILLISECONDS,
                "rssi": -71,
                "snr": 9.25,
                "spreading": "SF7BW125",
                "status": "success",
            },
            {"frequency": 868.1, "id": SCHOOL, "name": "cool-paper-school", "rssi": -110, "snr": -3},
        ],
        "id": "5d2c0d5e-0000-4000-a000-000000000004",
        "metadata": {"labels": []},
        "name": "foyer",
        "payload": DATA,
        "port": 85,
        "reported_at": MILLISECONDS,
    },
    uplink=uplink("helium", device_name="foyer"),
    payload="payload",
    read=(
        "dev_eui",
        "fcnt",
        "name",
        "payload",
        "port",
        "reported_at",
        "hotspots",
        "hotspots.0",
        "hotspots.0.id",
        "hotspots.0.frequency",
        "hotspots.0.spreading",
        "hotspots.0.rssi",
        "hotspots.1.snr",
    ),
    required=("payload",),
    dev_eui="dev_eui",
)

WANESY = Example(
    source="https://wikikerlink.fr/wanesy-ran/doku.php?id=wiki:wiki3:api_migration_guide",
    message={
        "id": "5d2c0d5e00004000a0000005",
        "endDevice": {"devEui": EUI.upper(), "devAddr": "0100000F", "cluster": {"id": 1}},
        "fPort": 85,
        "fCntDown": 0,
        "fCntUp": 41,
        "adr": False,
        "confirmed": False,
        "encrypted": False,
        "payload": PAYLOAD.hex(),
        "encodingType": "HEXA",
        "recvTime": MILLISECONDS,
        "ulFrequency": 868.1,
        "modulation": "LORA",
        "dataRate": "SF7BW125",
        "codingRate": "4/5",
        "gwCnt": 2,
        "gwInfo": [
            {"gwEui": TOWER, "rfRegion": "EU868", "rssi": -71, "snr": 9.25, "latitude": 48.7, "longitude": 8.1},
            {"gwEui": SCHOOL, "rfRegion": "EU868", "rssi": -110, "snr": -3, "latitude": None, "longitude": None},
        ],
    },
    uplink=uplink("wanesy"),
    payload="payload",
    read=(
        "endDevice",
        "endDevice.devEui",
        "fPort",
        "fCntUp",
        "encrypted",
        "payload",
        "encodingType",
        "recvTime",
        "ulFrequency",
        "dataRate",
        "gwInfo",
        "gwInfo.0.gwEui",
        "gwInfo.0.rssi",
        "gwInfo.1.snr",
        "gwInfo.0.latitude",
    ),
    required=("endDevice.devEui", "payload"),
    dev_eui="endDevice.devEui",
    hexadecimal=True,
)

ELEMENT_IOT = Example(
    source="https://docs.element-iot.com/api/resources/packets/ and, for LoRaWAN, "
    "https://github.com/RUBclim/element-api (testing/api_resp/packets_by_folder_streamed.txt); its interface as in "
    "https://github.com/lux-software/element-iot-client (src/models/ws.ts)",
    message={
        "driver": None,
        "device_id": "5d2c0d5e-0000-4000-a000-000000000006",
        "interface_id": "5d2c0d5e-0000-4000-a000-000000000007",
        "interface": {
            "id": "5d2c0d5e-0000-4000-a000-000000000007",
            "enabled": True,
            "opts": {"device_eui": EUI.upper(), "device_address": "0100000F", "region": "eu863"},
        },
        "skip_parsers": False,
        "meta": {
            "ack": False,
            "codr": "4/5",
            "datr": "SF7BW125",
            "frame_count_up": 41,
            "frame_port": 85,
            "frequency": 868.1,
            "gateway_stats": [
                {"router_id": 1, "router_id_hex": TOWER, "rssi": -71, "snr": 9.25, "tmst": 1},
                {"router_id": 2, "router_id_hex": SCHOOL, "rssi": -110, "snr": -3, "tmst": 2},
            ],
            "modu": "LORA",
            "size": 17,
        },
        "inserted_at": "2026-03-09T06:00:01.350000Z",
        "transceived_at": "2026-03-09T06:00:01.250000Z",
        "packet_type": "up",
        "payload_encoding": "binary",
        "payload": PAYLOAD.hex().upper(),
        "id": "5d2c0d5e-0000-4000-a000-000000000008",
    },
    uplink=uplink("element-iot", gateways=(Gateway(TOWER, -71, 9.25), Gateway(SCHOOL, -110, -3))),
    payload="payload",
    read=(
        "interface",
        "interface.opts",
        "interface.opts.device_eui",
        "transceived_at",
        "payload_encoding",
        "payload",
        "meta",
        "meta.frame_port",
        "meta.frame_count_up",
        "meta.frequency",
        "meta.datr",
        "meta.gateway_stats",
        "meta.gateway_stats.0.router_id_hex",
        "meta.gateway_stats.0.rssi",
        "meta.gateway_stats.1.snr",
    ),
    required=("interface.opts", "interface.opts.device_eui", "payload"),
    dev_eui="interface.opts.device_eui",
    hexadecimal=True,
)

THE_THINGS_STACK_EVENT = Example(
    source="https://www.thethingsindustries.com/docs/api/reference/http/events/, and "
    "https://github.com/TheThingsNetwork/lorawan-stack (pkg/webui/console/components/events/story/event-data.js)",
    message={
        "name": "as.up.data.forward",
        "time": "2026-03-09T06:00:01.600Z",
        "identifiers": [{"device_ids": {"device_id": "foyer", "dev_eui": EUI.upper(), "dev_addr": "0100000F"}}],
        "data": {"@type": "type.googleapis.com/ttn.lorawan.v3.ApplicationUp", **THE_THINGS_STACK.message},
        "correlation_ids": ["gs:uplink:01"],
        "origin": "ip-10-0-0-1.example",
        "visibility": {"rights": ["RIGHT_APPLICATION_TRAFFIC_READ"]},
        "unique_id": "01HZ0000000000000000000001",
    },
    uplink=THE_THINGS_STACK.uplink,
    payload="data.uplink_message.frm_payload",
    read=("name", "time", "identifiers", "data.uplink_message.f_port", "data.uplink_message.frm_payload"),
    required=("data.end_device_ids.dev_eui",),
    dev_eui="data.end_device_ids.dev_eui",
    empty=("",),
)

THE_THINGS_NETWORK_V2 = Example(
    source="https://www.thethingsnetwork.org/docs/applications/mqtt/api/, uplink messages",
    message={
        "app_id": "townhall",
        "dev_id": "foyer",
        "hardware_serial": EUI.upper(),
        "port": 85,
        "counter": 41,
        "is_retry": False,
        "confirmed": False,
        "payload_raw": DATA,
        "payload_fields": {"anything": [1, None]},
        "metadata": {
            "time": "2026-03-09T06:00:01.250000999Z",
            "frequency": 868.1,
            "modulation": "LORA",
            "data_rate": "SF7BW125",
            "coding_rate": "4/5",
            "gateways": [
                {
                    "gtw_id": TOWER,
                    "timestamp": 508994476,
                    "time": "",
                    "channel": 4,
                    "rssi": -71,
                    "snr": 9.25,
                    "latitude": 48.7,
                    "longitude": 8.1,
                    "altitude": 140,
                },
                {"gtw_id": SCHOOL, "timestamp": 1, "time": "2026-03-09T06:00:01Z", "rssi": -110, "snr": -3},
            ],
        },
    },
    uplink=uplink("the-things-network-v2", device_name="foyer"),
    payload="payload_raw",
    read=(
        "dev_id",
        "hardware_serial",
        "port",
        "counter",
        "payload_raw",
        "metadata",
        "metadata.time",
        "metadata.frequency",
        "metadata.modulation",
        "metadata.data_rate",
        "metadata.gateways",
        "metadata.gateways.0.gtw_id",
        "metadata.gateways.0.time",
        "metadata.gateways.0.rssi",
        "metadata.gateways.1.snr",
    ),
    required=(),
    dev_eui="hardware_serial",
)

THE_THINGS_NETWORK_V2_STORAGE = Example(
    source="https://www.thethingsnetwork.org/docs/applications/storage/api/",
    message={"device_id": "foyer", "raw": DATA, "humidity": 50, "time": "2026-03-09T06:00:01.250000999Z"},
    uplink=Uplink("the-things-network-v2", "uplink", "", None, PAYLOAD, received_at=RECEIVED, device_name="foyer"),
    payload="raw",
    read=("device_id", "raw", "time"),
    required=(),
)

RAK_WISGATE = Example(
    source="https://docs.rakwireless.com/product-categories/wisgate/rak7240/supported-lora-network-servers/, "
    "built-in network server, MQTT",
    message={
        "applicationID": "1",
        "applicationName": "townhall",
        "devEUI": EUI,
        "deviceName": "foyer",
        "timestamp": 1773036001,
        "fCnt": 41,
        "fPort": 85,
        "data": DATA,
        "data_encode": "base64",
        "adr": True,
        "rxInfo": [
            {
                "gatewayID": TOWER,
                "loRaSNR": 9.25,
                "rssi": -71,
                "location": {"latitude": 48.7, "longitude": 8.1, "altitude": 140},
                "time": "2026-03-09T06:00:01.250000Z",
            },
            {
                "gatewayID": SCHOOL,
                "loRaSNR": -3,
                "rssi": -110,
                "location": {"latitude": 0.0, "longitude": 0.0, "altitude": 0},
            },
        ],
        "txInfo": {"frequency": 868100000, "dr": 5},
    },
    uplink=uplink("rak-wisgate", device_name="foyer", data_rate=None, received_at=RECEIVED.replace(microsecond=0)),
    payload="data",
    read=(
        "devEUI",
        "deviceName",
        "timestamp",
        "fCnt",
        "fPort",
        "data",
        "data_encode",
        "rxInfo",
        "rxInfo.0.gatewayID",
        "rxInfo.0.rssi",
        "rxInfo.1.loRaSNR",
        "rxInfo.0.location.latitude",
        "txInfo",
        "txInfo.frequency",
    ),
    required=("data",),
    dev_eui="devEUI",
)

AWS = Example(
    source="https://docs.aws.amazon.com/iot-wireless/latest/developerguide/lorawan-uplink-metadata-format.html",
    message={
        "MessageId": "5d2c0d5e-0000-4000-a000-000000000009",
        "WirelessDeviceId": "5d2c0d5e-0000-4000-a000-00000000000a",
        "PayloadData": DATA,
        "WirelessMetadata": {
            "LoRaWAN": {
                "ADR": False,
                "Bandwidth": 125,
                "ClassB": False,
                "CodeRate": "4/5",
                "DataRate": "5",
                "DevAddr": "0100000f",
                "DevEui": EUI,
                "FCnt": 41,
                "FPort": 85,
                "Frequency": "868100000",
                "Gateways": [
                    {"GatewayEui": TOWER, "Rssi": -71, "Snr": 9.25},
                    {"GatewayEui": SCHOOL, "Rssi": -110, "Snr": -3},
                ],
                "MType": "UnconfirmedDataUp",
                "Modulation": "LORA",
                "SpreadingFactor": 7,
                "Timestamp": "2026-03-09T06:00:01.250Z",
            }
        },
    },
    uplink=uplink("aws-iot-core", gateways=(Gateway(TOWER, -71, 9.25), Gateway(SCHOOL, -110, -3))),
    payload="PayloadData",
    read=(
        "PayloadData",
        "WirelessMetadata",
        "WirelessMetadata.LoRaWAN",
        "WirelessMetadata.LoRaWAN.DevEui",
        "WirelessMetadata.LoRaWAN.FPort",
        "WirelessMetadata.LoRaWAN.FCnt",
        "WirelessMetadata.LoRaWAN.Frequency",
        "WirelessMetadata.LoRaWAN.SpreadingFactor",
        "WirelessMetadata.LoRaWAN.Bandwidth",
        "WirelessMetadata.LoRaWAN.Timestamp",
        "WirelessMetadata.LoRaWAN.Gateways",
        "WirelessMetadata.LoRaWAN.Gateways.0.GatewayEui",
        "WirelessMetadata.LoRaWAN.Gateways.0.Rssi",
        "WirelessMetadata.LoRaWAN.Gateways.1.Snr",
    ),
    required=("PayloadData", "WirelessMetadata.LoRaWAN", "WirelessMetadata.LoRaWAN.DevEui"),
    dev_eui="WirelessMetadata.LoRaWAN.DevEui",
)

AZURE = Example(
    source="https://github.com/Azure/iotedge-lorawan-starterkit, LoRaWan.NetworkServer/LoRaDeviceTelemetry.cs",
    message={
        "time": "2026-03-09T06:00:01.250000Z",
        "tmms": 0,
        "tmst": 4226472308,
        "freq": 868.1,
        "chan": 2,
        "rfch": 1,
        "stat": 1,
        "modu": "LORA",
        "datr": "SF7BW125",
        "codr": "4/5",
        "rssi": -71,
        "lsnr": 9.25,
        "size": 17,
        "data": {"value": PAYLOAD.hex().upper()},
        "port": 85,
        "fcnt": 41,
        "rawdata": base64.b64encode(bytes.fromhex("400f000001802900550102030455667788")).decode(),
        "eui": EUI.upper(),
        "gatewayid": TOWER,
        "edgets": MILLISECONDS,
    },
    uplink=uplink("azure-starter-kit", gateways=(Gateway(TOWER, -71, 9.25),)),
    payload="data.value",
    read=(
        "eui",
        "edgets",
        "port",
        "fcnt",
        "rawdata",
        "data.value",
        "size",
        "freq",
        "datr",
        "gatewayid",
        "rssi",
        "lsnr",
    ),
    required=(),
    dev_eui="eui",
    hexadecimal=True,
    empty=("",),
)

MULTITECH = Example(
    source="https://www.multitech.net/developer/software/lora/lora-network-server/mqtt-messages/, up",
    message={
        "tmst": 1,
        "time": "2026-03-09T06:00:01.250000Z",
        "chan": 0,
        "rfch": 0,
        "freq": 868.1,
        "stat": 1,
        "modu": "LORA",
        "datr": "SF7BW125",
        "codr": "4/5",
        "lsnr": "9.25",
        "rssi": -71,
        "size": 4,
        "fcnt": 41,
        "port": 85,
        "data": DATA,
        "appeui": "02-aa-00-00-00-00-00-00",
        "deveui": "02-aa-00-00-00-00-00-0f",
        "devaddr": "0100000f",
        "ack": False,
        "adr": True,
        "gweui": TOWER,
        "seqn": 41,
    },
    uplink=uplink("multitech", gateways=(Gateway(TOWER, -71, 9.25),)),
    payload="data",
    read=("deveui", "time", "freq", "datr", "lsnr", "rssi", "size", "fcnt", "port", "data", "gweui"),
    required=("data",),
    dev_eui="deveui",
    hexadecimal=None,
)

EVERYNET = Example(
    source="https://ns.docs.everynet.io/data-api/uplink-message.html",
    message={
        "type": "uplink",
        "meta": {
            "device": EUI,
            "device_addr": "0100000f",
            "application": "02aa000000000000",
            "gateway": TOWER,
            "time": 1773036001.5,
            "packet_id": "5d2c0d5e00004000a00000000000000b",
            "packet_hash": "5d2c0d5e00004000a00000000000000c",
        },
        "params": {
            "rx_time": 1773036001.25,
            "port": 85,
            "counter_up": 41,
            "payload": DATA,
            "encrypted_payload": "AQIDBA==",
            "duplicate": False,
            "radio": {
                "freq": 868.1,
                "modulation": {"type": "LORA", "spreading": 7, "bandwidth": 125000, "coderate": "4/5"},
                "hardware": {"channel": 1, "rssi": -71, "snr": 9.25, "gps": {"lat": 48.7, "lng": 8.1, "alt": 140}},
            },
        },
    },
    uplink=uplink("everynet", gateways=HEARD[:1]),
    payload="params.payload",
    read=(
        "meta",
        "meta.device",
        "meta.gateway",
        "meta.time",
        "params",
        "params.rx_time",
        "params.port",
        "params.counter_up",
        "params.payload",
        "params.encrypted_payload",
        "params.radio",
        "params.radio.freq",
        "params.radio.modulation.spreading",
        "params.radio.modulation.bandwidth",
        "params.radio.hardware.rssi",
        "params.radio.hardware.snr",
        "params.radio.hardware.gps.lat",
    ),
    required=(),
    dev_eui="meta.device",
    empty=(),
)

SENET = Example(
    source="https://docs.senetco.io/ap/api/",
    message={
        "devEui": EUI,
        "gwEui": TOWER,
        "joinId": 3,
        "pdu": PAYLOAD.hex(),
        "port": 85,
        "seqno": 41,
        "txtime": "2026-03-09T06:00:01.250Z",
        "rssi": -71,
        "snr": 9.25,
        "freq": 868.1,
    },
    uplink=uplink("senet", gateways=(Gateway(TOWER, -71, 9.25),), data_rate=None),
    payload="pdu",
    read=("devEui", "gwEui", "pdu", "port", "seqno", "txtime", "rssi", "snr", "freq"),
    required=("pdu",),
    dev_eui="devEui",
    hexadecimal=True,
)

THINGSHUB = Example(
    source="https://docs.smartmakers.io/thingshubdocs/Native-Output-Format.1521746003.html",
    message={
        "bandwidth": 125,
        "bit_rate": None,
        "coding_rate": "4/5",
        "data_rate": "SF7 BW125 4/5",
        "dev_eui": EUI,
        "f_cnt_up": 41,
        "f_port": 85,
        "frequency": 868100000,
        "modulation": "LORA",
        "network_server_time": "2026-03-09T06:00:01.250Z",
        "raw_payload": PAYLOAD.hex(),
        "receptions": [
            {"gateway": TOWER, "rssi": -71, "snr": 9.25, "time": "2026-03-09T06:00:01.311Z"},
            {"gateway": SCHOOL, "rssi": -110, "snr": -3, "time": None},
        ],
        "rssi": -71,
        "snr": None,
        "spread_factor": 7,
        "time": "2026-03-09T06:00:01.311Z",
    },
    uplink=uplink("thingshub", gateways=(Gateway(TOWER, -71, 9.25), Gateway(SCHOOL, -110, -3))),
    payload="raw_payload",
    read=(
        "bandwidth",
        "data_rate",
        "dev_eui",
        "f_cnt_up",
        "f_port",
        "frequency",
        "network_server_time",
        "raw_payload",
        "receptions",
        "receptions.0.gateway",
        "receptions.0.rssi",
        "receptions.1.snr",
        "spread_factor",
        "time",
    ),
    required=("raw_payload",),
    dev_eui="dev_eui",
    hexadecimal=True,
)

LORAWAN_SERVER = Example(
    source="https://github.com/gotthardp/lorawan-server, doc/JSON.md",
    message={
        "devaddr": "0100000F",
        "deveui": EUI.upper(),
        "appargs": "townhall",
        "port": 85,
        "fcnt": 41,
        "data": PAYLOAD.hex().upper(),
        "fields": {"anything": 1},
        "shall_reply": False,
        "last_lost": False,
        "datetime": "2026-03-09T06:00:01.250Z",
        "gateway": {"mac": TOWER},
        "rxq": {
            "lsnr": 9.25,
            "rssi": -71,
            "tmst": 2526213628,
            "codr": "4/5",
            "datr": "SF7BW125",
            "freq": 868.1,
        },
    },
    uplink=uplink("lorawan-server", gateways=(Gateway(TOWER, -71, 9.25),)),
    payload="data",
    read=(
        "deveui",
        "port",
        "fcnt",
        "data",
        "datetime",
        "gateway",
        "gateway.mac",
        "rxq",
        "rxq.lsnr",
        "rxq.rssi",
        "rxq.datr",
        "rxq.freq",
    ),
    required=("data",),
    dev_eui="deveui",
    hexadecimal=True,
)

TASMOTA = Example(
    source="https://github.com/arendst/Tasmota, tasmota/tasmota_xdrv_driver/xdrv_73_8_lorawan_bridge.ino",
    message={
        "LwReceived": {
            "0xAE3D": {
                "Node": 1,
                "Device": "0x0001",
                "Name": "foyer",
                "RSSI": -71,
                "SNR": 9.25,
                "Decoder": "LHT52",
                "DevEUIh": "02AA0000",
                "DevEUIl": "0000000F",
                "FPort": 85,
                "Payload": list(PAYLOAD),
            }
        }
    },
    uplink=Uplink("tasmota", "uplink", EUI, 85, PAYLOAD, device_name="foyer", gateways=(Gateway("", -71, 9.25),)),
    payload="LwReceived.0xAE3D.Payload",
    read=(
        "LwReceived",
        "LwReceived.0xAE3D",
        "LwReceived.0xAE3D.Name",
        "LwReceived.0xAE3D.RSSI",
        "LwReceived.0xAE3D.SNR",
        "LwReceived.0xAE3D.DevEUIh",
        "LwReceived.0xAE3D.DevEUIl",
        "LwReceived.0xAE3D.FPort",
        "LwReceived.0xAE3D.Payload",
        "LwReceived.0xAE3D.Payload.0",
    ),
    required=("LwReceived.0xAE3D.DevEUIl", "LwReceived.0xAE3D.Payload"),
    hexadecimal=None,
    empty=([],),
)

SENML = Example(
    source="https://docs.kpnthings.com/dm/concepts/senml",
    message=[
        {"bn": f"urn:dev:DEVEUI:{EUI.upper()}:", "bt": 1773036001.25, "n": "payload", "vs": PAYLOAD.hex()},
        {"n": "port", "v": 85.0},
        {"n": "timeOrigin", "vs": "NETWORK"},
    ],
    uplink=Uplink("senml", "uplink", EUI, 85, PAYLOAD, received_at=RECEIVED),
    payload="0.vs",
    read=("0.vs", "0.n", "1.v"),
    required=(),
    hexadecimal=True,
    empty=("",),
)

EXAMPLES = (
    THE_THINGS_STACK,
    CHIRPSTACK,
    CHIRPSTACK_V3,
    CHIRPSTACK_V3_PROTOBUF,
    THINGPARK,
    LORIOT,
    MILESIGHT,
    HELIUM,
    WANESY,
    ELEMENT_IOT,
    THE_THINGS_STACK_EVENT,
    THE_THINGS_NETWORK_V2,
    THE_THINGS_NETWORK_V2_STORAGE,
    RAK_WISGATE,
    AWS,
    AZURE,
    MULTITECH,
    EVERYNET,
    SENET,
    THINGSHUB,
    LORAWAN_SERVER,
    TASMOTA,
    SENML,
)
