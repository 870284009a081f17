# cython: language_level=3, boundscheck=False, wraparound=False, initializedcheck=False, cdivision=True
"""Loops over the memory of columns, where Python would take a step a row, or numpy a pass for each thought.

The cells of a long table are each written once, at their place: first every column is counted, which says where the cells
of each entry begin; then every column is put there. In both turns ``places`` says to which entry a row belongs, −1 to none.
"""

from cpython.bytes cimport PyBytes_AS_STRING, PyBytes_FromStringAndSize
from libc.math cimport NAN
from libc.stdint cimport int32_t, int64_t, uint8_t, uint16_t, uint32_t, uint64_t
from libc.string cimport memcpy

cdef enum:
    NOTHING, FLOAT, INT, BOOL, CODES


cdef inline bint flagged(const uint8_t[::1] bits, int64_t at) noexcept nogil:
    return bits[at >> 3] >> (at & 7) & 1


cdef bint suits(object what, int64_t has, int64_t needs) except -1:
    """Memory is read and written only as far as it goes."""
    if has < needs:
        raise ValueError(f"{what} of {has:,} where {needs:,} are needed")
    return True


cdef class Strip:
    """One column: which rows say something, as bits of ``validity`` (None: all that have ``values``) or ``status``."""

    cdef int64_t rows
    cdef int kind
    cdef const uint8_t[::1] values, validity, status
    cdef const int64_t[::1] places
    cdef bint valued, masked, told

    def __init__(self, const int64_t[::1] places, int kind, values, validity, status):
        cdef int64_t rows = places.shape[0]
        self.rows, self.places, self.kind = rows, places, kind
        self.valued = values is not None
        self.masked = self.valued and validity is not None
        self.told = status is not None
        if self.masked:
            self.validity = memoryview(validity).cast("B")
            suits("bits", self.validity.shape[0], (rows + 7) // 8)
        if self.told:
            self.status = memoryview(status).cast("B")
            suits("statuses", self.status.shape[0], rows)
        if self.valued and kind != NOTHING:
            self.values = memoryview(values).cast("B")
            suits("values", self.values.shape[0], (rows + 7) // 8 if kind == BOOL else rows * (4 if kind == CODES else 8))

    cdef inline bint valid(self, int64_t row) noexcept nogil:
        return self.valued and (not self.masked or flagged(self.validity, row))

    cdef inline bint says(self, int64_t row) noexcept nogil:
        return (self.valid(row) or (self.told and self.status[row] != 0)) and self.places[row] >= 0

    def count(self, int64_t[::1] counts):
        """Add one to the count of each entry that has a cell here, and give how many there are."""
        cdef int64_t row, found = 0, most = counts.shape[0]
        with nogil:
            for row in range(self.rows):
                if self.says(row) and self.places[row] < most:
                    counts[self.places[row]] += 1
                    found += 1
        return found

    def put(
        self, int64_t[::1] following, order, const int32_t[::1] labels, const int32_t[::1] texts,
        const int32_t[::1] statuses, int32_t[::1] label, double[::1] value, int32_t[::1] text, int32_t[::1] status,
    ):
        """Write all cells, each at what ``following`` has for its entry, which is the next place then.

        ``labels`` is one for all rows or one for each, ``texts`` and ``statuses`` say what the codes of this column are
        in the table; ``order`` is that in which rows have their turn.
        """
        cdef int64_t turn, row, at, entry, most = min(label.shape[0], value.shape[0])
        cdef int32_t code
        cdef bint ordered = order is not None, each = labels.shape[0] != 1
        cdef const int64_t[::1] turns = order if ordered else self.places
        if each:
            suits("labels", labels.shape[0], self.rows)
        suits("turns", turns.shape[0], self.rows)
        if self.kind == CODES:
            suits("texts", text.shape[0], most)
        if self.told:
            suits("statuses", status.shape[0], most)
        with nogil:
            for turn in range(self.rows):
                row = turns[turn] if ordered else turn
                if not 0 <= row < self.rows or not self.says(row):
                    continue
                entry = self.places[row]
                if entry >= following.shape[0]:
                    continue
                at = following[entry]
                if not 0 <= at < most:
                    continue
                following[entry] = at + 1
                label[at] = labels[row if each else 0]
                value[at] = NAN
                if self.valid(row):
                    if self.kind == FLOAT:
                        value[at] = (<const double *>&self.values[0])[row]
                    elif self.kind == INT:
                        value[at] = <double>(<const int64_t *>&self.values[0])[row]
                    elif self.kind == BOOL:
                        value[at] = flagged(self.values, row)
                    elif self.kind == CODES:
                        code = (<const int32_t *>&self.values[0])[row]
                        if 0 <= code < texts.shape[0]:
                            text[at] = texts[code]
                if self.told and 0 < self.status[row] < statuses.shape[0]:
                    status[at] = statuses[self.status[row]]


def spread(values, const int64_t[::1] counts, made):
    """Each value as often as its count says."""
    cdef const uint8_t[::1] given = memoryview(values).cast("B")
    cdef uint8_t[::1] out = memoryview(made).cast("B")
    cdef int64_t entry, again, at = 0, total = 0, size = memoryview(values).itemsize, most = counts.shape[0]
    suits("values", given.shape[0], most * size)
    for entry in range(most):
        total += max(0, counts[entry])
    suits("places", out.shape[0], total * size)
    if not total:
        return
    with nogil:
        if size == 8:
            for entry in range(most):
                for again in range(counts[entry]):
                    (<int64_t *>&out[0])[at] = (<const int64_t *>&given[0])[entry]
                    at += 1
        elif size == 4:
            for entry in range(most):
                for again in range(counts[entry]):
                    (<int32_t *>&out[0])[at] = (<const int32_t *>&given[0])[entry]
                    at += 1
        else:
            for entry in range(most):
                for again in range(counts[entry]):
                    memcpy(&out[at * size], &given[entry * size], size)
                    at += 1


def looked_up(const int32_t[::1] known, const int32_t[::1] codes, int32_t[::1] made):
    """What stands in ``known`` for each code."""
    cdef int64_t at, size = known.shape[0]
    suits("places", made.shape[0], codes.shape[0])
    with nogil:
        for at in range(codes.shape[0]):
            made[at] = known[codes[at]] if 0 <= codes[at] < size else -1


ctypedef fused Whole:
    uint16_t
    uint32_t
    uint64_t


cdef bint narrow(const Whole *given, uint8_t *made, int64_t rows) noexcept nogil:
    cdef int64_t row
    cdef Whole seen = 0
    for row in range(rows):
        seen |= given[row]  # of a number below 0 the upper bits are set
        made[row] = <uint8_t>given[row]
    return seen <= 255


def narrowed(size_t given, int64_t rows, int width):
    """Whole numbers of so many bytes as one byte each; None where one is not of 0 … 255."""
    cdef bint good
    made = PyBytes_FromStringAndSize(NULL, rows)
    cdef uint8_t *out = <uint8_t *>PyBytes_AS_STRING(made)
    if width == 2:
        good = narrow(<const uint16_t *>given, out, rows)
    elif width == 4:
        good = narrow(<const uint32_t *>given, out, rows)
    else:
        good = narrow(<const uint64_t *>given, out, rows)
    return made if good else None


# ---- views: 16 bytes a row, with its length, and its bytes or where they are

cdef enum:
    VIEW = 16
    SHORT = 12


cdef inline bint there(size_t validity, int64_t bit, int64_t row) noexcept nogil:
    return validity == 0 or (<const uint8_t *>validity)[(bit + row) >> 3] >> ((bit + row) & 7) & 1


def outside(size_t views, int64_t rows, const int64_t[::1] sizes, size_t validity, int64_t bit):
    """The first row whose view points out of the buffers of these sizes; −1 if none does."""
    cdef int64_t row, found = -1
    cdef const int32_t *view
    with nogil:
        for row in range(rows):
            view = <const int32_t *>(views + VIEW * row)
            if 0 <= view[0] <= SHORT or not there(validity, bit, row):
                continue
            if view[0] < 0 or not 0 <= view[2] < sizes.shape[0] or view[3] < 0 or (
                <int64_t>view[3] + view[0] > sizes[view[2]]
            ):
                found = row
                break
    return found


def run_together(size_t views, int64_t rows, const int64_t[::1] buffers, size_t validity, int64_t bit, int64_t[::1] ends):
    """The bytes of all rows one after the other; ``ends`` gets where each begins, and where the last one ends."""
    cdef int64_t row, at = 0
    cdef const int32_t *view
    cdef uint8_t *out
    suits("ends", ends.shape[0], rows + 1)
    with nogil:
        ends[0] = 0
        for row in range(rows):
            if there(validity, bit, row):
                at += (<const int32_t *>(views + VIEW * row))[0]
            ends[row + 1] = at
    made = PyBytes_FromStringAndSize(NULL, at)
    out = <uint8_t *>PyBytes_AS_STRING(made)
    with nogil:
        for row in range(rows):
            if ends[row + 1] > ends[row]:
                view = <const int32_t *>(views + VIEW * row)
                if view[0] <= SHORT:
                    memcpy(out + ends[row], view + 1, view[0])
                else:
                    memcpy(out + ends[row], <const uint8_t *><size_t>buffers[view[2]] + view[3], view[0])
    return made
