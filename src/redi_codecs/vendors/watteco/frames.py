"""Watteco's standard frames: reports, responses and what configures them, of the attributes of a sensor.

Source: support.watteco.com, pages "Status" and "Reporting and causes"; the vendor's published decoders and its codec in
Python.
"""

from collections.abc import Mapping

from redi_codecs.kinds import *
from redi_codecs.layout import *
from redi_codecs.layout.nodes import Expect
from redi_codecs.layout.wire import Source
from redi_codecs.vendors.watteco.zcl import ATTRIBUTES, Key, Row


def usual(source: Source, value: int) -> Expect:
    """What devices send here; another value is a warning."""
    return Expect(source, value, warning="unusual_constant")


ATTRIBUTE = (u16, u16)
#: What the vendor's page "Status" says, which is not all as in ZigBee; from 0x93 on, its codec in Python.
STATUSES = {
    0x00: "success", 0x80: "malformed_command", 0x81: "unsupported_cluster_command",
    0x82: "unsupported_general_command", 0x86: "unsupported_attribute", 0x87: "invalid_field", 0x88: "invalid_value",
    0x89: "insufficient_space", 0x8C: "unreportable_attribute", 0x8D: "bad_port", 0x8E: "frame_too_short",
    0x8F: "frame_too_long", 0x90: "unsupported_type", 0x91: "bad_mode", 0x92: "unsupported_slot", 0x93: "bad_event",
    0x94: "action_not_available", 0x95: "unsupported_occurrence", 0x96: "read_only", 0xC1: "batch_not_configured",
    0xC2: "batch_no_free_slot", 0xC3: "batch_invalid_tag", 0xC4: "batch_duplicate_label",
    0xC5: "batch_label_out_of_range", 0xC6: "batch_no_change",
}  # fmt: skip
STATUS = status(choice(u8, STATUSES))
REPORT_PARAMETERS = word(
    u8,
    attribute(
        report_batch=bit(0) == 1,
        report_without_header=bit(1) == 1,
        report_secured=bit(2) == 1,
        report_secured_if_alarm=bit(3) == 1,
        report_causes=choice(bits(4, 5), {0: "none", 1: "short", 2: "long"}),
        report_new_mode=bit(7) == 1,
    ),
    reserved(bit(6)),
)
CRITERION = let(criterion=bits(0, 2))
FLAGS = attribute(channel=V.criterion, cause_fell=bit(5) == 1, cause_exceeded=bit(6) == 1, cause_alarm=bit(7) == 1)
MODE = attribute(channel=V.criterion, cause_mode=choice(bits(3, 4), {0: "unused", 1: "change", 2: "threshold"}))


PERIOD = in_units(u16, 1, 60)
CLUSTER, NUMBER = attribute(cluster=hexadecimal(2)), attribute(attribute=hexadecimal(2))
REPORTING = CLUSTER, STATUS, REPORT_PARAMETERS, NUMBER


def uplink(batch: Custom | None, rows: Mapping[Key, Row] = ATTRIBUTES) -> Body:
    """Everything that a sensor sends: batches, unless it has none, and standard frames."""
    command = {
        0x0A: message("report", switch(ATTRIBUTE, {key: _report(row) for key, row in rows.items()})),
        0x01: message("read_response", CLUSTER, NUMBER, STATUS, optional(V.status == "success", _responses(rows))),
        0x07: message("configuration_response", REPORTING),
        0x09: message(
            "reporting_configuration",
            REPORTING,
            attribute(attribute_type=hexadecimal(1)),
            attribute(report_interval_min=duration(PERIOD), report_interval_max=duration(PERIOD)),
            attribute(report_change=hexadecimal()),
        ),
    }
    standard = (
        word(u8, expect(bit(0), 1), let(endpoint=concat(bits(1, 2), bits(5, 7))), reserved(bit(3)), usual(bit(4), 1)),
        word(u8, let(command=bits(0, 6)), alarm(bit(7))),
        switch(V.command, command),
    )
    return switch(peek(0, u8).bits(0, 0), {1: standard, **({0: message("batch", batch)} if batch else {})})


def _typed(row: Row) -> Body:
    return row.body if row.type is None else (usual(u8, row.type), row.body)


def _responses(rows: Mapping[Key, Row]) -> Body:
    clusters: dict[str, dict[str, Body]] = {}
    for (cluster, number), row in rows.items():
        clusters.setdefault(f"{cluster:04x}", {})[f"{number:04x}"] = _typed(row)
    return switch(V.cluster, {cluster: switch(V.attribute, numbers) for cluster, numbers in clusters.items()})


def _report(row: Row) -> Body:
    if not row.cause:
        return _typed(row)
    causes = {
        "short": repeat(word(u8, CRITERION, MODE, FLAGS)),
        "long": repeat(word(u8, CRITERION, let(mode=bits(3, 4)), FLAGS), row.cause),
    }
    return _typed(row), optional(remaining > 0, REPORT_PARAMETERS, switch(V.report_causes, causes, otherwise=()))
