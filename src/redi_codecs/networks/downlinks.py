"""Downlinks as the messages that network servers take: what a service sends, by HTTP or MQTT, to have a device told.

Sending stays the service's own. Where a message goes is a template, whose ``{names}`` are those of the server's own
documentation. Sources:
https://www.thethingsindustries.com/docs/integrations/webhooks/scheduling-downlinks/ ·
https://www.chirpstack.io/docs/chirpstack/integrations/mqtt.html ·
https://www.chirpstack.io/application-server/integrations/mqtt/ ·
https://docs.thingpark.com/thingpark-x/latest/Message/downlink-message ·
https://docs.loriot.io/display/LNS/Downlink+Data+Message ·
https://www.milesight.com/building-iot-gateway/en/application-guide/downlink-data.html ·
https://docs.helium.com/console/integrations/json-schema ·
https://wikikerlink.fr/wanesy-ran/doku.php?id=wiki:wiki3:api_migration_guide
"""

from __future__ import annotations

import difflib
from base64 import b64encode
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final

from redi_codecs.dev_eui import hex_eui
from redi_codecs.encoding.encode import Encoded
from redi_codecs.errors import EncodeError, OutOfRange
from redi_codecs.needed import of_type

__all__ = ["ROUTES", "Route", "downlink_message"]

Message = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Route:
    """One way of giving a downlink to a network server."""

    #: As in :attr:`Uplink.network`.
    network: str
    via: str
    #: Where the message goes: what is in braces the service knows.
    to: str
    #: From the DevEUI in 16 lowercase hex digits, the downlink, and whether the device is to confirm it.
    message: Callable[[str, Encoded, bool], Message]


def _base64(sent: Encoded) -> str:
    return b64encode(sent.payload).decode("ascii")


def _the_things_stack(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    one: Message = {"frm_payload": _base64(sent), "f_port": sent.f_port, "priority": "NORMAL"}
    return {"downlinks": [{**one, "confirmed": True} if confirmed else one]}


def _chirpstack(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"devEui": dev_eui, **_chirpstack_v3(dev_eui, sent, confirmed)}


def _chirpstack_v3(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"confirmed": confirmed, "fPort": sent.f_port, "data": _base64(sent)}


def _chirpstack_rest(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"queueItem": _chirpstack_v3(dev_eui, sent, confirmed)}


def _chirpstack_v3_rest(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"deviceQueueItem": _chirpstack_v3(dev_eui, sent, confirmed)}


def _thingpark(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    one: Message = {"DevEUI": dev_eui.upper(), "FPort": sent.f_port, "payload_hex": sent.payload.hex()}
    return {"DevEUI_downlink": {**one, "Confirmed": "1"} if confirmed else one}


def _thingpark_query(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    one: Message = {"DevEUI": dev_eui.upper(), "FPort": sent.f_port, "Payload": sent.payload.hex()}
    return {**one, "Confirmed": 1} if confirmed else one


def _loriot(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    data = sent.payload.hex().upper()
    return {"cmd": "tx", "EUI": dev_eui.upper(), "port": sent.f_port, "confirmed": confirmed, "data": data}


def _milesight(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"devEUI": dev_eui.upper(), "fPort": sent.f_port, "data": _base64(sent), "confirmed": confirmed}


def _helium(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    return {"payload_raw": _base64(sent), "port": sent.f_port, "confirmed": confirmed}


def _wanesy(dev_eui: str, sent: Encoded, confirmed: bool) -> Message:
    told: Message = {"endDevice": {"devEui": dev_eui.upper()}, "fPort": sent.f_port, "confirmed": confirmed}
    return {**told, "contentType": "HEXA", "payload": sent.payload.hex()}


#: Every way that is known, the first of a server unless another is asked for.
ROUTES: Final = (
    Route(
        "the-things-stack",
        "webhook",
        "POST https://{server}/api/v3/as/applications/{application_id}/webhooks/{webhook_id}/devices/{device_id}/down/push",
        _the_things_stack,
    ),
    Route(
        "the-things-stack", "mqtt", "v3/{application_id}@{tenant_id}/devices/{device_id}/down/push", _the_things_stack
    ),
    Route("chirpstack", "mqtt", "application/{application_id}/device/{dev_eui}/command/down", _chirpstack),
    Route("chirpstack", "rest", "POST {server}/api/devices/{dev_eui}/queue", _chirpstack_rest),
    Route("chirpstack-v3", "mqtt", "application/{application_id}/device/{dev_eui}/command/down", _chirpstack_v3),
    Route("chirpstack-v3", "rest", "POST {server}/api/devices/{dev_eui}/queue", _chirpstack_v3_rest),
    Route("thingpark", "iot-flow", "the connection of ThingPark X IoT Flow", _thingpark),
    Route("thingpark", "query", "POST {server}/thingpark/lrc/rest/downlink?{message}", _thingpark_query),
    Route("loriot", "websocket", "wss://{server}/app?token={token}, or POST https://{server}/1/rest", _loriot),
    Route("milesight", "mqtt", "the gateway's topic for downlink data", _milesight),
    Route("helium", "http", "POST {downlink_url}, as the uplink says it", _helium),
    Route("wanesy", "rest", "POST https://{server}/gms/application/dataDown", _wanesy),
)
_NETWORKS: Final[Mapping[str, dict[str, Route]]] = {
    one.network: {each.via: each for each in ROUTES if each.network == one.network} for one in ROUTES
}


def downlink_message(
    network: str, dev_eui: str, encoded: Encoded, *, confirmed: bool = False, via: str | None = None
) -> Message:
    """A downlink as the message that a network server takes, ready for ``json.dumps``.

    ``network`` is the server by the name in :attr:`Uplink.network`, ``via`` one of its ways if not the first;
    ``confirmed`` asks the device to acknowledge it.

    >>> from redi_codecs import encode_downlink
    >>> sent = encode_downlink("milesight-iot/em300-th", report_interval=600)
    >>> downlink_message("chirpstack", "24e124136b502217", sent)
    {'devEui': '24e124136b502217', 'confirmed': False, 'fPort': 85, 'data': '/wNYAg=='}
    >>> downlink_message("the-things-stack", "24e124136b502217", sent)
    {'downlinks': [{'frm_payload': '/wNYAg==', 'f_port': 85, 'priority': 'NORMAL'}]}
    """
    ways = _NETWORKS.get(network) if isinstance(network, str) else None
    if ways is None:
        near = difflib.get_close_matches(str(network), _NETWORKS)
        hint = f"; did you mean {near[0]}?" if near else f"; known: {', '.join(_NETWORKS)}"
        raise EncodeError(f"there is no message of the network server {network!r}{hint}", field="network")
    way = next(iter(ways.values())) if via is None else next((one for one in ways.values() if one.via == via), None)
    if way is None:
        raise EncodeError(f"{network} takes no downlink by {via!r}; known: {', '.join(ways)}", field="via")
    of_type(encoded, Encoded, "encoded: what encode_downlink gave")
    eui = hex_eui(dev_eui)
    if eui is None:
        raise EncodeError(f"a DevEUI is needed, 16 hex digits, not {str(dev_eui)[:40]!r}", field="dev_eui")
    if not 1 <= encoded.f_port <= 223:
        raise OutOfRange(f"{encoded.f_port} is no port for a payload: 1 … 223", field="f_port")
    return way.message(eui, encoded, confirmed)
