# Shapes: payloads of one length whose deciding bytes are equal are read at the same places, so that a block of them
# is decoded column by column. Shapes are learned anew for every segment of rows, from a sample; what has no shape,
# or a rare one, runs through the machine.

cdef enum:
    BLOCK = 1024
    SEGMENT = 65536
    SAMPLES = 192
    MOST_SHAPES = 24
    MOST_TRACES = 40

cdef struct Guard:
    int32_t off, size
    uint64_t mask, want

cdef struct Shape:
    int32_t n, port, guards, stores, message, dated, check, hits
    uint32_t warned
    int64_t dated_at
    Guard guard[MOST_GUARDS]
    int32_t store[MOST_STORES]
    int64_t where[MOST_STORES]
    int64_t length[MOST_STORES]

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

cdef struct Block:
    int64_t base             # the row with the relative number 0
    const uint8_t *ptr[BLOCK]
    int32_t len[BLOCK]
    int32_t ports[BLOCK]
    int64_t times[BLOCK]
    int32_t rest[BLOCK]
    int32_t group[BLOCK]
    const uint8_t *at[BLOCK] # where the payloads of the group are, one after the other
    int64_t raw[BLOCK]
    int32_t narrow[BLOCK]    # the same, of words of up to three bytes: these loops run on vectors
    uint8_t flags[BLOCK]
    uint8_t odd[BLOCK]
    uint8_t[128] bits          # BLOCK / 8
    bint timed

cdef uint8_t[272] NOWHERE


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


cdef inline uint64_t native_word(const uint8_t *p, int32_t size) noexcept nogil:
    cdef uint64_t w = 0
    cdef uint32_t four
    cdef uint16_t two
    if size == 8:
        memcpy(&w, p, 8)
        return w
    if size == 4:
        memcpy(&four, p, 4)
        return four
    if size == 2:
        memcpy(&two, p, 2)
        return two
    return p[0]


cdef bint fits(Shape *shape, const uint8_t *p, int64_t n, int64_t port) noexcept nogil:
    cdef int32_t number
    cdef Guard *guard
    if n != shape.n or port != shape.port:
        return False
    for number in range(shape.guards):
        guard = &shape.guard[number]
        if native_word(p + guard.off, guard.size) & guard.mask != guard.want:
            return False
    return True


cdef bint traced(Run *r, Shape *shape, const uint8_t *p, int64_t n, int64_t port) noexcept nogil:
    """The shape of a payload, if it has one."""
    cdef Trace trace
    cdef uint8_t[256] mask
    cdef uint64_t word
    cdef int32_t at, size, number
    cdef Guard *guard
    if n > 255 or n == 0:
        return False
    memset(mask, 0, 256)
    trace.stores, trace.broken, trace.dated, trace.check = 0, 0, -1, -1
    trace.store, trace.where, trace.length, trace.mask = shape.store, shape.where, shape.length, mask
    r.trace = &trace
    begin(r, n, port)
    number = execute(r, p, n)
    r.trace = NULL
    if number != 0 or trace.broken:
        return False
    shape.n, shape.port, shape.message = <int32_t>n, <int32_t>port, r.message
    shape.warned = r.warned | (1 if r.err_at < n else 0)
    shape.dated, shape.dated_at, shape.stores = trace.dated, trace.dated_at, trace.stores
    shape.check = trace.check
    shape.guards = 0
    at = 0
    while at < n:
        if mask[at] == 0:
            at += 1
            continue
        if shape.guards == MOST_GUARDS:
            return False
        size = 8 if n >= 8 else 4 if n >= 4 else 2 if n >= 2 else 1
        if at + size > n:
            at = <int32_t>n - size  # what overlaps is compared twice
        guard = &shape.guard[shape.guards]
        guard.off, guard.size = at, size
        guard.mask = native_word(mask + at, size)
        guard.want = native_word(p + at, size) & guard.mask
        shape.guards += 1
        memset(mask + at, 0, size)
        at += size
    return True


cdef int32_t learn(Run *r, Source *s, int64_t start, int64_t count, Shape *shapes) noexcept nogil:
    """The shapes that are common among some rows, the most common first; returns how many."""
    cdef int64_t step = count // SAMPLES
    cdef int64_t at, n, port, row
    cdef int32_t known = 0, traces = 0, found = 0, samples = 0, number, other, kept
    cdef const uint8_t *p
    cdef Shape swap
    if step < 1:
        return 0
    r.received = NEVER
    at = start
    while at < start + count:
        row = s.first + at
        port = port_at(s, at)
        if port >= 0 and (s.preset == NULL or s.preset[row] == 0) and locate(s, at, &p, &n) == HERE:
            samples += 1
            for number in range(known):
                if fits(&shapes[number], p, n, port):
                    shapes[number].hits += 1
                    found += 1
                    break
            else:
                if traces == MOST_TRACES or known == MOST_SHAPES or (traces > 12 and found < traces):
                    if traces > 12 and found < traces:
                        return 0
                else:
                    traces += 1
                    if traced(r, &shapes[known], p, n, port):
                        shapes[known].hits = 1
                        known += 1
        at += step
    for number in range(1, known):  # few: sorted as they are
        other = number
        while other > 0 and shapes[other].hits > shapes[other - 1].hits:
            swap = shapes[other]
            shapes[other] = shapes[other - 1]
            shapes[other - 1] = swap
            other -= 1
    kept = 0
    while kept < known and shapes[kept].hits * 40 >= samples:
        kept += 1
    return kept


cdef int32_t matching(Shape *shape, Block *b, int32_t rest, int32_t *left) noexcept nogil:
    """Split the rows that are left: those of the shape to ``group``, the others stay; without a branch a row."""
    cdef int32_t k, number, rel
    cdef int32_t taken = 0, kept = 0
    cdef bint same
    cdef const uint8_t *p
    cdef Guard *guard
    cdef uint64_t want = 0, mask = 0
    cdef int32_t off = 0, size = 0
    if shape.guards > 0:
        guard = &shape.guard[0]
        want, mask, off, size = guard.want, guard.mask, guard.off, guard.size
    for k in range(rest):
        rel = b.rest[k]
        same = (b.len[rel] == shape.n) & (b.ports[rel] == shape.port)
        p = b.ptr[rel] if same else NOWHERE
        if size == 8:
            same &= (native_word(p + off, 8) & mask) == want
        elif size != 0:
            same &= (native_word(p + off, size) & mask) == want
        if shape.guards > 1:
            for number in range(1, shape.guards):
                guard = &shape.guard[number]
                same &= (native_word(p + guard.off, guard.size) & guard.mask) == guard.want
        b.group[taken] = rel
        b.at[taken] = b.ptr[rel]
        taken += same
        b.rest[kept] = rel
        kept += not same
    left[0] = kept
    return taken


cdef int32_t checked(Run *r, Block *b, Shape *shape, int32_t m, int32_t *rest) noexcept nogil:
    """Keep the rows of a group whose checksum is right; the others go to the rest."""
    cdef Instr *x = &r.p.code[shape.check]
    cdef int64_t end = shape.n - x.need
    cdef int32_t k, kept = 0
    cdef const uint8_t *p
    for k in range(m):
        p = b.at[k]
        if <int64_t>word_at(p + end, x.load) == crc_of(r.p.ints + x.a, p, end):
            b.group[kept] = b.group[k]
            b.at[kept] = p
            kept += 1
        else:
            b.rest[rest[0]] = b.group[k]
            rest[0] += 1
    return kept


cdef void narrow_raws(Block *b, Instr *x, int64_t off, int32_t m) noexcept nogil:
    """The raw numbers of a field of up to three bytes in all rows of a group."""
    cdef int32_t k
    cdef int32_t size = x.load & 15
    cdef int32_t shl = x.shl - 32, shr = (x.shr & 63) - 32
    cdef int32_t *raw = b.narrow
    cdef const uint8_t *p
    if size == 1:
        for k in range(m):
            raw[k] = b.at[k][off]
    elif x.load == 2 + 16:
        for k in range(m):
            p = b.at[k] + off
            raw[k] = p[0] | <int32_t>p[1] << 8
    elif x.load == 2:
        for k in range(m):
            p = b.at[k] + off
            raw[k] = p[1] | <int32_t>p[0] << 8
    elif x.load == 3 + 16:
        for k in range(m):
            p = b.at[k] + off
            raw[k] = p[0] | <int32_t>p[1] << 8 | <int32_t>p[2] << 16
    else:
        for k in range(m):
            p = b.at[k] + off
            raw[k] = p[2] | <int32_t>p[1] << 8 | <int32_t>p[0] << 16
    if x.shr & 64:
        for k in range(m):
            raw[k] = <int32_t>(<uint32_t>raw[k] << shl) >> shr
    elif shl != shr or shl + 8 * size != 32:
        for k in range(m):
            raw[k] = <int32_t>((<uint32_t>raw[k] << shl) >> shr)


cdef void raws(Code *p, Block *b, Instr *x, int64_t off, int32_t m) noexcept nogil:
    """The raw numbers of a field in all rows of a group."""
    cdef int32_t k
    cdef uint32_t four
    if x.spans != 0:
        for k in range(m):
            b.raw[k] = raw_of(p, x, b.at[k] + off)
    elif x.load == 4 + 16:
        for k in range(m):
            memcpy(&four, b.at[k] + off, 4)
            b.raw[k] = shifted(four, x.shl, x.shr)
    else:
        for k in range(m):
            b.raw[k] = shifted(word_at(b.at[k] + off, x.load), x.shl, x.shr)


cdef bint surprising(Code *p, Xform *form, int64_t *raw, int32_t m) noexcept nogil:
    """Whether some number is a sentinel or implausible."""
    cdef int32_t k
    cdef int64_t odd = 0, low = form.low, high = form.high, number, at
    if low > NEVER or high < -NEVER:
        for k in range(m):
            odd |= (raw[k] < low) | (raw[k] > high)
    if form.nulls >= 0:
        for number in range(p.ints[form.nulls]):
            at = form.nulls + 1 + 3 * number
            low, high = p.ints[at], p.ints[at + 1]
            for k in range(m):
                odd |= (raw[k] >= low) & (raw[k] <= high)
    return odd != 0


cdef inline int32_t clamped(int64_t number) noexcept nogil:
    return <int32_t>(number if -0x40000000 < number < 0x40000000 else (0x40000000 if number > 0 else -0x40000000))


cdef bint narrow_surprising(Code *p, Xform *form, int32_t *raw, int32_t m) noexcept nogil:
    """The same of numbers of up to three bytes."""
    cdef int32_t k
    cdef int32_t odd = 0, low = clamped(form.low), high = clamped(form.high)
    cdef int64_t number, at
    if low > -0x40000000 or high < 0x40000000:
        for k in range(m):
            odd |= (raw[k] < low) | (raw[k] > high)
    if form.nulls >= 0:
        for number in range(p.ints[form.nulls]):
            at = form.nulls + 1 + 3 * number
            low, high = clamped(p.ints[at]), clamped(p.ints[at + 1])
            for k in range(m):
                odd |= (raw[k] >= low) & (raw[k] <= high)
    return odd != 0


cdef void column_block(Run *r, Block *b, Instr *x, int64_t off, int32_t m, bint dense) noexcept nogil:
    """One field of all rows of a group."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef Slot *slot = &r.p.slots[x.col]
    cdef Col *c = r.cols[x.col]
    cdef int32_t k
    cdef int64_t bytes, at
    cdef bint narrow = x.spans == 0 and (x.load & 15) <= 3 and form.mul < 128 and form.mul > -128 and -0x1000000 < form.add < 0x1000000
    cdef bint quick, odd = False
    quick = (
        (slot.type == T_FLOAT and (form.kind == K_INT or form.kind == K_DIV or form.kind == K_TABLE))
        or (slot.type == T_INT and form.kind == K_INT)
        or (slot.type == T_BOOL and form.kind == K_TEST and narrow)
        or (slot.type == T_ENUM and form.kind == K_CHOICE and narrow)
    )
    if c.values == NULL and not has_values(r, x.col):
        return
    if quick:
        if narrow:
            narrow_raws(b, x, off, m)
            odd = narrow_surprising(r.p, form, b.narrow, m)
            if odd:
                mark_odd(r.p, form, b, m, True)
            if form.kind == K_TABLE:
                for k in range(m):
                    b.raw[k] = b.narrow[k]
        else:
            raws(r.p, b, x, off, m)
            odd = surprising(r.p, form, b.raw, m)
            if odd:
                mark_odd(r.p, form, b, m, False)
        if form.kind == K_TABLE and not table_block(r, b, form, slot, <double *>c.values + b.base, m):
            quick = False
    if not quick:
        for k in range(m):
            field_into(r, x, b.at[k] + off, b.base + b.group[k])
        return
    bytes = (b.group[m - 1] >> 3) + 1
    if form.kind == K_TABLE:
        pass
    elif slot.type == T_FLOAT:
        if narrow:
            narrow_block(<double *>c.values + b.base, b, form, m, dense)
        else:
            float_block(<double *>c.values + b.base, b, form, m)
    elif slot.type == T_INT:
        if narrow:
            for k in range(m):
                (<int64_t *>c.values)[b.base + b.group[k]] = b.narrow[k] * <int32_t>form.mul + <int32_t>form.add
        else:
            for k in range(m):
                (<int64_t *>c.values)[b.base + b.group[k]] = b.raw[k] * form.mul + form.add
    elif slot.type == T_BOOL:
        bool_block(<uint8_t *>c.values + (b.base >> 3), b, form, m, bytes)
    else:
        for k in range(m):
            (<int32_t *>c.values)[b.base + b.group[k]] = <int32_t>r.p.ints[form.table + (b.narrow[k] & (form.size - 1))]
    for at in range(bytes):
        c.valid[(b.base >> 3) + at] |= b.bits[at]
    if c.status != NULL:
        for k in range(m):
            c.status[b.base + b.group[k]] = 0
    if odd:  # the few that are sentinels or implausible, once more and with care
        for k in range(m):
            if b.odd[k]:
                field_into(r, x, b.at[k] + off, b.base + b.group[k])


cdef void mark_odd(Code *p, Xform *form, Block *b, int32_t m, bint narrow) noexcept nogil:
    cdef int32_t k
    cdef int64_t raw
    for k in range(m):
        raw = b.narrow[k] if narrow else b.raw[k]
        b.odd[k] = raw < form.low or raw > form.high or null_of(p, form, raw) != 0


cdef void narrow_block(double *out, Block *b, Xform *form, int32_t m, bint dense) noexcept nogil:
    """Floats of small numbers: none of them leaves 32 bits on the way."""
    cdef int32_t k
    cdef int32_t mul = <int32_t>form.mul, add = <int32_t>form.add
    cdef double by = form.divisor
    cdef int32_t *raw = b.narrow
    if mul != 1 or add != 0:
        for k in range(m):
            raw[k] = raw[k] * mul + add
    if dense:
        out += b.group[0]
        if by == 1:
            for k in range(m):
                out[k] = raw[k]
        else:
            for k in range(m):
                out[k] = raw[k] / by
    elif by == 1:
        for k in range(m):
            out[b.group[k]] = raw[k]
    else:
        for k in range(m):
            out[b.group[k]] = raw[k] / by


cdef void float_block(double *out, Block *b, Xform *form, int32_t m) noexcept nogil:
    cdef int32_t k
    if form.kind == K_INT:
        for k in range(m):
            out[b.group[k]] = <double>(b.raw[k] * form.mul + form.add)
    else:
        for k in range(m):
            out[b.group[k]] = <double>(b.raw[k] * form.mul + form.add) / form.divisor


cdef bint table_block(Run *r, Block *b, Xform *form, Slot *slot, double *out, int32_t m) noexcept nogil:
    cdef int32_t k
    cdef int64_t odd = 0
    cdef double value
    for k in range(m):
        value = r.p.floats[form.table + (b.raw[k] & (form.size - 1))]
        odd |= not (slot.low <= value <= slot.high)  # nor is nothing within limits
        out[b.group[k]] = value
    return odd == 0


cdef void bool_block(uint8_t *out, Block *b, Xform *form, int32_t m, int64_t bytes) noexcept nogil:
    cdef int32_t k
    cdef int32_t op = <int32_t>form.mul, with_ = clamped(form.add)
    cdef int64_t at
    cdef int32_t *raw = b.narrow
    cdef uint64_t eight
    cdef uint8_t *flags = b.flags
    memset(flags, 0, 8 * bytes)
    if op == 0:
        for k in range(m):
            flags[b.group[k]] = raw[k] == with_
    elif op == 1:
        for k in range(m):
            flags[b.group[k]] = raw[k] != with_
    elif op == 2:
        for k in range(m):
            flags[b.group[k]] = raw[k] < with_
    elif op == 3:
        for k in range(m):
            flags[b.group[k]] = raw[k] <= with_
    elif op == 4:
        for k in range(m):
            flags[b.group[k]] = raw[k] > with_
    else:
        for k in range(m):
            flags[b.group[k]] = raw[k] >= with_
    for at in range(bytes):  # eight bytes of 0 or 1 into eight bits
        memcpy(&eight, flags + 8 * at, 8)
        out[at] = (out[at] & ~b.bits[at]) | <uint8_t>((eight * <uint64_t>0x0102040810204080) >> 56)


cdef void shape_block(Run *r, Block *b, Shape *shape, int32_t m) noexcept nogil:
    """All rows of a group."""
    cdef int32_t k, number, rel
    cdef Instr *x
    cdef bint dense = b.group[m - 1] - b.group[0] == m - 1
    cdef int64_t row, raw, i, time
    cdef double f
    cdef int32_t kind, status
    cdef Xform *form
    if m == BLOCK:
        memset(b.bits, 255, BLOCK // 8)
    else:
        memset(b.bits, 0, BLOCK // 8)
        for k in range(m):
            rel = b.group[k]
            b.bits[rel >> 3] |= <uint8_t>(1 << (rel & 7))
    for number in range(shape.stores):
        x = &r.p.code[shape.store[number]]
        if x.op == FIELD:
            column_block(r, b, x, shape.where[number], m, dense)
        else:
            for k in range(m):
                rel = b.group[k]
                put_text(r, x.col, b.base + rel, <int64_t>(b.ptr[rel] + shape.where[number]), x.x, shape.length[number])
    if shape.message != 0 and has_memory(r, <void **>r.messages, r.rows * 2):
        for k in range(m):
            r.messages[0][b.base + b.group[k]] = <int16_t>shape.message
    if shape.warned != 0 and has_memory(r, <void **>r.warnings, r.rows * 4):
        for k in range(m):
            r.warnings[0][b.base + b.group[k]] = shape.warned
    if shape.dated >= 0:
        x = &r.p.code[shape.dated]
        form = &r.p.xforms[x.x]
        for k in range(m):
            rel = b.group[k]
            raw = raw_of(r.p, x, b.ptr[rel] + shape.dated_at)
            status = null_of(r.p, form, raw)
            time = NEVER
            if status == 0:
                kind = meaning(r.p, form, raw, &i, &f, &status)
                time = microseconds(kind, i, f)
            date_row(r, b.base + rel, time if time != NEVER else (b.times[rel] if b.timed else NEVER))
    elif b.timed:
        for k in range(m):
            date_row(r, b.base + b.group[k], b.times[b.group[k]])


cdef int32_t gathered(Source *s, Block *b, int64_t at, int64_t stop) noexcept nogil:
    """Where the payloads of a block are, in the usual case: offsets, one port, nothing missing. 0 where they are not."""
    cdef int64_t odd = 0
    cdef int64_t row = s.first + at - b.base
    cdef int32_t k, m = <int32_t>(stop - at), rel = <int32_t>row, port = <int32_t>s.port
    cdef const int32_t *narrow = <const int32_t *>s.index + at
    cdef const int64_t *wide = <const int64_t *>s.index + at
    cdef const uint8_t *data = s.data
    if s.kind == 0:
        for k in range(m):
            odd |= (narrow[k] < s.low) | (narrow[k + 1] > s.high) | (narrow[k + 1] < narrow[k])
    else:
        for k in range(m):
            odd |= (wide[k] < s.low) | (wide[k + 1] > s.high) | (wide[k + 1] < wide[k])
    if odd != 0 or (s.kind == 1 and wide[m] - wide[0] > 0x7FFFFFFF):
        return 0
    if s.kind == 0:
        for k in range(m):
            b.ptr[rel + k] = data + narrow[k]
            b.len[rel + k] = narrow[k + 1] - narrow[k]
    else:
        for k in range(m):
            b.ptr[rel + k] = data + wide[k]
            b.len[rel + k] = <int32_t>(wide[k + 1] - wide[k])
    for k in range(m):
        b.ports[rel + k] = port
        b.rest[k] = rel + k
    return m


cdef bint uniform(Shape *shape, Block *b, int32_t m) noexcept nogil:
    """Whether all rows of a block have one shape, as is usual; they are the group then."""
    cdef int32_t k, number
    cdef int32_t first = b.rest[0]
    cdef int64_t odd = 0
    cdef Guard *guard
    cdef const uint8_t **ptr = b.ptr + first
    if b.ports[first] != shape.port:
        return False
    for k in range(m):
        odd |= b.len[first + k] ^ shape.n
    if odd != 0:
        return False
    for number in range(shape.guards):
        guard = &shape.guard[number]
        if guard.size == 8:
            for k in range(m):
                odd |= (native_word(ptr[k] + guard.off, 8) & guard.mask) ^ guard.want
        else:
            for k in range(m):
                odd |= (native_word(ptr[k] + guard.off, guard.size) & guard.mask) ^ guard.want
        if odd != 0:
            return False
    for k in range(m):
        b.group[k] = first + k
    memcpy(b.at, ptr, m * sizeof(void *))
    return True


cdef void in_order(Block *b, int32_t rest) noexcept nogil:
    """Rows put back by a checksum stand behind the others: all of them in their order again."""
    cdef int32_t k, kept = 0
    memset(b.flags, 0, BLOCK)
    for k in range(rest):
        b.flags[b.rest[k]] = 1
    for k in range(BLOCK):
        if b.flags[k]:
            b.rest[kept] = k
            kept += 1


cdef void decode_segment(Run *r, Source *s, int64_t start, int64_t count, bint shaped, Shape *shapes, Block *b) noexcept nogil:
    """Rows ``start`` to ``start + count`` of a source."""
    cdef int32_t known = learn(r, s, start, count, shapes) if shaped else 0
    cdef int64_t at = start
    cdef int64_t row, stop, port, n
    cdef int32_t rel, rest, m, number, found
    cdef const uint8_t *p
    cdef bint shuffled, usual_block
    cdef bint usual = 0 <= s.port <= 255
    b.timed = s.times != NULL or s.time != NEVER
    while at < start + count:
        row = s.first + at
        b.base = row & ~<int64_t>(BLOCK - 1)
        stop = min(start + count, b.base + BLOCK - s.first)
        rest = 0
        shuffled = False
        usual_block = False
        if s.kind <= 1 and s.validity == NULL and s.ports == NULL and s.preset == NULL and not b.timed and usual:
            rest = gathered(s, b, at, stop)
            if rest > 0:
                at = stop
                usual_block = True
        while at < stop:
            row = s.first + at
            rel = <int32_t>(row - b.base)
            port = port_at(s, at)
            if b.timed:
                b.times[rel] = time_at(s, at)
            found = NO_PAYLOAD
            if (s.preset == NULL or s.preset[row] == 0) and port >= 0:
                found = locate(s, at, &p, &n)
            if found == HERE:
                b.ptr[rel], b.len[rel], b.ports[rel] = p, <int32_t>n, <int32_t>port
                b.rest[rest] = rel
                rest += 1
            else:
                if s.preset == NULL or s.preset[row] == 0:
                    missing(r, row, INVALID_PAYLOAD if found == BROKEN else NOTHING_THERE)
                if b.timed:
                    date_row(r, row, b.times[rel])
            at += 1
        if usual_block and known > 0 and rest > 0 and shapes[0].check < 0 and uniform(&shapes[0], b, rest):
            shape_block(r, b, &shapes[0], rest)
            r.shaped += rest
            rest = 0
        for number in range(known):
            if rest == 0:
                break
            m = matching(&shapes[number], b, rest, &rest)
            if m > 0 and shapes[number].check >= 0:
                found = m
                m = checked(r, b, &shapes[number], m, &rest)
                shuffled |= m < found
            if m > 0:
                shape_block(r, b, &shapes[number], m)
                r.shaped += m
        if shuffled and rest > 1:
            in_order(b, rest)
        for number in range(rest):
            rel = b.rest[number]
            r.received = b.times[rel] if b.timed else NEVER
            decode_row(r, b.ptr[rel], b.len[rel], b.base + rel, b.ports[rel])
        if r.starved:
            return
