# From bits to values, and values into their places.

cdef inline bint in_time(int64_t seconds) noexcept nogil:
    return EARLIEST <= seconds <= LATEST


cdef int64_t microseconds(int32_t kind, int64_t i, double f) noexcept nogil:
    """Seconds since 1970 as microseconds, rounded as Python does; NEVER outside the calendar."""
    cdef double whole, part
    if kind == WHOLE:
        return i * 1000000 if in_time(i) else NEVER
    if kind == NOTHING or not isfinite(f) or fabs(f) > 1e12:
        return NEVER
    part = rint(modf(f, &whole) * 1e6)
    if not in_time(<int64_t>floor(f)):
        return NEVER
    return <int64_t>whole * 1000000 + <int64_t>part


cdef inline void touch(Run *r, int32_t col, int64_t index) noexcept nogil:
    if r.touched != NULL:
        if 0 <= r.touched_count < 256:
            r.touched[r.touched_count] = col
            r.rows_touched[r.touched_count] = index
            r.touched_count += 1
        else:
            r.touched_count = -1  # more than it is made for


cdef void put(Run *r, int32_t col, int64_t index, int32_t kind, int64_t i, double f) noexcept nogil:
    """A value into its place."""
    cdef Col *c = r.cols[col]
    cdef Slot *slot = &r.p.slots[col]
    cdef uint8_t bit = <uint8_t>(1 << (index & 7))
    cdef uint8_t state = 0
    touch(r, col, index)
    if c.values == NULL and not has_values(r, col):
        return
    if slot.type == T_FLOAT:
        if kind == WHOLE:
            f = <double>i
        (<double *>c.values)[index] = f
        if f < slot.low or f > slot.high:
            state = IMPLAUSIBLE
    elif slot.type == T_INT:
        if kind == REAL:
            i = <int64_t>f
        (<int64_t *>c.values)[index] = i
        if <double>i < slot.low or <double>i > slot.high:
            state = IMPLAUSIBLE
    elif slot.type == T_BOOL:
        if (i if kind == WHOLE else <int64_t>(f != 0)) != 0:
            (<uint8_t *>c.values)[index >> 3] |= bit
        else:
            (<uint8_t *>c.values)[index >> 3] &= <uint8_t>~bit
    elif slot.type == T_ENUM:
        (<int32_t *>c.values)[index] = <int32_t>i
    elif slot.type == T_TIME:
        i = microseconds(kind, i, f)
        if i == NEVER:
            no_value(r, col, index, UNKNOWN)
            return
        (<int64_t *>c.values)[index] = i
    c.valid[index >> 3] |= bit
    if state != 0 and c.status == NULL and not has_status(r, col):
        return
    if c.status != NULL:
        c.status[index] = state


cdef void put_text(Run *r, int32_t col, int64_t index, int64_t what, int64_t form, int64_t length) noexcept nogil:
    """Text: the address of its bytes, or the number that it is made of."""
    cdef Col *c = r.cols[col]
    touch(r, col, index)
    if c.values == NULL and not has_values(r, col):
        return
    (<int64_t *>c.values)[2 * index] = what
    (<int64_t *>c.values)[2 * index + 1] = form << 40 | length
    c.valid[index >> 3] |= <uint8_t>(1 << (index & 7))
    if c.status != NULL:
        c.status[index] = 0


cdef void no_value(Run *r, int32_t col, int64_t index, uint8_t status) noexcept nogil:
    cdef Col *c = r.cols[col]
    touch(r, col, index)
    if c.valid != NULL:
        c.valid[index >> 3] &= <uint8_t>~(1 << (index & 7))
    if status != 0 and c.status == NULL and not has_status(r, col):
        return
    if c.status != NULL:
        c.status[index] = status


cdef inline uint64_t word_at(const uint8_t *p, int32_t load) noexcept nogil:
    """The unsigned number in the bytes at ``p``."""
    cdef uint64_t w
    cdef uint32_t four
    cdef int32_t size = load & 15
    cdef int32_t order = load >> 4
    if size == 1:
        return p[0]
    if size == 2:
        return (<uint64_t>p[1] << 8 | p[0]) if order == 1 else (<uint64_t>p[0] << 8 | p[1])
    if size == 4:
        if order == 1:
            memcpy(&four, p, 4)
            return four
        if order == 2:
            return (<uint64_t>p[2] << 24) | (<uint64_t>p[3] << 16) | (<uint64_t>p[0] << 8) | p[1]
        memcpy(&four, p, 4)
        return redi_swap64(four) >> 32
    w = 0
    memcpy(&w, p, size)
    return w if order == 1 else redi_swap64(w) >> (64 - 8 * size)


cdef inline int64_t shifted(uint64_t w, int32_t shl, int32_t shr) noexcept nogil:
    w <<= shl
    if shr & 64:
        return (<int64_t>w) >> (shr & 63)
    return <int64_t>(w >> shr)


cdef int64_t raw_of(Code *p, Instr *x, const uint8_t *at) noexcept nogil:
    """The raw number of a field."""
    cdef uint64_t w = word_at(at, x.load)
    cdef uint64_t joined = 0
    cdef int64_t shift, bits
    cdef int32_t span
    if x.spans == 0:
        return shifted(w, x.shl, x.shr)
    for span in range(x.spans):
        shift, bits = p.ints[x.shl + 2 * span], p.ints[x.shl + 2 * span + 1]
        joined = joined << bits | (w >> shift & ((<uint64_t>1 << bits) - 1))
    return shifted(joined, x.shr & 63, x.shr)


cdef int32_t null_of(Code *p, Xform *x, int64_t raw) noexcept nogil:
    """The status of a sentinel, 0 where the number is none."""
    cdef int64_t at = x.nulls
    cdef int64_t number
    if at < 0:
        return 0
    for number in range(p.ints[at]):
        if p.ints[at + 1 + 3 * number] <= raw <= p.ints[at + 2 + 3 * number]:
            return <int32_t>p.ints[at + 3 + 3 * number]
    return 0


cdef bint date_of(const int64_t *t, const double *floats, uint64_t raw, int64_t *seconds) noexcept nogil:
    """The seconds since 1970 of a date, as dates.py describes it; False where the calendar has no such date."""
    cdef int64_t[8] part  # century, year, month, day, hour, minute, second, offset
    cdef int64_t number, year, month, days, spans
    cdef int32_t k, span, bits
    cdef double listed
    for k in range(8):
        part[k], spans = t[0], t[1]
        if spans > 0:
            number, bits = 0, 0
            for span in range(<int32_t>spans):
                number = number << t[8 + 2 * span] | <int64_t>(raw >> t[7 + 2 * span] & ((<uint64_t>1 << t[8 + 2 * span]) - 1))
                bits += <int32_t>t[8 + 2 * span]
            if t[2] and number >> (bits - 1):
                number -= <int64_t>1 << bits
            if t[5] >= 0:
                listed = floats[t[5] + (number & (t[6] - 1))]
                if not fabs(listed) < 1e9 or listed != floor(listed):
                    return False
                part[k] = <int64_t>listed
            else:
                part[k] = number * t[3] + t[4]
        if not -1000000000 < part[k] < 1000000000:
            return False
        t += 7 + 2 * spans
    year, month = 100 * part[0] + part[1], part[2]
    if not (1 <= year <= 9999 and 1 <= month <= 12 and 0 <= part[4] < 24 and 0 <= part[5] < 60 and 0 <= part[6] < 60):
        return False
    days = 30 + ((month + (month >> 3)) & 1)
    if month == 2:
        days = 29 if year % 4 == 0 and (year % 100 != 0 or year % 400 == 0) else 28
    if not (1 <= part[3] <= days and -86400 < part[7] < 86400):
        return False
    # Days since 1 March of the year 0: the leap day comes last.
    if month <= 2:
        year, month = year - 1, month + 12
    days = 365 * year + year // 4 - year // 100 + year // 400 + (153 * month - 457) // 5 + part[3] - 719469
    seconds[0] = 86400 * days + 3600 * part[4] + 60 * part[5] + part[6] - part[7]
    return in_time(seconds[0])


cdef bint small_float(Xform *x, int64_t raw, double *f) noexcept nogil:
    """A float with few bits of mantissa and exponent; False where it is no number."""
    cdef int32_t mantissa = <int32_t>(x.size & 255)
    cdef int32_t exponent = <int32_t>(x.size >> 8 & 255)
    cdef int64_t top = (<int64_t>1 << exponent) - 1
    cdef int64_t digits = raw & ((<int64_t>1 << mantissa) - 1)
    cdef int64_t power = raw >> mantissa & top
    if x.size >> 17 & 1:
        if power == top:
            return False
        if power:
            digits |= <int64_t>1 << mantissa
        power = max(power, 1) + 1 - (<int64_t>1 << (exponent - 1)) - mantissa
    else:
        power -= mantissa + top
    f[0] = ldexp(<double>digits, <int>power)
    if x.size >> 16 & 1 and raw >> (mantissa + exponent) & 1 and digits:
        f[0] = -f[0]
    f[0] = f[0] * <double>x.mul
    if x.den != 1:
        f[0] = f[0] / x.divisor
    return True


cdef int32_t meaning(Code *p, Xform *x, int64_t raw, int64_t *i, double *f, int32_t *status) noexcept nogil:
    """What a raw number means: kind of the value, or NOTHING and why."""
    cdef int64_t at, low, high, middle
    cdef double wide
    cdef float narrow
    cdef uint32_t four
    i[0] = 0
    f[0] = 0
    if x.kind == K_INT:
        if x.size == 2 and raw < 0:  # 64 bits without sign, all of which a float holds
            f[0] = <double><uint64_t>raw
            return REAL
        if x.size and raw < 0:  # 64 bits without sign, of which this column has 63
            status[0] = UNKNOWN
            return NOTHING
        i[0] = raw * x.mul + x.add
        return WHOLE
    if x.kind == K_DIV:
        f[0] = <double>(raw * x.mul + x.add) / x.divisor
        return REAL
    if x.kind == K_TEST:
        if x.mul == 0:
            i[0] = raw == x.add
        elif x.mul == 1:
            i[0] = raw != x.add
        elif x.mul == 2:
            i[0] = raw < x.add
        elif x.mul == 3:
            i[0] = raw <= x.add
        elif x.mul == 4:
            i[0] = raw > x.add
        else:
            i[0] = raw >= x.add
        return WHOLE
    if x.kind == K_TABLE:
        f[0] = p.floats[x.table + (raw & (x.size - 1))]
        if isnan(f[0]):
            status[0] = UNKNOWN
            return NOTHING
        return REAL
    if x.kind == K_CHOICE:
        i[0] = p.ints[x.table + (raw & (x.size - 1))]
        return WHOLE
    if x.kind == K_SEARCH:
        low, high = 0, x.size
        while low < high:
            middle = (low + high) >> 1
            if p.ints[x.table + middle] < raw:
                low = middle + 1
            else:
                high = middle
        i[0] = p.ints[x.table + x.size + low] if low < x.size and p.ints[x.table + low] == raw else -1 - raw
        return WHOLE
    if x.kind == K_MIXED:
        high, low = raw >> x.mul, raw & ((<int64_t>1 << x.mul) - 1)
        if x.add & 1 and high >> (x.den - 1) & 1:
            high -= <int64_t>1 << x.den
        if x.add & 2 and low >> (x.mul - 1) & 1:
            low -= <int64_t>1 << x.mul
        f[0] = <double>(high * 100 + low if x.add & 4 else low * 100 + high) / 100
        return REAL
    if x.kind == K_GPS:
        at = 0
        while at < x.size and p.ints[x.table + at] <= raw:
            at += 1
        i[0] = raw + 315964800 - at
        return WHOLE
    if x.kind == K_CALENDAR:
        if not date_of(p.ints + x.table, p.floats, <uint64_t>raw, i):
            status[0] = UNKNOWN
            return NOTHING
        return WHOLE
    if x.kind == K_SMALL:
        if not small_float(x, raw, f):
            status[0] = UNKNOWN
            return NOTHING
        return REAL
    if x.kind == K_REAL:
        if x.bits == 32:
            four = <uint32_t>raw
            memcpy(&narrow, &four, 4)
            wide = narrow
        else:
            memcpy(&wide, &raw, 8)
        if not isfinite(wide):
            status[0] = FAULT
            return NOTHING
        if x.mul != 1:
            wide = wide * <double>x.mul
        if x.add != 0:
            wide = wide + <double>x.add
        f[0] = wide if x.den == 1 else wide / x.divisor
        return REAL
    i[0] = raw  # dotted numbers become text later
    return WHOLE


cdef void field_into(Run *r, Instr *x, const uint8_t *at, int64_t index) noexcept nogil:
    """A field's bits into its column."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int64_t raw = raw_of(r.p, x, at)
    cdef int32_t status = null_of(r.p, form, raw)
    cdef int64_t i
    cdef double f
    cdef int32_t kind
    if status != 0:
        no_value(r, x.col, index, <uint8_t>status)
        return
    if form.kind == K_DOTTED:
        put_text(r, x.col, index, raw, form.table, 0)
        return
    kind = meaning(r.p, form, raw, &i, &f, &status)
    if kind == NOTHING:
        no_value(r, x.col, index, <uint8_t>status)
    else:
        put(r, x.col, index, kind, i, f)


cdef void field_reg(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    """A field's bits into its register, which keeps what it has where they say nothing."""
    cdef Xform *form = &r.p.xforms[x.x]
    cdef Reg *reg = &r.regs[x.reg]
    cdef int64_t raw = raw_of(r.p, x, at)
    cdef int32_t status = null_of(r.p, form, raw)
    cdef int64_t i
    cdef double f
    cdef int32_t kind = NOTHING
    if status == 0:
        kind = meaning(r.p, form, raw, &i, &f, &status)
    if kind != NOTHING:
        reg.i, reg.f, reg.kind = i, f, kind
    elif x.b == 1:
        reg.kind = NOTHING

# Most fields are a plain number for a column of floats, or for a register that decides: the machine marks them in
# ``off``, which no FIELD uses, when it loads a program.
cdef enum:
    QUICK_REG = 1
    QUICK_COLUMN = 2


cdef inline bint quick_reg(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    cdef Reg *reg = &r.regs[x.reg]
    cdef Xform *form = &r.p.xforms[x.x]
    reg.i = shifted(word_at(at, x.load), x.shl, x.shr) * form.mul + form.add
    reg.kind = WHOLE
    return True


cdef inline bint quick_column(Run *r, Instr *x, const uint8_t *at) noexcept nogil:
    """A float or whole number into a column without channel; False where there is more to it."""
    cdef Col *c = r.cols[x.col]
    cdef Xform *form = &r.p.xforms[x.x]
    cdef int64_t raw = shifted(word_at(at, x.load), x.shl, x.shr)
    cdef int64_t row = r.at[r.p.slots[x.col].table]
    if c.values == NULL or r.touched != NULL or raw < form.low or raw > form.high:
        return False
    if form.nulls >= 0 and null_of(r.p, form, raw) != 0:
        return False
    raw = raw * form.mul + form.add
    if r.p.slots[x.col].type == T_INT:
        (<int64_t *>c.values)[row] = raw
    else:
        (<double *>c.values)[row] = <double>raw if form.kind == K_INT else <double>raw / form.divisor
    c.valid[row >> 3] |= <uint8_t>(1 << (row & 7))
    if c.status != NULL:
        c.status[row] = 0
    return True

