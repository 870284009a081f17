"""Every declared device, held against its own declaration: one test of each kind a device.

The checks are those of ``redi-codecs check``. A failure names the line of the declaration, the payload in hex and what
differs; ``redi-codecs explain`` draws the payload.
"""

from __future__ import annotations

import pytest

import redi_codecs
from redi_codecs.checking import CHECKS, Check, mutations
from redi_codecs.layout.device import Device

ALL = redi_codecs.devices()

each_device = pytest.mark.parametrize("device", ALL, ids=lambda device: device.id)
each_check = pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)


@each_device
@each_check
def test_device(check: Check, device: Device) -> None:
    problems = "\n".join(map(str, check(device)))
    assert not problems, problems


@each_device
def test_runtimes_agree_on_mutations(device: Device) -> None:
    """Whatever arrives: the fast and the slow decoder say the same, and nothing but our own errors is raised."""
    from redi_codecs.plan.faults import Fault

    generated = redi_codecs.codec(device)._generated
    for payload, port in mutations(device, 15):
        where = f"{device.id} fPort {port} payload {payload.hex()}"
        slow, fault = generated.traced(payload, port, 1.7e9, [])
        try:
            fast = generated.decode(payload, port, 1.7e9)
        except Fault as error:
            assert str(fault) == str(error), where  # noqa: PT017
        else:
            assert fault is None, where
            assert repr([list(fast[2]), list(fast[3]), list(fast[4]), fast[5], fast[:2]]) == repr(
                [list(slow[2]), list(slow[3]), list(slow[4]), slow[5], slow[:2]]
            ), where
            decoded = redi_codecs.decode(device, payload, port)
            decoded.to_dict(), decoded.normalized(), repr(decoded.records), decoded.rest
