# Payloads of many devices, one after another, into the cells of one long table: a cell a reading, in the order in which
# a payload says them. What is odd (a fault, a warning, a record, a channel of its own) is left to Python, whole.

from cpython.list cimport PyList_GET_ITEM


cdef bint grown(void **at, int64_t size) noexcept:
    cdef void *made = realloc(at[0], size)
    if made != NULL:
        at[0] = made
    return made != NULL


cdef class Named:
    """A device of a long table: its decoder, and for each of its columns the label in that table."""

    cdef Single single
    cdef int32_t *labels     # -1: a column that the table leaves out
    cdef int32_t *statuses
    cdef int32_t *texts      # what the table calls each label of the program; -1: not met yet

    def __init__(self, Single single, labels, statuses):
        self.single = single
        self.labels = <int32_t *>copied(labels, "i")
        self.statuses = <int32_t *>copied(statuses, "i")
        self.texts = <int32_t *>copied([-1] * len(single.labels), "i")

    def __dealloc__(self):
        free(self.labels)
        free(self.statuses)
        free(self.texts)


cdef class Long:
    """The cells of a long table, while payloads are added to it; ``texts`` numbers each text that occurs."""

    cdef object texts
    cdef int32_t *label
    cdef double *value
    cdef int32_t *text
    cdef int32_t *status
    cdef int64_t count, cap

    def __init__(self, texts):
        self.texts = texts

    def __dealloc__(self):
        free(self.label)
        free(self.value)
        free(self.text)
        free(self.status)

    cdef bint reserve(self, int64_t more) except False:
        cdef int64_t cap = self.cap
        if self.count + more > cap:
            cap = cap * 2 + more + 1024
            if not (
                grown(<void **>&self.label, cap * 4)
                and grown(<void **>&self.value, cap * 8)
                and grown(<void **>&self.text, cap * 4)
                and grown(<void **>&self.status, cap * 4)
            ):
                raise MemoryError
            self.cap = cap
        return True

    cdef int32_t numbered(self, object text) except -1:
        number = self.texts.get(text)
        if number is None:
            number = self.texts[text] = len(self.texts)
        return number

    cdef bint taken(self, Named named) except -1:
        """Take over what the last payload of a device said; False where Python has to do that."""
        cdef Single single = named.single
        cdef Run *r = &single.part.r
        cdef int32_t number, col, status, code
        cdef int64_t type, at = self.count
        cdef Col *c
        self.reserve(r.touched_count)
        single.calls += 1
        for number in range(r.touched_count):
            col = r.touched[number]
            if r.p.slots[col].table != 0:
                return False
            if named.labels[col] < 0 or single.seen[col] == single.calls:
                continue
            single.seen[col] = single.calls
            c = r.cols[col]
            type = r.p.slots[col].type
            status = 0 if c.status == NULL else c.status[0]
            self.label[at], self.text[at], self.value[at] = named.labels[col], -1, NAN
            self.status[at] = named.statuses[status]
            if c.valid == NULL or not c.valid[0] & 1:
                if status == 0 or status == UNKNOWN:
                    return False
            elif type == T_FLOAT:
                self.value[at] = (<double *>c.values)[0]
                if isnan(self.value[at]):  # here this stands for no value
                    return False
            elif type == T_INT:
                self.value[at] = <double>(<int64_t *>c.values)[0]
            elif type == T_BOOL:
                self.value[at] = (<uint8_t *>c.values)[0] & 1
            elif type == T_ENUM and (<int32_t *>c.values)[0] >= 0:
                code = (<int32_t *>c.values)[0]
                if named.texts[code] < 0:
                    named.texts[code] = self.numbered(single.labels[code])
                self.text[at] = named.texts[code]
            elif type == T_TIME:
                return False
            else:
                cell = single.cell(r, col, 0)
                self.text[at] = self.numbered(cell.hex() if isinstance(cell, bytes) else cell)
            at += 1
        self.count = at
        return True

    def add(
        self, list devices, const int32_t[::1] which, bytes payloads, const int64_t[::1] starts, const int64_t[::1] stops,
        const uint8_t[::1] ports, int64_t[::1] times, int32_t[::1] counts,
    ):
        """Decode payloads: ``counts`` gets the number of cells of each, −1 for what is odd, ``times`` what it says itself.

        ``devices`` are :class:`Named` or None, and ``which`` says whose payload each is, ``starts`` and ``stops`` where
        it stands; times are microseconds, of which the lowest number stands for none.
        """
        cdef int64_t row, before
        cdef const uint8_t *at
        cdef bint known
        cdef double received
        cdef Named named
        cdef Single single
        cdef Reg *time
        for row in range(which.shape[0]):
            counts[row] = -1
            one = <object>PyList_GET_ITEM(devices, which[row])
            if one is None:
                continue
            named = one
            single = named.single
            if not 0 <= starts[row] <= stops[row] <= len(payloads):
                raise ValueError(f"payload {row} stands outside of the bytes given")
            at = <const uint8_t *>PyBytes_AS_STRING(payloads) + starts[row]
            known = times[row] != NEVER
            if not single.begun():
                continue
            try:
                received = <double>times[row] / 1e6 if known else 0
                if not single.ran(at, stops[row] - starts[row], ports[row], known, received):
                    continue
                if single.part.r.err_at < stops[row] - starts[row]:  # what is left of a payload is a warning
                    continue
                time = &single.part.r.regs[R_TIME]
                if time.kind == REAL or (time.kind == WHOLE and not -62135596800 <= time.i < 253402300800):
                    continue
                before = self.count
                if self.taken(named):
                    counts[row] = <int32_t>(self.count - before)
                    if time.kind == WHOLE:
                        times[row] = time.i * 1000000
                else:
                    self.count = before
            finally:
                single.done()

    def finish(self):
        """Label, value, text and status of all cells, in memory of their own; then there are none."""
        cdef int64_t size = self.count
        cells = (
            owned(<void **>&self.label, size * 4, b"i", 4),
            owned(<void **>&self.value, size * 8, b"d", 8),
            owned(<void **>&self.text, size * 4, b"i", 4),
            owned(<void **>&self.status, size * 4, b"i", 4),
        )
        self.count = self.cap = 0
        return cells
