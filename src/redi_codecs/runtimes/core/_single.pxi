# One payload at a time, into the same bare result that generated Python gives: no columns are kept, only one row of
# each, and the order in which values came. What is odd (a fault, a warning, a record) is left to generated Python.

from cpython.bytes cimport PyBytes_FromStringAndSize
from cpython.ref cimport Py_INCREF
from cpython.tuple cimport PyTuple_New, PyTuple_SET_ITEM
from cpython.float cimport PyFloat_FromDouble
from cpython.object cimport PyObject, PyTypeObject

from redi_codecs.instants import utc
from redi_codecs.readings import Decoded
from redi_codecs.readings._native cimport Outcome, Reading
from redi_codecs.results import SETTLED, moment


cdef class Single:
    """A decoder of single payloads, called as the generated one is; ``python`` is that one."""

    cdef Machine machine
    cdef Part part
    cdef readonly object python
    cdef int32_t[256] touched, chosen
    cdef list nulls, slots, labels, messages, fields, names
    cdef object whole, shape
    cdef bytes measured
    cdef int64_t *seen       # for each column the last payload that it was met in
    cdef int64_t calls
    cdef int busy            # whether somebody is in the middle of a payload: there is one row to work in

    def __init__(self, Machine machine, python, nulls, whole, shape):
        self.machine = machine
        self.python = python
        self.whole = whole
        self.shape = shape
        self.part = Part(Output(machine, 1, False))
        self.part.r.touched = self.touched
        self.nulls = list(nulls)
        self.names = [None, *(null.status for null in self.nulls[1:])]
        specs = [spec for table in machine.program.schema.tables for spec in table.columns]
        self.slots = [spec.slot for spec in specs]
        self.fields = [spec.field for spec in specs]
        self.measured = bytes(spec.measured for spec in specs)
        self.labels = machine.program.labels
        self.messages = [name or None for name in machine.program.schema.messages]
        self.seen = <int64_t *>calloc(len(specs) + 1, 8)
        if self.seen == NULL:
            raise MemoryError

    def __dealloc__(self):
        free(self.seen)

    cdef inline bint understood(self, bytes payload, int f_port, received_at):
        """Run the machine; False where something is odd."""
        cdef double seconds = 0 if received_at is None else received_at
        return self.ran(
            <const uint8_t *>PyBytes_AS_STRING(payload), PyBytes_GET_SIZE(payload), f_port, received_at is not None, seconds
        )

    cdef inline bint ran(self, const uint8_t *payload, int64_t size, int f_port, bint timed, double received) noexcept nogil:
        cdef Run *r = &self.part.r
        cdef int32_t table
        r.touched_count = 0
        r.stops = 0
        r.received = NEVER
        r.at[0] = 0
        r.payload += 1
        for table in range(1, r.p.tables):
            r.tabs[table].count = r.start[table] = 0
        begin(r, size, f_port)
        if timed:
            real(&r.regs[R_RECEIVED], received)
        if execute(r, payload, size) != 0 or r.warned != 0:
            return False
        if r.touched_count < 0 or r.starved:
            return False
        for table in range(1, r.p.tables):
            if r.p.kinds[table] == RECORD and r.tabs[table].count > 0:
                return False
        return True

    # Making Python's objects may hand over to another thread, whose payload is then decoded in Python.

    cdef inline bint begun(self) noexcept:
        return redi_take(&self.busy)

    cdef inline void done(self) noexcept:
        redi_leave(&self.busy)

    def __call__(self, bytes payload, int f_port, received_at=None):
        """The bare result, as the generated decoder gives it."""
        made = None
        if self.begun():
            try:
                if self.understood(payload, f_port, received_at):
                    made = self.built(&self.part.r)
            finally:
                self.done()
        return self.python(payload, f_port, received_at) if made is None else made

    def decode(self, payload, f_port=SETTLED, *, received_at=None):
        """A payload as it is decoded, with its readings; whatever is odd is left to ``whole``."""
        cdef Outcome made = None
        cdef bytes data
        cdef object seconds = None
        if type(payload) is bytes:
            data = <bytes>payload
        elif type(payload) is str:
            try:
                data = bytes.fromhex(payload)
            except ValueError:
                return self.whole(payload, f_port, received_at=received_at)
        else:
            return self.whole(payload, f_port, received_at=received_at)
        if type(f_port) is not int or not 0 < f_port <= 255:
            return self.whole(payload, f_port, received_at=received_at)
        if received_at is not None:
            moment_of = utc(received_at)
            if moment_of is None:
                return self.whole(payload, f_port, received_at=received_at)
            received_at = moment_of
            seconds = received_at.timestamp()
        if self.begun():
            try:
                made = self.outcome(data, f_port, received_at, seconds)
            finally:
                self.done()
        return self.whole(data, f_port, received_at=received_at) if made is None else made

    cdef Outcome outcome(self, bytes data, object f_port, object received_at, object seconds):
        """What the machine makes of a payload; None where something is odd."""
        cdef Run *r = &self.part.r
        cdef Outcome made
        cdef tuple readings
        cdef object when = received_at, result = None
        if not self.understood(data, f_port, seconds):
            return None
        if r.regs[R_TIME].kind != NOTHING:
            when = moment(r.regs[R_TIME].i if r.regs[R_TIME].kind == WHOLE else r.regs[R_TIME].f) or received_at
        readings = self.measurements(r, when)
        if readings is None:
            result = self.built(r)
            if result is None:
                return None
        made = <Outcome>(<PyTypeObject *>Decoded).tp_new(Decoded, <PyObject *>EMPTY, NULL)
        made.shape = self.shape
        made.payload = data
        made.f_port = f_port
        made.received_at = received_at
        made.again = self
        made.when = when
        made.made = readings
        made.bare = result
        return made

    def readings(self, payload, f_port, *, received_at=None):
        """The readings alone, made without anything in between."""
        cdef tuple made = None
        if type(payload) is not bytes or type(f_port) is not int or not 0 < f_port <= 255 or received_at is not None:
            return self.decode(payload, f_port, received_at=received_at).readings
        if self.begun():
            try:
                if self.understood(<bytes>payload, f_port, None) and self.part.r.regs[R_TIME].kind == NOTHING:
                    made = self.measurements(&self.part.r, None)
            finally:
                self.done()
        return self.whole(payload, f_port).readings if made is None else made

    cdef tuple measurements(self, Run *r, object when):
        """The readings of what was understood; None where it takes a bare result to make them."""
        cdef int32_t number, col, count = 0
        cdef Reading reading
        cdef Col *c
        cdef tuple made
        self.calls += 1
        for number in range(r.touched_count):  # which of them count, each once
            col = r.touched[number]
            if r.p.slots[col].table != 0:
                return None
            if (<const uint8_t *>self.measured)[col] and self.seen[col] != self.calls:
                if r.p.slots[col].type == T_TIME:
                    return None
                self.seen[col] = self.calls
                self.chosen[count] = col
                count += 1
        made = PyTuple_New(count)
        for number in range(count):
            col = self.chosen[number]
            c = r.cols[col]
            reading = Reading.__new__(Reading)
            Py_INCREF(reading)
            PyTuple_SET_ITEM(made, number, reading)
            reading.field = <object>self.fields[col]
            reading.time = when
            if c.valid == NULL or not c.valid[0] & 1:
                if c.status == NULL or c.status[0] == 0 or c.status[0] == UNKNOWN:
                    return None
                reading.status = <object>self.names[c.status[0]]
            else:
                reading.value = self.cell(r, col, 0)
                if c.status != NULL and c.status[0] != 0:
                    reading.status = <object>self.names[c.status[0]]
        return made

    cdef object built(self, Run *r):
        cdef dict values = {}
        cdef int32_t number, col
        cdef int64_t table, index
        cdef Reg *time = &r.regs[R_TIME]
        for number in range(r.touched_count):
            col = r.touched[number]
            index = 0
            table = r.p.slots[col].table
            key = self.slots[col]
            if table != 0:
                if r.p.kinds[table] != CHANNEL or r.p.parents[table] != 0:
                    return None
                index = r.rows_touched[number]
                key = key, r.tabs[table].channel[index]
            value = self.cell(r, col, index)
            if value is None:
                return None
            values[key] = value
        moment = None
        if time.kind != NOTHING:
            moment = time.i if time.kind == WHOLE else time.f
        return self.messages[r.message], moment, values, (), (), r.err_at

    cdef object cell(self, Run *r, int32_t col, int64_t index):
        """The value in a cell as Python has it; None where it takes Python to tell."""
        cdef Col *c = r.cols[col]
        cdef int64_t type = r.p.slots[col].type
        cdef int32_t code
        cdef int64_t size
        cdef int64_t *cell
        cdef bytes made
        if c.valid == NULL or not c.valid[index >> 3] >> (index & 7) & 1:
            if c.status == NULL or c.status[index] == 0:
                return None
            # A number or time that Python has, and int64 or the calendar has not.
            if (type == T_INT or type == T_TIME) and c.status[index] == UNKNOWN:
                return None
            return self.nulls[c.status[index]]
        if type == T_FLOAT:
            return PyFloat_FromDouble((<double *>c.values)[index])
        if type == T_INT:
            return (<int64_t *>c.values)[index]
        if type == T_BOOL:
            return bool((<uint8_t *>c.values)[index >> 3] >> (index & 7) & 1)
        if type == T_ENUM:
            code = (<int32_t *>c.values)[index]
            return self.labels[code] if code >= 0 else f"unknown_{-1 - code}"
        if type == T_TIME:
            index = (<int64_t *>c.values)[index]
            return index // 1000000 if index % 1000000 == 0 else None
        cell = <int64_t *>c.values + 2 * index
        made = PyBytes_FromStringAndSize(NULL, most_of(cell))
        size = text_of(cell, r.p.dotted, <uint8_t *>PyBytes_AS_STRING(made))
        return made[:size] if type == T_BYTES else made[:size].decode()


cdef tuple EMPTY = ()
