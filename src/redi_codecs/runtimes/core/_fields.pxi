# One field of all rows of a group.

cdef inline int32_t clamped(int64_t number) noexcept nogil:
    return <int32_t>(max(min(number, 0x7FFFFFFF), -0x7FFFFFFF - 1))


cdef bint small(Code *p, Instr *x, Xform *form) noexcept nogil:
    """Whether the raw numbers of a field have at most 24 bits, or 32 and nothing to be scaled by, in a word of at most 32."""
    cdef int32_t span, bits = 0
    if x.load & 15 > 4:
        return False
    if x.spans == 0:
        bits = 64 - (x.shr & 63)
        return bits <= 24 or (
            bits <= 32 and x.shr & 64 and form.mul == 1 and form.add == 0 and (form.kind == K_INT or form.kind == K_DIV)
        )
    for span in range(x.spans):
        bits += <int32_t>p.ints[x.shl + 2 * span + 1]
    return bits <= 24


cdef void seen(Block *b, Place *g, int32_t load, int64_t off, uint32_t *raw, int32_t shl, int32_t shr) noexcept nogil:
    """A word of up to four bytes with its bits shifted up and down, which leave at most 32."""
    cdef int32_t size = load & 15, order = load >> 4, up = shl - 32, down = (shr & 63) - 32, swapped, place
    if b.length < 4 or order == 2:
        redi_words(raw, g.at, off, g.m, load)
        if shr & 64 or up != down or up + 8 * size != 32:
            redi_bits_of(raw, g.m, up, down, shr & 64)
        return
    swapped = order == 0 and size > 1
    if b.seen_at < 0 or off < b.seen_at or off + size > b.seen_at + 8 or (size > 1 and swapped != b.seen_swapped):
        b.seen_at = max(<int32_t>min(off, b.length - 8), 0)
        if size > 1:
            b.seen_swapped = swapped
        redi_windows(b.window, g.at, b.seen_at, g.m, b.length, b.seen_swapped)
    place = 8 * <int32_t>(off - b.seen_at)
    if b.seen_swapped:
        place = 64 - place - 8 * size
    redi_seen(raw, b.window, g.m, shl - place, down, shr & 64)


cdef void small_raws(Code *p, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """The raw numbers of a small field."""
    cdef int32_t span, bits, up = 32, whole = 64 - 8 * (x.load & 15)
    cdef uint32_t *raw = <uint32_t *>b.raw
    if x.spans == 0:
        seen(b, g, x.load, off, raw, x.shl, x.shr)
        return
    seen(b, g, x.load, off, b.spans, whole, whole)
    memset(raw, 0, g.m * 4)
    for span in range(x.spans):
        bits = <int32_t>p.ints[x.shl + 2 * span + 1]
        redi_join(raw, b.spans, g.m, <int32_t>p.ints[x.shl + 2 * span], bits)
        up -= bits
    if x.shr & 64:
        redi_bits_of(raw, g.m, up, up, 1)


cdef void wide_raws(Code *p, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """The raw numbers of any field."""
    cdef int32_t k
    if x.spans != 0:
        for k in range(g.m):
            b.wide[k] = raw_of(p, x, g.at[k] + off)
    elif x.load & 15 == 4 and not x.shr & 64 and x.shl == 32 and x.shr == 32:
        redi_words(b.spans, g.at, off, g.m, x.load)
        for k in range(g.m):
            b.wide[k] = b.spans[k]
    else:
        for k in range(g.m):
            b.wide[k] = shifted(word_at(g.at[k] + off, x.load), x.shl, x.shr)


cdef void judge(Code *p, Xform *form, Block *b, int32_t m, bint wide) noexcept nogil:
    """Which of the raw numbers are sentinels, and which of the others are beyond belief."""
    cdef int64_t number
    cdef const int64_t *limits
    b.has_odd = b.has_nulls = False
    if form.low > NEVER or form.high < -NEVER:
        memset(b.odd, 0, m)
        if wide:
            b.has_odd = redi_outside_wide(b.odd, b.wide, m, form.low, form.high) != 0
        else:
            b.has_odd = redi_outside(b.odd, b.raw, m, clamped(form.low), clamped(form.high)) != 0
    if form.nulls < 0:
        return
    memset(b.nulls, 0, m)
    for number in range(p.ints[form.nulls]):
        limits = p.ints + form.nulls + 1 + 3 * number
        if wide:
            b.has_nulls |= redi_within_wide(b.nulls, b.wide, m, limits[0], limits[1], <int32_t>limits[2]) != 0
        else:
            b.has_nulls |= redi_within(b.nulls, b.raw, m, clamped(limits[0]), clamped(limits[1]), <int32_t>limits[2]) != 0
    if b.has_odd and b.has_nulls:
        b.has_odd = redi_only(b.odd, b.nulls, m) != 0


cdef void field_block(Run *r, Block *b, Place *g, Instr *x, int64_t off) noexcept nogil:
    """One field of all rows of a group."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef Slot *slot = &r.p.slots[x.col]
    cdef Col *c = r.cols[x.col]
    cdef int32_t k
    cdef bint done = False
    if c.values == NULL and not has_values(r, x.col):
        return
    if small(r.p, x, form):
        small_raws(r.p, b, g, x, off)
        judge(r.p, form, b, g.m, False)
        if form.kind == K_INT or form.kind == K_DIV:
            done = small_numbers(c, slot, form, b, g)
        elif form.kind == K_TEST and slot.type == T_BOOL:
            redi_tests(b.tests, b.raw, g.m, <int32_t>form.mul, clamped(form.add))
            truths(c, b, g)
            done = True
        elif form.kind == K_TABLE and slot.type == T_FLOAT:
            done = tabled(r.p, c, slot, form, b, g)
        elif (form.kind == K_CHOICE or form.kind == K_SEARCH) and slot.type == T_ENUM:
            done = chosen(r.p, c, form, b, g)
    else:
        wide_raws(r.p, b, g, x, off)
        judge(r.p, form, b, g.m, True)
        if form.kind == K_INT or form.kind == K_DIV:
            done = wide_numbers(c, slot, form, b, g)
        elif form.kind == K_REAL and slot.type == T_FLOAT:
            done = floats(r.p, c, slot, form, b, g)
    if not done or (b.has_nulls and c.status == NULL and not has_status(r, x.col)):
        for k in range(g.m):
            field_into(r, x, g.at[k] + off, g.base + g.to[k])
        return
    if b.has_nulls:
        redi_known(b.flags, 8 * g.bytes, c.status + g.base, b.nulls, g.to, g.m)
        redi_pack(b.values, b.flags, g.bytes)
        redi_add_bits(c.valid + (g.base >> 3), b.values, g.bytes)
    else:
        redi_add_bits(c.valid + (g.base >> 3), g.bits, g.bytes)
    if b.has_odd:  # the few that are beyond belief, once more and with care
        k = redi_next(b.odd, 0, g.m)
        while k < g.m:
            field_into(r, x, g.at[k] + off, g.base + g.to[k])
            k = redi_next(b.odd, k + 1, g.m)


cdef inline void eights(void *values, Block *b, Place *g) noexcept nogil:
    """Cells of eight bytes to their rows."""
    redi_scatter(<int64_t *>values + g.base, b.cells, g.to, g.m)


cdef bint small_numbers(Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    cdef void *out = <int64_t *>c.values + g.base + g.to[0] if g.dense else b.cells
    cdef int32_t k
    if slot.type == T_TIME and form.kind == K_INT and 0 <= form.add < EARLY_ENOUGH and 0 <= form.mul <= 3600:
        for k in range(g.m):
            b.cells[k] = (b.raw[k] * form.mul + form.add) * 1000000
            if b.raw[k] < 0:
                return False
        eights(c.values, b, g)
        return True
    if not (-128 < form.mul < 128 and -0x1000000 < form.add < 0x1000000):
        for k in range(g.m):
            b.wide[k] = b.raw[k]
        return wide_numbers(c, slot, form, b, g)
    if slot.type == T_FLOAT:
        redi_reals(<double *>out, b.raw, g.m, <int32_t>form.mul, <int32_t>form.add, form.divisor if form.kind == K_DIV else 1)
    elif slot.type == T_INT and form.kind == K_INT:
        redi_wholes(<int64_t *>out, b.raw, g.m, <int32_t>form.mul, <int32_t>form.add)
    else:
        return False
    if not g.dense:
        eights(c.values, b, g)
    return True


cdef bint wide_numbers(Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    cdef int32_t k
    cdef double *out = <double *>b.cells
    cdef int64_t most = 0
    if slot.type == T_FLOAT:
        if form.kind == K_INT:
            for k in range(g.m):
                out[k] = <double>(b.wide[k] * form.mul + form.add)
        else:
            for k in range(g.m):
                out[k] = <double>(b.wide[k] * form.mul + form.add) / form.divisor
    elif slot.type == T_INT and form.kind == K_INT:
        for k in range(g.m):
            b.cells[k] = b.wide[k] * form.mul + form.add
    elif slot.type == T_TIME and form.kind == K_INT and form.size == 0:
        for k in range(g.m):
            b.cells[k] = b.wide[k] * form.mul + form.add
            most |= b.cells[k]
        if not 0 <= most < EARLY_ENOUGH:
            return False
        for k in range(g.m):
            b.cells[k] *= 1000000
    else:
        return False
    eights(c.values, b, g)
    return True


cdef void truths(Col *c, Block *b, Place *g) noexcept nogil:
    redi_flags_of(b.flags, b.tests, g.to, g.m)
    redi_pack(b.values, b.flags, g.bytes)
    redi_put_bits(<uint8_t *>c.values + (g.base >> 3), b.values, g.bits, g.bytes)


cdef bint tabled(Code *p, Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    """Values of a table: nothing there, or beyond limits, is odd as well."""
    cdef int32_t k
    cdef double value
    cdef double *out = <double *>b.cells
    cdef uint8_t any = 0
    if not b.has_odd:
        memset(b.odd, 0, g.m)
    for k in range(g.m):
        value = p.floats[form.table + (b.raw[k] & (form.size - 1))]
        b.odd[k] |= not (slot.low <= value <= slot.high)
        any |= b.odd[k]
        out[k] = value
    b.has_odd = any != 0
    eights(c.values, b, g)
    return True


cdef bint chosen(Code *p, Col *c, Xform *form, Block *b, Place *g) noexcept nogil:
    """Named states, by their numbers."""
    cdef int32_t k
    cdef int32_t *out = <int32_t *>c.values + g.base
    cdef int32_t[64] known, state
    cdef int32_t raw
    if form.kind == K_CHOICE:
        for k in range(g.m):
            out[g.to[k]] = <int32_t>p.ints[form.table + (b.raw[k] & (form.size - 1))]
        return True
    for k in range(64):
        known[k] = k + 1  # which has another place
    for k in range(g.m):
        raw = b.raw[k]
        if known[raw & 63] != raw:
            known[raw & 63], state[raw & 63] = raw, searched(p, form, raw)
        out[g.to[k]] = state[raw & 63]
    return True


cdef inline int32_t searched(Code *p, Xform *form, int64_t raw) noexcept nogil:
    cdef int64_t i
    cdef double f
    cdef int32_t status = 0
    meaning(p, form, raw, &i, &f, &status)
    return <int32_t>i


cdef bint floats(Code *p, Col *c, Slot *slot, Xform *form, Block *b, Place *g) noexcept nogil:
    """IEEE 754: what is not finite, or beyond limits, is odd as well."""
    cdef int32_t k, status
    cdef int64_t i
    cdef double value
    cdef double *out = <double *>b.cells
    cdef uint8_t any = 0
    if not b.has_odd:
        memset(b.odd, 0, g.m)
    for k in range(g.m):
        status = 0
        meaning(p, form, b.wide[k], &i, &value, &status)
        b.odd[k] |= status != 0 or not (slot.low <= value <= slot.high)
        any |= b.odd[k]
        out[k] = value
    b.has_odd = any != 0
    eights(c.values, b, g)
    return True


cdef void text_block(Run *r, Place *g, Instr *x, int64_t off, int64_t length) noexcept nogil:
    cdef Col *c = r.cols[x.col]
    cdef int64_t *cells
    cdef int32_t k
    if c.values == NULL and not has_values(r, x.col):
        return
    cells = <int64_t *>c.values + 2 * g.base
    for k in range(g.m):
        cells[2 * g.to[k]] = <int64_t>(g.at[k] + off)
        cells[2 * g.to[k] + 1] = <int64_t>x.x << 40 | length
    redi_add_bits(c.valid + (g.base >> 3), g.bits, g.bytes)


cdef void null_block(Run *r, Place *g, Instr *x) noexcept nogil:
    cdef Col *c = r.cols[x.col]
    cdef int32_t k
    if x.b == 0 or (c.status == NULL and not has_status(r, x.col)):
        return
    for k in range(g.m):
        c.status[g.base + g.to[k]] = <uint8_t>x.b


cdef void again(Run *r, Place *g, Instr *x, Store *store) noexcept nogil:
    """Where something was written before, row by row."""
    cdef int32_t k
    for k in range(g.m):
        if x.op == FIELD:
            field_into(r, x, g.at[k] + store.at, g.base + g.to[k])
        elif x.op == TEXT:
            put_text(r, x.col, g.base + g.to[k], <int64_t>(g.at[k] + store.at), x.x, store.length)
        elif x.op == STORE:
            put(r, x.col, g.base + g.to[k], store.kind, store.i, store.f)
        else:
            no_value(r, x.col, g.base + g.to[k], <uint8_t>x.b)


cdef void dates(Run *r, Block *b, Place *g, Instr *x, int64_t off, int64_t *time, uint8_t *dated, int64_t *otherwise) noexcept nogil:
    """Times that the payloads say; where one says none, another's of its row, if there is one."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int32_t k, kind, status
    cdef int64_t raw, i, when
    cdef double f
    if form.kind == K_INT and form.nulls < 0 and form.size == 0 and x.load & 15 == 4 and not x.shr & 64 and (
        form.mul == 1 and 0 <= form.add < EARLY_ENOUGH
    ):
        wide_raws(r.p, b, g, x, off)
        for k in range(g.m):
            time[g.base + g.to[k]] = (b.wide[k] + form.add) * 1000000
        redi_add_bits(dated + (g.base >> 3), g.bits, g.bytes)
        return
    for k in range(g.m):
        raw = raw_of(r.p, x, g.at[k] + off)
        status = null_of(r.p, form, raw)
        when = NEVER
        if status == 0:
            kind = meaning(r.p, form, raw, &i, &f, &status)
            when = microseconds(kind, i, f)
        if when == NEVER and otherwise != NULL:
            when = otherwise[g.to[k]]
        if when != NEVER:
            time[g.base + g.to[k]] = when
            dated[(g.base + g.to[k]) >> 3] |= <uint8_t>(1 << (g.to[k] & 7))

