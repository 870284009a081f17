# Where payloads, their ports and their times come from.

cdef struct Source:
    int32_t kind             # 0 int32 offsets, 1 int64 offsets, 2 fixed width, 3 views, 4 pointers
    const uint8_t *data
    const uint8_t *index
    int64_t width
    const uint8_t *validity
    int64_t bit
    const uint8_t **variadic
    int64_t variadic_count
    int64_t low, high        # what lies outside these offsets is not the payloads'
    int64_t *lengths
    # ports and times: an array or one value
    const uint8_t *ports
    int32_t port_code
    int64_t port
    const uint8_t *ports_valid
    int64_t ports_bit
    const uint8_t *times
    int64_t times_mul, times_div, time
    const uint8_t *times_valid
    int64_t times_bit
    const uint8_t *preset    # a byte a row of the whole batch
    int64_t first            # the row of the batch that the source starts with


cdef inline bint bit_of(const uint8_t *bits, int64_t at) noexcept nogil:
    return bits == NULL or bits[at >> 3] >> (at & 7) & 1


cdef inline int64_t number_at(const uint8_t *data, int32_t code, int64_t at) noexcept nogil:
    """The integer at a place of an array, by its code in ``struct``."""
    if code == c'B':
        return data[at]
    if code == c'b':
        return (<const int8_t *>data)[at]
    if code == c'h':
        return (<const int16_t *>data)[at]
    if code == c'H':
        return (<const uint16_t *>data)[at]
    if code == c'i':
        return (<const int32_t *>data)[at]
    if code == c'I':
        return (<const uint32_t *>data)[at]
    return (<const int64_t *>data)[at]


cdef enum:
    HERE, NO_PAYLOAD, BROKEN


cdef inline int32_t locate(Source *s, int64_t at, const uint8_t **p, int64_t *n) noexcept nogil:
    """Where payload ``at`` of a source is, if it is anywhere."""
    cdef const uint8_t *view
    cdef int64_t start, stop
    if not bit_of(s.validity, s.bit + at):
        return NO_PAYLOAD
    if s.kind == 0:
        start, stop = (<const int32_t *>s.index)[at], (<const int32_t *>s.index)[at + 1]
    elif s.kind == 1:
        start, stop = (<const int64_t *>s.index)[at], (<const int64_t *>s.index)[at + 1]
    elif s.kind == 2:
        start, stop = at * s.width, (at + 1) * s.width
    elif s.kind == 3:
        view = s.index + 16 * at
        n[0] = (<const int32_t *>view)[0]
        if n[0] <= 12:
            p[0] = view + 4
            return HERE if n[0] >= 0 else BROKEN
        if not 0 <= (<const int32_t *>view)[2] < s.variadic_count or (<const int32_t *>view)[3] < 0:
            return BROKEN
        p[0] = s.variadic[(<const int32_t *>view)[2]] + (<const int32_t *>view)[3]
        return HERE
    else:
        p[0] = (<const uint8_t **>s.index)[at]
        n[0] = s.lengths[at]
        return HERE if p[0] != NULL else NO_PAYLOAD
    if not s.low <= start <= stop <= s.high or stop - start > 0x7FFFFFFF:
        return BROKEN
    p[0] = s.data + start
    n[0] = stop - start
    return HERE


cdef inline int64_t port_at(Source *s, int64_t at) noexcept nogil:
    """The port of a row, -1 where it has none."""
    cdef int64_t port = s.port
    if s.ports != NULL:
        if not bit_of(s.ports_valid, s.ports_bit + at):
            return -1
        port = number_at(s.ports, s.port_code, at)
    return port if 0 <= port <= 255 else -1


cdef inline int64_t time_at(Source *s, int64_t at) noexcept nogil:
    cdef int64_t time
    if s.times == NULL:
        return s.time
    if not bit_of(s.times_valid, s.times_bit + at):
        return NEVER
    time = floordiv((<const int64_t *>s.times)[at], s.times_div)
    if not (EARLIEST * 1000000 // s.times_mul <= time < (LATEST + 1) * 1000000 // s.times_mul):
        return NEVER  # outside the calendar
    return time * s.times_mul


cdef inline int64_t floordiv(int64_t a, int64_t b) noexcept nogil:
    if b == 1:
        return a
    return a // b - (1 if (a % b != 0 and (a < 0) != (b < 0)) else 0)
