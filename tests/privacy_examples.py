"""A key, a device and its spellings, for the tests of pseudonyms."""

from __future__ import annotations

import base64
import re

from redi_codecs.privacy import pseudonymize

KEY = "made for these tests: 4b1f 90c2 77de"
EUI = "02aa5b7ed00512ab"
P = pseudonymize(KEY)


def spellings(eui: str) -> list[str]:
    """How servers, spreadsheets and labels write a DevEUI."""
    pairs = re.findall("..", eui)
    written = [eui, *(sign.join(pairs) for sign in "-:. "), "-".join(re.findall("....", eui))]
    written += [f"0x{eui}", f"eui-{eui}", f" {eui}\n"]
    return [*written, *map(str.upper, written), base64.b64encode(bytes.fromhex(eui)).decode()]
