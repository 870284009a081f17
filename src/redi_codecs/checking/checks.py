"""The checks of a device, one function a kind; each yields what it finds."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from redi_codecs.checking import declared, robust
from redi_codecs.checking.commanded import commands_go_both_ways, commands_say_what_becomes_of_them
from redi_codecs.checking.measured import vectors_show_what_is_measured
from redi_codecs.checking.samples import refused
from redi_codecs.checking.statements import Problem
from redi_codecs.layout.device import Device

__all__ = ["CHECKS", "Check", "check_device"]

Check = Callable[[Device], Iterator[Problem]]

CHECKS: tuple[Check, ...] = (
    declared.is_declared_in_full,
    declared.ports_are_stated,
    declared.vectors_decode_to_their_values,
    declared.vectors_yield_a_reading,
    declared.examples_of_commands_go_both_ways,
    declared.quirks_say_what_and_why,
    robust.vectors_are_encoded_again,
    robust.truncated_payloads_make_no_values,
    robust.foreign_payloads_raise_our_errors,
    robust.every_byte_is_explained_once,
    robust.drawn_payloads_are_said_again,
    commands_go_both_ways,
    commands_say_what_becomes_of_them,
    vectors_show_what_is_measured,
)


def check_device(device: Device) -> Iterator[Problem]:
    """All that is wrong with one device; what its own functions raise is a problem as well."""
    told: list[str] = []
    for check in CHECKS:
        try:
            for found in check(device):
                told.append(found.text)
                yield found
        except Exception as error:
            made = refused(error, device)
            if not any(made.text in text for text in told):
                told.append(made.text)
                yield made
