# cython: language_level=3, boundscheck=False, wraparound=False, infer_types=False
"""Readings and attributes as the compiled core makes them; :mod:`redi_codecs.readings` says what they are."""

cimport cython

from types import MappingProxyType

from redi_codecs.frozen import part_of
from redi_codecs.results import Null, moment


# No value refers to its reading, so that the garbage collector need not know of readings.
@cython.no_gc
@cython.freelist(256)
cdef class Valued:
    """A value with its field."""

    def __init__(self, field, value, time=None, status=None):
        self.field = field
        self.value = value
        self.time = time
        self.status = status

    @property
    def name(self):
        return self.field.name

    @property
    def quantity(self):
        return self.field.quantity

    @property
    def unit(self):
        return self.field.unit

    @property
    def channel(self):
        return self.field.channel

    @property
    def place(self):
        return self.field.place

    @property
    def statistic(self):
        return self.field.statistic

    def __eq__(self, other):
        if type(other) is not type(self):
            return NotImplemented
        cdef Valued one = other
        return (
            self.field == one.field
            and self.value == one.value
            and self.time == one.time
            and self.status == one.status
        )

    def __hash__(self):
        return hash((self.field, self.value, self.time, self.status))

    def keys(self):
        from redi_codecs.readings import alone_dict

        return tuple(alone_dict(self))

    def __getitem__(self, name):
        from redi_codecs.readings import alone_dict

        return part_of(alone_dict(self), name)

    @classmethod
    def __get_pydantic_core_schema__(cls, source, handler):
        from redi_codecs.readings.models import valued_schema

        return valued_schema(cls, handler)

    def __repr__(self):
        from redi_codecs.readings import shown

        return shown(self)


@cython.no_gc
@cython.final
cdef class Reading(Valued):
    """A measurement: ``value`` in ``unit`` (UCUM), or None with a ``status`` that says why there is none.

    The status of a value outside the quantity's physical limits is ``implausible``; the value stays.
    """

    def __reduce__(self):
        from redi_codecs.readings import reading

        return reading, (self.field, self.value, self.time, self.status)


@cython.no_gc
@cython.final
cdef class Attribute(Valued):
    """What is no measurement: a setting, a threshold, an identity, the reason of an alarm."""

    def __reduce__(self):
        from redi_codecs.readings import attribute

        return attribute, (self.field, self.value, self.time, self.status)


@cython.final
cdef class Slot:
    """What a slot's values are checked for."""

    cdef object field
    cdef bint measured
    cdef bint timed
    cdef bint limited
    cdef double low
    cdef double high

    def __init__(self, field, bint measured):
        kind = field.kind
        self.field = field
        self.measured = measured
        self.timed = kind is not None and kind.type == "time"
        self.limited = kind is not None and not self.timed and (kind.low is not None or kind.high is not None)
        self.low = float("-inf") if not self.limited or kind.low is None else kind.low
        self.high = float("inf") if not self.limited or kind.high is None else kind.high


cdef Slot slot_of(dict known, object shape, object key):
    made = Slot(*shape.of(key))
    if len(known) < 4096:
        known[key] = made
    return made


cdef class Outcome:
    """A payload and what a runtime made of it; what is not there yet is made when it is first asked for.

    The core makes the readings themselves and no bare result: the payload is decoded once more where somebody asks for
    anything else. Without a global lock each of them is made by one thread at a time.
    """

    def __init__(self, shape, payload, f_port, result, received_at=None):
        self.shape = shape
        self.payload = payload
        self.f_port = f_port
        self.bare = result
        self.received_at = received_at

    @property
    @cython.critical_section
    def result(self):
        if self.bare is None:
            received_at = self.received_at
            self.bare = self.again(self.payload, self.f_port, None if received_at is None else received_at.timestamp())
        return self.bare

    @property
    @cython.critical_section
    def time(self):
        """When the values were measured: the payload's own time, else when it was received, if that is known."""
        if self.again is not None:
            return self.when
        seconds = self.result[1]
        return self.received_at if seconds is None else moment(seconds) or self.received_at

    @property
    @cython.critical_section
    def readings(self):
        """The measurements of now."""
        if self.made is None:
            self.made, self.named = self.valued(self.result[2], self.time)
        return self.made

    @property
    @cython.critical_section
    def attributes(self):
        """What is no measurement, by name."""
        if self.named is None:
            readings, self.named = self.valued(self.result[2], self.time)
            if self.made is None:
                self.made = readings
        return self.named

    cpdef tuple valued(self, dict values, object time):
        """Bare values as readings, and as attributes by name."""
        cdef list readings = []
        cdef dict attributes = {}
        cdef Slot slot
        cdef Reading reading
        cdef object found, status
        cdef object shape = self.shape
        cdef dict known = shape.known
        for key, value in values.items():
            found = known.get(key)
            slot = slot_of(known, shape, key) if found is None else <Slot>found
            status = None
            if type(value) is Null:
                status, value = value.status, None
            elif value is None:
                pass
            elif slot.limited:
                if not slot.low <= <double>value <= slot.high:
                    status = "implausible"
            elif slot.timed:
                value = moment(value)
                if value is None:  # the calendar has no such time
                    status = "unknown"
            if slot.measured:
                reading = Reading.__new__(Reading)
                reading.field = slot.field
                reading.value = value
                reading.time = time
                reading.status = status
                readings.append(reading)
            else:
                attributes[slot.field.name] = Attribute(slot.field, value, None, status)
        return tuple(readings), MappingProxyType(attributes) if attributes else NOTHING


NOTHING = MappingProxyType({})
