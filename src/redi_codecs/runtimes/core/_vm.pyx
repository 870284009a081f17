# cython: language_level=3, boundscheck=False, wraparound=False, cdivision=True, initializedcheck=False, infer_types=False
"""The compiled core: batches of payloads through a verified program, without the GIL."""

from cpython.buffer cimport PyBUF_FORMAT, PyBUF_ND, PyBUF_STRIDES
from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_GET_SIZE

from redi_codecs.layout import nodes
from redi_codecs.plan.columns import ColumnData, Columns, Faults, TableData
from redi_codecs.runtimes.core.plausible import plausible_ranges
from redi_codecs.runtimes.core.program import WORDS, Alu, Kind, Op, Program, Type
from redi_codecs.plan.schema import ERROR_CODES
from redi_codecs.runtimes.core.verify import verify

include "_machine.pxi"
include "_blocks.pxi"

assert [int(op) for op in (Op.FIELD, Op.STORE, Op.CHECK, Op.STOP)] == [FIELD, STORE, CHECK, STOP]
assert [int(op) for op in (Alu.EQ, Alu.OR_ZERO, Alu.OR_ELSE)] == [EQ, OR_ZERO, OR_ELSE]
assert [int(kind) for kind in (Kind.MIXED, Kind.CALENDAR, Kind.SMALL)] == [K_MIXED, K_CALENDAR, K_SMALL]
assert int(Type.TIME) == T_TIME
assert nodes.MOST_UNKNOWN == MOST_UNKNOWN
assert sizeof(Fault) == 16
assert (ERROR_CODES["NoPayload"], ERROR_CODES["InvalidPayload"]) == (NOTHING_THERE, INVALID_PAYLOAD)
assert WORDS == sizeof(Instr) // 4

cdef dict CHUNKS = {"offsets32": 0, "offsets64": 1, "fixed": 2, "view": 3}


cdef class Memory:
    """Memory that a batch owns; free once nobody looks at it any more."""

    cdef void *data
    cdef Py_ssize_t size, capacity
    cdef Py_ssize_t[1] shape
    cdef Py_ssize_t[1] strides
    cdef bytes format
    cdef Py_ssize_t item

    def __dealloc__(self):
        redi_give_back(self.data, self.capacity)

    def __len__(self):
        return self.size // self.item

    @property
    def nbytes(self):
        return self.size

    @property
    def address(self):
        return <size_t>self.data

    def __getbuffer__(self, Py_buffer *view, int flags):
        self.shape[0] = self.size // self.item
        self.strides[0] = self.item
        view.buf = self.data
        view.obj = self
        view.len = self.size
        view.readonly = 0
        view.itemsize = self.item
        view.format = <char *>self.format if flags & PyBUF_FORMAT else NULL
        view.ndim = 1
        view.shape = self.shape if flags & PyBUF_ND else NULL
        view.strides = self.strides if (flags & PyBUF_STRIDES) == PyBUF_STRIDES else NULL
        view.suboffsets = NULL
        view.internal = NULL

    def __releasebuffer__(self, Py_buffer *view):
        pass


cdef Memory owned(void **at, Py_ssize_t size, bytes format, Py_ssize_t item, Py_ssize_t capacity=0):
    """Take memory over, which may be larger than what is seen of it; None where there is none."""
    if at[0] == NULL:
        return None
    cdef Memory made = Memory()
    made.data, made.size, made.format, made.item = at[0], size, format, item
    made.capacity = max(size, capacity)
    at[0] = NULL
    return made


def filled(int64_t size, bytes format, int item):
    """Memory that is to be written from end to end, of what earlier batches gave back if there is any."""
    cdef void *made
    if size <= 0:
        raise ValueError("memory of at least a byte is made")
    made = redi_filled(size)
    if made == NULL:
        raise MemoryError
    return owned(&made, size, format, item)


cdef void *copied(object numbers, str code) except NULL:
    from array import array

    cdef bytes raw = array(code, numbers).tobytes()
    cdef void *made = malloc(len(raw) + 8)
    if made == NULL:
        raise MemoryError
    memcpy(made, PyBytes_AS_STRING(raw), len(raw))
    return made


cdef class Machine:
    """A verified program in memory."""

    cdef Code p
    cdef readonly object program
    cdef tuple empty  # each column as it is where nothing was written to it

    def __cinit__(self, program):
        memset(&self.p, 0, sizeof(Code))

    def __init__(self, program: Program):
        verify(program)
        self.program = program
        cdef int number
        cdef Xform *form
        cdef Slot *slot
        numbers = [number for instr in program.code for number in instr.numbers()]
        self.p.code = <Instr *>copied(numbers, "i")
        self.p.size = len(program.code)
        self.p.xforms = <Xform *>malloc((len(program.xforms) + 1) * sizeof(Xform))
        self.p.slots = <Slot *>malloc((len(program.slots) + 1) * sizeof(Slot))
        if self.p.xforms == NULL or self.p.slots == NULL:
            raise MemoryError
        ranges = plausible_ranges(program)
        for number, x in enumerate(program.xforms):
            form = &self.p.xforms[number]
            form.kind, form.mul, form.add, form.den = x.kind, x.mul, x.add, x.den
            form.table, form.size, form.nulls, form.bits = x.table, x.size, x.nulls, x.bits
            form.divisor = x.den
            form.low, form.high = ranges[number]
        for number, column in enumerate(program.slots):
            slot = &self.p.slots[number]
            slot.table, slot.type, slot.low, slot.high = column.table, column.type, column.low, column.high
        self.p.slots_count = len(program.slots)
        self.p.ints = <int64_t *>copied(program.ints, "q")
        self.p.floats = <double *>copied(program.floats, "d")
        tables = program.schema.tables
        self.empty = tuple([ColumnData(column) for table in tables for column in table.columns])
        self.p.tables = len(tables)
        self.p.first = <int32_t *>copied([*program.first, len(program.slots)], "i")
        self.p.parents = <int32_t *>copied([-1 if table.parent is None else table.parent for table in tables], "i")
        self.p.kinds = <int32_t *>copied([("rows", "record", "channel").index(table.kind) for table in tables], "i")
        self.p.cleared = <int32_t *>copied(program.cleared, "i")
        self.p.cleared_count = len(program.cleared)
        flat = [number for widths in program.dotted for number in (len(widths), *widths, *[0] * (15 - len(widths)))]
        self.p.dotted = <int64_t *>copied(flat, "q")
        self.p.constants = <int64_t *>copied([number for pair in program.constants for number in pair], "q")
        self.p.constants_count = len(program.constants)
        self.p.registers = program.registers
        self.mark()

    cdef mark(self):
        """Find the fields that are quick to read."""
        cdef int number
        cdef Instr *x
        cdef Xform *form
        for number in range(self.p.size):
            x = &self.p.code[number]
            if x.op != FIELD or x.spans != 0:
                continue
            form = &self.p.xforms[x.x]
            if x.col < 0 and x.reg >= 0 and form.kind == K_INT and form.nulls < 0 and form.size == 0:
                x.off = QUICK_REG
            elif x.col >= 0 and x.reg < 0 and self.p.kinds[self.p.slots[x.col].table] != CHANNEL and (
                (self.p.slots[x.col].type == T_FLOAT and (form.kind == K_INT or form.kind == K_DIV))
                or (self.p.slots[x.col].type == T_INT and form.kind == K_INT)
            ):
                x.off = QUICK_COLUMN

    def __dealloc__(self):
        free(self.p.code)
        free(self.p.xforms)
        free(self.p.slots)
        free(self.p.ints)
        free(self.p.floats)
        free(self.p.first)
        free(self.p.parents)
        free(self.p.kinds)
        free(self.p.cleared)
        free(self.p.constants)
        free(self.p.dotted)


cdef class Output:
    """The columns of one batch while it is decoded; `run` may be called for several ranges of rows at once."""

    cdef readonly Machine machine
    cdef readonly int64_t rows
    cdef bint shaped
    cdef Col *main
    cdef Tab rows_table
    cdef int16_t *messages
    cdef uint8_t *errors
    cdef uint32_t *warnings
    cdef tuple parts

    def __cinit__(self, Machine machine, int64_t rows, bint shapes=True):
        self.machine = machine
        self.rows = rows
        self.shaped = shapes
        self.parts = ()
        self.main = <Col *>calloc(machine.p.first[1] + 1, sizeof(Col))
        memset(&self.rows_table, 0, sizeof(Tab))
        self.rows_table.count = self.rows_table.cap = rows
        if self.main == NULL:
            raise MemoryError

    def __dealloc__(self):
        cdef int number
        if self.main != NULL:
            for number in range(self.machine.p.first[1]):
                free(self.main[number].values)
                free(self.main[number].valid)
                free(self.main[number].status)
                free(self.main[number].clean)
            free(self.main)
        free(self.rows_table.time)
        free(self.rows_table.dated)
        free(self.messages)
        free(self.errors)
        free(self.warnings)

    def finish(self, list parts):
        """The columns, of parts in the order of their rows; the output is empty then."""
        cdef Machine machine = self.machine
        cdef Part part
        for part in parts:
            if part.output is not self:
                raise ValueError("a part of another output")
        self.parts = tuple(parts)
        schema = machine.program.schema
        tables = []
        cdef int number
        try:
            for number in range(machine.p.tables):
                tables.append(self.rows_data() if number == 0 else self.children(number))
                if schema.tables[number].kind == "channel":
                    date_channels(tables[number], tables[schema.tables[number].parent])
            faults = self.faults()
        finally:
            self.parts = ()  # they hold the output: a cycle that is collected would take what is to be freed away first
        return Columns(
            schema,
            self.rows,
            tables,
            owned(<void **>&self.messages, self.rows * 2, b"h", 2),
            owned(<void **>&self.errors, self.rows, b"B", 1),
            owned(<void **>&self.warnings, self.rows * 4, b"I", 4),
            faults,
        )

    cdef object rows_data(self):
        spec = self.machine.program.schema.tables[0]
        columns = [
            column_data(self.machine, number, &self.main[number], self.rows) for number in range(len(spec.columns))
        ]
        return TableData(
            spec,
            self.rows,
            columns,
            time=owned(<void **>&self.rows_table.time, self.rows * 8, b"q", 8),
            time_validity=owned(<void **>&self.rows_table.dated, (self.rows + 7) // 8, b"B", 1),
        )

    cdef object children(self, int table):
        """One table of children: that of the only part, or all parts' one after the other."""
        cdef Code *p = &self.machine.p
        cdef Part part, whole
        cdef int64_t count = 0, at = 0
        cdef int64_t index
        spec = self.machine.program.schema.tables[table]
        for part in self.parts:
            part.r.start[table] = count  # where its rows will be
            count += part.r.tabs[table].count
        if count == 0:
            return TableData(spec, 0, list(self.machine.empty[p.first[table] : p.first[table + 1]]))
        filled = [part for part in self.parts if (<Part>part).r.tabs[table].count > 0]
        whole = filled[0]
        cdef Tab *t = &whole.r.tabs[table]
        if (t.cap < count or t.cap - count > t.cap >> 2) and not resized(&whole.r, table, count):
            raise MemoryError
        at = whole.r.tabs[table].count
        if p.parents[table] > 0:
            for index in range(at):
                whole.r.tabs[table].record[index] += whole.r.start[p.parents[table]]
        for part in filled[1:]:
            join(&whole.r, &part.r, table, at)
            at += part.r.tabs[table].count
        if t.time != NULL:
            redi_blank(t.time, <const uint64_t *>t.dated, count)
        columns = [
            column_data(self.machine, number, whole.r.cols[number], count, t.cap)
            for number in range(p.first[table], p.first[table + 1])
        ]
        return TableData(
            spec,
            count,
            columns,
            row=owned(<void **>&t.row, count * 8, b"q", 8, t.cap * 8),
            record=owned(<void **>&t.record, count * 8, b"q", 8, t.cap * 8),
            channel=owned(<void **>&t.channel, count * 4, b"i", 4, t.cap * 4),
            time=owned(<void **>&t.time, count * 8, b"q", 8, t.cap * 8),
            time_validity=owned(<void **>&t.dated, (count + 7) // 8, b"B", 1),
        )

    cdef object faults(self):
        """All parts' faults, in the order of the rows."""
        cdef Part part, whole
        cdef int64_t total = 0, at, number
        cdef uint8_t[1024] codes
        errors = self.machine.program.errors
        for part in self.parts:
            total += part.r.faults_count
        if total == 0:
            return Faults()
        if not claimed(<void **>&self.errors, self.rows):
            raise MemoryError
        for number, (code, _) in enumerate(errors):
            codes[number] = code
        whole = self.parts[0]
        at = whole.r.faults_count
        if not regrow(<void **>&whole.r.faults, at * sizeof(Fault), total * sizeof(Fault), False):
            raise MemoryError
        for part in self.parts[1:]:
            if part.r.faults_count > 0:
                memcpy(whole.r.faults + at, part.r.faults, part.r.faults_count * sizeof(Fault))
                at += part.r.faults_count
                free(part.r.faults)
                part.r.faults = NULL
        for number in range(total):
            self.errors[whole.r.faults[number].row] = codes[whole.r.faults[number].err]
        return Faults(errors, owned(<void **>&whole.r.faults, total * sizeof(Fault), b"q", 8))


cdef date_channels(object table, object parent):
    """Values with a channel have the time of the row that they belong to."""
    cdef Memory times = parent.time
    cdef Memory dated = parent.time_validity
    cdef Memory owner = table.record if parent.spec.kind == "record" else table.row
    cdef int64_t rows = table.rows, at, row
    if rows == 0 or times is None:
        return
    cdef int64_t *time = <int64_t *>calloc(rows, 8)
    cdef uint8_t *valid = <uint8_t *>calloc(((rows + 63) >> 6) << 3, 1)
    if time == NULL or valid == NULL:
        free(time)
        free(valid)
        raise MemoryError
    for at in range(rows):
        row = (<int64_t *>owner.data)[at]
        if (<uint8_t *>dated.data)[row >> 3] >> (row & 7) & 1:
            time[at] = (<int64_t *>times.data)[row]
            valid[at >> 3] |= <uint8_t>(1 << (at & 7))
    table.time = owned(<void **>&time, rows * 8, b"q", 8)
    table.time_validity = owned(<void **>&valid, (rows + 7) // 8, b"B", 1)


cdef class Part:
    """What one thread works with: `Part(output)`, then `run` for its rows, of which it may know how many they will be."""

    cdef Run r
    cdef Output output
    cdef Col *children
    cdef Known *known
    cdef Block *block

    def __cinit__(self, Output output, int64_t expected=0):
        cdef Code *p = &output.machine.p
        cdef int number
        self.output = output
        memset(&self.r, 0, sizeof(Run))
        self.r.p = p
        self.r.rows, self.r.expected = output.rows, expected
        self.r.regs = <Reg *>calloc(p.registers, sizeof(Reg))
        self.r.cols = <Col **>calloc(p.slots_count + 1, sizeof(void *))
        self.r.tabs = <Tab *>calloc(p.tables, sizeof(Tab))
        self.r.at = <int64_t *>calloc(p.tables, 8)
        self.r.start = <int64_t *>calloc(p.tables, 8)
        self.r.fresh = <uint8_t *>calloc(p.tables, 1)
        self.r.last = <int64_t *>calloc(p.tables * 256, 8)
        self.r.seen = <Seen *>calloc(p.tables, sizeof(Seen))
        self.children = <Col *>calloc(p.slots_count + 1, sizeof(Col))
        self.known = <Known *>redi_filled(sizeof(Known))
        self.block = <Block *>malloc(sizeof(Block))
        if (self.r.regs == NULL or self.r.cols == NULL or self.r.tabs == NULL or self.r.at == NULL
                or self.r.start == NULL or self.r.last == NULL or self.r.seen == NULL or self.children == NULL
                or self.known == NULL or self.block == NULL or self.r.fresh == NULL):
            raise MemoryError
        self.block.port, self.block.seen_swapped = -1, 0
        self.r.tabs[0].count = self.r.tabs[0].cap = output.rows
        self.r.own = &output.rows_table
        for number in range(p.slots_count):
            self.r.cols[number] = &output.main[number] if number < p.first[1] else &self.children[number]
        self.r.messages, self.r.errors, self.r.warnings = &output.messages, &output.errors, &output.warnings
        for number in range(p.constants_count):
            self.r.regs[p.constants[2 * number]].i = p.constants[2 * number + 1]
            self.r.regs[p.constants[2 * number]].kind = WHOLE
        for number in range(p.registers):
            self.r.regs[number].source = -1

    def __dealloc__(self):
        cdef int table
        if self.r.tabs != NULL and self.children != NULL and self.r.cols != NULL:
            for table in range(1, self.r.p.tables):
                self.drop(table)
        free(self.r.regs)
        free(self.r.cols)
        free(self.r.tabs)
        free(self.r.at)
        free(self.r.start)
        free(self.r.fresh)
        free(self.r.last)
        if self.r.seen != NULL:
            for table in range(self.r.p.tables):
                free(self.r.seen[table].row)
                free(self.r.seen[table].payload)
        free(self.r.seen)
        free(self.r.faults)
        free(self.children)
        redi_give_back(self.known, sizeof(Known))
        free(self.block)

    cdef void drop(self, int table):
        cdef Tab *t = &self.r.tabs[table]
        cdef int32_t col
        cdef Col *c
        free(t.row)
        free(t.record)
        free(t.channel)
        free(t.time)
        free(t.dated)
        t.row = t.record = t.time = NULL
        t.channel = NULL
        t.dated = NULL
        for col in range(self.r.p.first[table], self.r.p.first[table + 1]):
            c = self.r.cols[col]
            if c == NULL:  # there was no memory for more
                continue
            free(c.values)
            free(c.valid)
            free(c.status)
            c.values = NULL
            c.valid = c.status = NULL

    @property
    def has_children(self):
        """Whether some payload added rows to other tables."""
        return any(self.r.tabs[table].count > 0 for table in range(1, self.r.p.tables))

    @property
    def shaped(self):
        """How many rows had a shape."""
        return self.r.shaped

    def run(self, piece, preset=None):
        """Decode a :class:`~redi_codecs.batch.inputs.Piece`; rows with a code in ``preset`` are left alone."""
        cdef Source s
        cdef int64_t count = piece.rows
        cdef const uint8_t[::1] codes
        memset(&s, 0, sizeof(Source))
        s.first, self.r.expected = piece.start, max(self.r.expected, count)
        s.time = NEVER
        if not 0 <= s.first <= s.first + count <= self.output.rows:
            raise ValueError(f"rows {s.first} … {s.first + count} of {self.output.rows}")
        if preset is not None and len(preset) > 0:
            codes = preset
            if codes.shape[0] < self.output.rows:
                raise ValueError("a code for every row is needed")
            s.preset = &codes[0]
        ports, times = piece.ports, piece.times
        if isinstance(ports, int):
            s.port = ports
        else:
            if ports.code not in "bBhHiIqQ" or (ports.mul, ports.div) != (1, 1):
                raise TypeError(f"ports of type {ports.code!r}")
            s.ports, s.port_code = <const uint8_t *><size_t>ports.data, ord(ports.code)
            s.ports_valid, s.ports_bit = <const uint8_t *><size_t>ports.validity, ports.bit
        if isinstance(times, int):
            s.time = times
        elif times is not None:
            if times.code != "q":
                raise TypeError(f"times of type {times.code!r}")
            s.times, s.times_mul, s.times_div = <const uint8_t *><size_t>times.data, times.mul, times.div
            s.times_valid, s.times_bit = <const uint8_t *><size_t>times.validity, times.bit
        payloads = piece.payloads
        if hasattr(payloads, "kind"):
            s.kind = CHUNKS[payloads.kind]
            s.data, s.index = <const uint8_t *><size_t>payloads.data, <const uint8_t *><size_t>payloads.index
            s.width, s.validity, s.bit = payloads.width, <const uint8_t *><size_t>payloads.validity, payloads.bit
            self.run_chunk(&s, count, payloads.variadic)
        else:
            self.run_list(&s, count, payloads.payloads)
        if self.r.starved:
            raise MemoryError("there is no memory for the columns of the batch")

    cdef run_chunk(self, Source *s, int64_t count, tuple variadic):
        cdef const uint8_t **buffers = <const uint8_t **>malloc((len(variadic) + 1) * sizeof(void *))
        cdef int64_t at
        if buffers == NULL:
            raise MemoryError
        s.variadic_count = len(variadic)
        if count > 0 and s.kind == 0:
            s.low, s.high = (<const int32_t *>s.index)[0], (<const int32_t *>s.index)[count]
        elif count > 0 and s.kind == 1:
            s.low, s.high = (<const int64_t *>s.index)[0], (<const int64_t *>s.index)[count]
        elif s.kind == 2:
            s.high = count * s.width
        for at in range(len(variadic)):
            buffers[at] = <const uint8_t *><size_t>variadic[at]
        s.variadic = buffers
        with nogil:
            at = 0
            while at < count and not self.r.starved:
                decode_segment(&self.r, s, at, min(SEGMENT, count - at), self.output.shaped, self.known, self.block)
                at += SEGMENT
        free(buffers)

    cdef run_list(self, Source *s, int64_t count, list payloads):
        """Bytes objects: their addresses, a segment at a time."""
        cdef int64_t at, number, size, first = s.first
        cdef const uint8_t **index = <const uint8_t **>malloc(min(SEGMENT, count + 1) * sizeof(void *))
        cdef int64_t *lengths = <int64_t *>malloc(min(SEGMENT, count + 1) * 8)
        cdef const uint8_t *ports = s.ports
        cdef const uint8_t *times = s.times
        cdef object payload
        if index == NULL or lengths == NULL:
            free(index)
            free(lengths)
            raise MemoryError
        s.kind = 4
        s.index, s.lengths = <const uint8_t *>index, lengths
        try:
            at = 0
            while at < count and not self.r.starved:
                size = min(SEGMENT, count - at)
                for number in range(size):
                    payload = payloads[at + number]
                    if type(payload) is bytes:
                        index[number] = <const uint8_t *>PyBytes_AS_STRING(payload)
                        lengths[number] = PyBytes_GET_SIZE(payload)
                    else:
                        index[number], lengths[number] = NULL, 0
                # The source is moved on, so that its first row is that of the segment.
                s.first = first + at
                if ports != NULL:
                    s.ports = ports + at * width_of_code(s.port_code)
                    s.ports_bit += 0 if at == 0 else SEGMENT
                if times != NULL:
                    s.times = times + at * 8
                    s.times_bit += 0 if at == 0 else SEGMENT
                with nogil:
                    decode_segment(&self.r, s, 0, size, self.output.shaped, self.known, self.block)
                at += SEGMENT
        finally:
            free(index)
            free(lengths)


cdef inline int64_t width_of_code(int32_t code) noexcept nogil:
    if code == c'b' or code == c'B':
        return 1
    if code == c'h' or code == c'H':
        return 2
    if code == c'i' or code == c'I':
        return 4
    return 8


cdef inline void hand_over(void **at) noexcept:
    """What has been copied is not kept any longer: there is memory for one column twice, and not for all."""
    free(at[0])
    at[0] = NULL


cdef void join(Run *whole, Run *part, int32_t table, int64_t at) noexcept:
    """The children of one part behind those of others, for which there is room; the part is left with nothing."""
    cdef Tab *to = &whole.tabs[table]
    cdef Tab *t = &part.tabs[table]
    cdef int64_t index, width
    cdef int32_t col
    cdef Col *c
    cdef Col *d
    memcpy(to.row + at, t.row, t.count * 8)
    hand_over(<void **>&t.row)
    if to.channel != NULL:
        memcpy(to.channel + at, t.channel, t.count * 4)
        hand_over(<void **>&t.channel)
    if to.time != NULL:
        memcpy(to.time + at, t.time, t.count * 8)
        hand_over(<void **>&t.time)
        for index in range(t.count):
            if t.dated[index >> 3] >> (index & 7) & 1:
                to.dated[(at + index) >> 3] |= <uint8_t>(1 << ((at + index) & 7))
    if to.record != NULL:  # the parent's parts have been joined before
        for index in range(t.count):
            to.record[at + index] = t.record[index] + part.start[whole.p.parents[table]]
        hand_over(<void **>&t.record)
    to.count = at + t.count
    for col in range(whole.p.first[table], whole.p.first[table + 1]):
        c, d = part.cols[col], whole.cols[col]
        if c.status != NULL and has_status(whole, col):
            memcpy(d.status + at, c.status, t.count)
        free(c.status)
        c.status = NULL
        if c.values == NULL or not has_values(whole, col):
            continue
        if whole.p.slots[col].type == T_BOOL:
            for index in range(t.count):  # each is written: a row that was taken back may have left a bit here
                if (<uint8_t *>c.values)[index >> 3] >> (index & 7) & 1:
                    (<uint8_t *>d.values)[(at + index) >> 3] |= <uint8_t>(1 << ((at + index) & 7))
                else:
                    (<uint8_t *>d.values)[(at + index) >> 3] &= <uint8_t>~(1 << ((at + index) & 7))
        else:
            width = width_of(whole.p.slots[col].type, 1)
            memcpy(<uint8_t *>d.values + at * width, c.values, t.count * width)
        for index in range(t.count):
            if c.valid[index >> 3] >> (index & 7) & 1:
                d.valid[(at + index) >> 3] |= <uint8_t>(1 << ((at + index) & 7))
        free(c.values)
        free(c.valid)
        c.values = NULL
        c.valid = NULL


include "_output.pxi"
include "_single.pxi"
include "_flat.pxi"
