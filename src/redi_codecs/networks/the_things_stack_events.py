"""Events of The Things Stack: the console's export of live data, and what its events API streams.

One frame makes several events, as the parts of the server hand it on. Only the application server has the AppSKey:
``as.up.….forward`` carries the message that integrations get, while ``ns.up.data.forward`` carries one just like it
whose payload is still encrypted. All others (``gs.*``, ``ns.*``, ``js.*``, ``as.up.data.receive``…) tell how the frame
got on. The API wraps each event as ``{"result": …}``. Other tools call what they wrap by a name as well; theirs is none
of an event, and what is in it counts.

https://www.thethingsindustries.com/docs/api/reference/http/events/ ·
https://github.com/TheThingsNetwork/lorawan-stack (``pkg/webui/console/components/events/story/event-data.js``)
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any, Final

from redi_codecs.errors import UplinkError
from redi_codecs.networks import the_things_stack
from redi_codecs.networks.fields import Message, Rows, Time, validated
from redi_codecs.networks.server import Server
from redi_codecs.networks.the_things_stack import EndDeviceIds
from redi_codecs.networks.uplink import Uplink

__all__ = ["SERVER"]

#: Before 3.11 and since, with the kind of message in between.
_DECRYPTED: Final = re.compile(r"as\.up\.(\w+\.)?forward")
#: What the parts of the server call their events.
_EVENT: Final = re.compile(r"[a-z_]{2,}(\.[a-z0-9_]+)+")


class Identifiers(Message):
    device_ids: EndDeviceIds | None = None


class Event(Message):
    name: str
    time: Time = None
    identifiers: Rows[Identifiers] = ()


def parse(message: Mapping[str, Any]) -> Uplink:
    event = validated(Event, message)
    data = message.get("data")
    its_own = _EVENT.fullmatch(event.name) is None
    if (its_own or _DECRYPTED.fullmatch(event.name)) and isinstance(data, Mapping) and "end_device_ids" in data:
        try:
            return the_things_stack.parse(data)
        except UplinkError as error:
            raise UplinkError(error.problem, field=f"data.{error.field}" if error.field else "data") from None
    devices = [one.device_ids for one in event.identifiers if one.device_ids is not None]
    ids = next((one for one in devices if one.dev_eui), devices[0] if devices else EndDeviceIds())
    return Uplink(SERVER.name, "event", ids.dev_eui, received_at=event.time, device_name=ids.device_id)


SERVER = Server(
    "the-things-stack",
    "The Things Stack v3 events",
    parse,
    signs=("name",),
    marks=("identifiers", "unique_id", "correlation_ids", "data.@type", "data.end_device_ids"),
)
