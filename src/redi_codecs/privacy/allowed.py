"""What of a message is known to be harmless: everything else is dropped, whichever server wrote it and where.

A field stays if this library reads it, or one of the tables below has its key; a value stays if it is of the form that
values of this key have. Keys are compared in lowercase, without what separates their words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import cache, lru_cache
from typing import Any, Final

__all__ = ["harmless_number", "harmless_text", "is_known", "plain"]


def _keys(names: str) -> frozenset[str]:
    return frozenset(names.split())


@lru_cache(4096)
def plain(key: str) -> str:
    """A key as it is compared."""
    return re.sub(r"[^a-z0-9]", "", key.lower())


_CHANNELS: Final = _keys("channel subband chain rfchain rfchannel board antenna")
_STAMPS: Final = _keys("ts time timestamp edgets reportedat rxtime recvtime bt")
#: Numbers, also as texts: their keys, and from where to where they go.
_NUMBERS: Final[tuple[tuple[frozenset[str], float, float], ...]] = (
    (_keys("fport port frameport v"), 0, 255),
    (_keys("fcnt fcntup fcntdn fcntdown framecountup counter counterup counterdown seqno fwdcount size"), 0, 2**32 - 1),
    (_keys("rssi lrrrssi lrresp channelrssi signalrssi rssis rssic"), -250, 100),
    (_keys("snr lsnr lorasnr lrrsnr"), -100, 100),
    (_keys("spreading spreadingfactor spreadfactor spfact sf"), 5, 12),
    (_keys("datarate datr dr drindex datarateindex"), 0, 500_000),
    (_keys("frequency freq ulfrequency"), 0, 3e9),
    (_keys("bandwidth bw codingrate bitrate"), 0, 3e6),
    (_CHANNELS, 0, 255),
    # From 2001 to 2100, in seconds and smaller: other numbers may be anybody's.
    *((_STAMPS, 1e9 * unit, 4.1e9 * unit) for unit in (1, 1e3, 1e6, 1e9)),
    (_keys("t"), -1e6, 4.1e9),
    (_keys("margin batterylevel batt consumedairtime airtime toa"), -1000, 1e6),
)
_WHOLE: Final = _NUMBERS[0][0] | _NUMBERS[1][0] | _CHANNELS | _keys("spreading spreadingfactor spreadfactor spfact sf")
_TIMES: Final = _keys("""
    time receivedat timestamp datetime publishedat transceivedat txtime rxtime reportedat networkservertime bt t ts
    gwtime recvtime gatewaytime nstime
""")
_TIME: Final = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d([.,]\d+)?)?\s*(Z|[+-]\d\d:?\d\d)?", re.IGNORECASE)

#: Words that say what a message is about, or how it went through the air.
_WORDS: Final = _keys("""
    up down uplink downlink join joinrequest joinaccept joinresponse statusrequest statusresponse downlinkclaim
    downlinkrequest downlinkresponse error warning info location status ack nack txack rx gw tx txd buffer
    unconfirmeddataup confirmeddataup unconfirmeddatadown confirmeddatadown classa classb classc a b c
    lora fsk lrfhss hex hexa hexstring base64 binary utf8 crcok ok nocrc badcrc true false
    payload port uplinkdata
""")
_WORDED: Final = _keys("""
    cmd type event mtype packettype class deviceclass modulation modu mod payloadencoding encodingtype dataencode
    crcstatus status n kind direction
""")
_FORMS: Final[tuple[tuple[frozenset[str], re.Pattern[str]], ...]] = (
    (_keys("datarate datr dr spreading"), re.compile(r"(?i)SF\d{1,2}\s?BW\s?\d{2,3}(khz)?( 4/\d)?|(DR|SF)_?\d{1,2}")),
    (_keys("codingrate coderate codr"), re.compile(r"(?i)(CR_)?4[/_]\d(LI)?")),
    (_keys("firmwareversion hardwareversion"), re.compile(r"(?i)v?\d{1,3}(\.\d{1,3}){0,3}")),
    (_keys("bandid rfregion regioncommonname"), re.compile(r"(EU|US|AU|AS|CN|KR|IN|RU|IL|MA)_?\d{3}(_\d{3}|-\d)?")),
    (_keys("name"), re.compile(r"(as|ns|js|gs)(\.[a-z_]+)+")),
    (_keys("subband"), re.compile(r"G\d")),
)
_NUMBER: Final = re.compile(r"[+-]?\d{1,20}(\.\d{1,12})?(e[+-]?\d{1,2})?", re.IGNORECASE)
_KEY: Final = re.compile(r"[A-Za-z_@][A-Za-z0-9_@.:-]*")
_PLACE: Final = re.compile(r"(latitude|longitude|altitude|lat|lon|lng|long|alt)$")


def is_known(key: str) -> bool:
    """Whether it is known what a field of this name is."""
    return _KEY.fullmatch(key) is not None and plain(key) in _read()


def harmless_number(name: str, value: float) -> bool:
    """Whether a number is one that a field of this plain name may have.

    >>> harmless_number("rssi", -80), harmless_number("rssi", 491701234567), harmless_number("lat", 48.7)
    (True, False, False)
    """
    if name in _WHOLE and value != value // 1:
        return False
    return any(name in names and low <= value <= high for names, low, high in _NUMBERS)


def harmless_text(name: str, text: str) -> bool:
    """Whether a text is one that a field of this plain name may have.

    >>> harmless_text("datr", "SF7BW125"), harmless_text("datr", "in the hall"), harmless_text("type", "uplink")
    (True, False, True)
    """
    if not text:
        return True
    if name in _TIMES and _TIME.fullmatch(text):
        return True
    if _NUMBER.fullmatch(text) and harmless_number(name, float(text)):
        return True
    if name in _WORDED and plain(text) in _WORDS and len(text) < 32:
        return True
    return any(name in names and form.fullmatch(text) for names, form in _FORMS)


@cache
def _read() -> frozenset[str]:
    """The keys that this library reads, of all servers and wrappers, without those of places."""
    from redi_codecs.networks import SERVERS, chirpstack, chirpstack_v3, milesight, the_things_stack, thingpark
    from redi_codecs.networks.fields import Message
    from redi_codecs.networks.wrappers import WRAPPERS

    found = {*WRAPPERS, *the_things_stack.KINDS, *thingpark.KINDS, *_FURTHER}
    for names, *_ in _NUMBERS:
        found |= names
    for module in (chirpstack, chirpstack_v3, milesight):
        found |= {field for event in module.EVENTS for field in event.fields}
    for model in _models(Message):
        found |= set(_names(model.model_fields))
    for server in SERVERS:
        for path in (*server.signs, *server.marks, *server.shared, *server.others):
            found |= set(re.split(r"[.+]", path))
    return frozenset(name for name in map(plain, found) if not _PLACE.search(name))


_FURTHER: Final = _keys("""
    adr confirmed confirmeduplink simulated encrypted pending ack acknowledged classb dutycycle
    payloadencoding encodingtype dataencode rawdata encodedpayload payloadraw raw codingrate coderate codr modu
    mtype class crcstatus bandid rfregion regioncommonname subband bn bt n vs vd
    applicationids settings externalpowersource batterylevelunavailable margin batterylevel
    joinservercontext downlinkurl
""")


def _models(base: type[Any]) -> Iterator[type[Any]]:
    for model in base.__subclasses__():
        if model.__module__.startswith("redi_codecs."):
            yield model
            yield from _models(model)


def _names(fields: Mapping[str, Any]) -> Iterator[str]:
    for name, field in fields.items():
        yield name
        for alias in (field.alias, field.validation_alias):
            yield from [alias] if isinstance(alias, str) else getattr(alias, "choices", ())
