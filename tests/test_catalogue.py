"""Every declared device, held against its own declaration: one test a device asks all checks.

The checks are those of ``redi-codecs check``. A failure names the line of the declaration, the payload in hex and what
differs; ``redi-codecs explain`` draws the payload. The further models of a declaration share its layout and vectors, so
that these are checked once; that a model decodes as its declaration does is a test of its own.
"""

from __future__ import annotations

import pytest

import redi_codecs
from redi_codecs.checking import CHECKS, mutations
from redi_codecs.checking.comparing import said
from redi_codecs.layout.device import Device
from redi_codecs.plan.faults import Fault
from redi_codecs.results import moment

ALL = redi_codecs.devices()
DECLARED = [device for device in ALL if not device.model_of]

each_device = pytest.mark.parametrize("device", DECLARED, ids=lambda device: device.id)
#: The further models of each declaration that has some.
MODELS = {one.id: [model for model in ALL if model.model_of == one.id] for one in DECLARED if one.also}


def runtimes_agree_on_mutations(device: Device) -> None:
    """Whatever arrives: the fast and the slow decoder say the same, and nothing but our own errors is raised."""
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


@each_device
def test_device(device: Device) -> None:
    problems = "\n".join(f"{check.__name__}: {problem}" for check in CHECKS for problem in check(device))
    assert not problems, problems
    runtimes_agree_on_mutations(device)  # here, as everything of it is made already


@pytest.mark.parametrize("declaration", MODELS)
def test_a_model_is_its_declaration(declaration: str) -> None:
    """Under its own id it is the same layout with the same vectors, and says the same."""
    one = redi_codecs.codec(declaration).device
    assert {model.id: model.name for model in MODELS[declaration]} == one.also
    for model in MODELS[declaration]:
        for name in ("uplink", "f_port", "vectors", "quirks", "measures", "where"):
            assert getattr(model, name) is getattr(one, name), f"{model.id}: {name}"
        assert all(model.downlink[name] is one.downlink[name] for name in model.downlink)
        assert set(one.downlink) - set(model.downlink) == set(one.lacks.get(model.id, ()))
    for vector in one.vectors[:3]:  # of the last one: what is there is the same object
        received = moment(vector.received_at)
        told = redi_codecs.decode(model.id, vector.payload, vector.f_port, received_at=received)
        assert told.device == model.id
        assert said(told) == said(redi_codecs.decode(one, vector.payload, vector.f_port, received_at=received))
