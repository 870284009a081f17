"""The strategies that users get with the extra ``testing``."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

import redi_codecs
from redi_codecs.testing import decoded, payloads

DEVICES = ("browan/tbms100", "elsys/ers", "milesight-iot/am107", "decentlab/dl-iam", "adeunis/comfort")


@pytest.mark.parametrize("device", DEVICES)
@given(data=st.data())
@settings(max_examples=25, suppress_health_check=[HealthCheck.too_slow])
def test_payloads_are_of_the_device(device: str, data: st.DataObject) -> None:
    payload, f_port = data.draw(payloads(device))
    one = redi_codecs.decode(device, payload, f_port)
    assert one.device == device
    assert not one.rest


@given(decoded("milesight-iot/em300-th"))
@example(redi_codecs.decode("milesight-iot/em300-th", bytes.fromhex("FEEA010000 FEEA800000"), 85))
@settings(max_examples=25)
def test_what_a_device_could_say_can_be_encoded(one: redi_codecs.Decoded) -> None:
    if not one.warnings:
        again = redi_codecs.encode_uplink(one.device, one)
        assert (
            redi_codecs.decode(one.device, again.payload, again.f_port).to_dict()["readings"]
            == one.to_dict()["readings"]
        )
