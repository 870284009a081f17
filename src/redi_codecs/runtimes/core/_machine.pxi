# The machine: one payload through a program. Nothing here needs the GIL, and nothing trusts a payload.

include "_structs.pxi"
include "_memory.pxi"
include "_values.pxi"

# ---- arithmetic

cdef inline double as_real(Reg *reg) noexcept nogil:
    return <double>reg.i if reg.kind == WHOLE else reg.f


cdef inline bint is_true(Reg *reg) noexcept nogil:
    return (reg.kind == WHOLE and reg.i != 0) or (reg.kind == REAL and reg.f != 0)


cdef inline bint equal(Reg *a, Reg *b) noexcept nogil:
    return a.i == b.i if a.kind == WHOLE and b.kind == WHOLE else as_real(a) == as_real(b)


cdef inline bint less(Reg *a, Reg *b) noexcept nogil:
    return a.i < b.i if a.kind == WHOLE and b.kind == WHOLE else as_real(a) < as_real(b)


cdef inline void whole(Reg *reg, int64_t value) noexcept nogil:
    reg.i, reg.kind, reg.source = value, WHOLE, -1


cdef inline void real(Reg *reg, double value) noexcept nogil:
    reg.f, reg.kind, reg.source = value, REAL, -1


cdef double divided(double a, double b, bint remainder) noexcept nogil:
    """The quotient rounded down, or what is left, as Python has them for floats."""
    cdef double left = fmod(a, b)
    cdef double quotient = (a - left) / b
    cdef double down
    if left == 0:
        left = copysign(0.0, b)
    elif (b < 0) != (left < 0):
        left += b
        quotient -= 1
    if remainder:
        return left
    if quotient == 0:
        return copysign(0.0, a / b)
    down = floor(quotient)
    return down + 1 if quotient - down > 0.5 else down


cdef void alu(Run *r, Instr *x) noexcept nogil:
    cdef Reg *a = &r.regs[x.a]
    cdef Reg *b = &r.regs[x.b]
    cdef Reg *c
    cdef Reg out
    cdef int64_t quotient
    cdef int32_t op = x.x
    out.kind, out.i, out.f, out.source, out.at = NOTHING, 0, 0, -1, 0
    if op == OR_ZERO:
        if is_true(a):
            out = a[0]
        else:
            whole(&out, 0)
    elif op == SELECT:
        c = &r.regs[x.off]
        if a.kind != NOTHING and (x.load == 0 or (b.kind != NOTHING and c.kind != NOTHING)):
            out = b[0] if is_true(a) else c[0]
    elif op == SAME:
        whole(&out, a.kind != NOTHING and b.kind != NOTHING and equal(a, b))
    elif op == DIFFERS:
        whole(&out, a.kind == NOTHING or b.kind == NOTHING or not equal(a, b))
    elif op == AND_THEN or op == OR_ELSE:
        if a.kind != NOTHING:
            out = a[0] if is_true(a) == (op == OR_ELSE) else b[0]
    elif a.kind == NOTHING or b.kind == NOTHING:
        pass
    elif op == EQ:
        whole(&out, equal(a, b))
    elif op == NE:
        whole(&out, not equal(a, b))
    elif op == LT:
        whole(&out, less(a, b))
    elif op == LE:
        whole(&out, less(a, b) or equal(a, b))
    elif op == GT:
        whole(&out, less(b, a))
    elif op == GE:
        whole(&out, less(b, a) or equal(a, b))
    elif op == MIN_:
        out = b[0] if less(b, a) else a[0]
    elif op == MAX_:
        out = b[0] if less(a, b) else a[0]
    elif op == AND_:
        whole(&out, is_true(a) and is_true(b))
    elif op == OR_:
        whole(&out, is_true(a) or is_true(b))
    elif op == NOT_:
        whole(&out, not is_true(a))
    elif op == BITS:
        if a.kind == WHOLE:
            whole(&out, a.i >> (x.off & 255) & ((<int64_t>1 << ((x.off >> 8) - (x.off & 255) + 1)) - 1))
    elif op == DIV:
        if as_real(b) != 0:
            real(&out, as_real(a) / as_real(b))
    elif a.kind == WHOLE and b.kind == WHOLE:
        if op == ADD:
            whole(&out, a.i + b.i)
        elif op == SUB:
            whole(&out, a.i - b.i)
        elif op == MUL:
            whole(&out, a.i * b.i)
        elif b.i != 0:
            quotient = a.i // b.i
            if (a.i % b.i != 0) and ((a.i < 0) != (b.i < 0)):
                quotient -= 1
            whole(&out, quotient if op == FLOORDIV else a.i - quotient * b.i)
    elif op == ADD:
        real(&out, as_real(a) + as_real(b))
    elif op == SUB:
        real(&out, as_real(a) - as_real(b))
    elif op == MUL:
        real(&out, as_real(a) * as_real(b))
    elif as_real(b) != 0:
        real(&out, divided(as_real(a), as_real(b), op == MOD))
    out.source = -1
    r.regs[x.reg] = out


cdef int64_t crc_of(const int64_t *t, const uint8_t *p, int64_t n) noexcept nogil:
    """A checksum by its table: bits, start, reflected, final, 256 entries."""
    cdef int64_t bits = t[0], at
    cdef uint32_t value = <uint32_t>t[1]
    cdef uint32_t mask = <uint32_t>((<uint64_t>1 << bits) - 1)
    if t[2]:
        for at in range(n):
            value = value >> 8 ^ <uint32_t>t[4 + ((value ^ p[at]) & 255)]
    else:
        for at in range(n):
            value = ((value << 8) ^ <uint32_t>t[4 + (((value >> (bits - 8)) ^ p[at]) & 255)]) & mask
    return <int64_t>(value ^ <uint32_t>t[3])

include "_trace.pxi"

# ---- the loop

cdef inline int32_t fail(Run *r, int32_t err, int64_t at) noexcept nogil:
    r.err, r.err_at = err, at
    return -1


cdef int32_t switched(Code *p, Instr *x, Reg *reg) noexcept nogil:
    """Where a switch goes."""
    cdef int64_t *t = p.ints + x.a
    cdef int64_t value, low, high, middle
    if reg.kind == WHOLE:
        value = reg.i
    elif reg.kind == REAL and reg.f == floor(reg.f) and fabs(reg.f) < 1e15:
        value = <int64_t>reg.f
    else:
        return <int32_t>(t[5] if t[0] == 0 else t[3])
    if t[0] == 0:
        value -= t[1]
        if value < 0:
            return <int32_t>t[3]
        return <int32_t>(t[6 + value] if value < t[2] else t[4])
    low, high = 0, t[1]
    while low < high:  # the first edge beyond the value
        middle = (low + high) >> 1
        if t[4 + middle] <= value:
            low = middle + 1
        else:
            high = middle
    return <int32_t>(t[2] if low == 0 else t[4 + t[1] + low - 1])


cdef int32_t execute(Run *r, const uint8_t *p, int64_t n) noexcept nogil:
    """One payload; 0 where it is good, else -1 with the error in ``r``. The cursor is left in ``r.err_at``."""
    cdef Code *code = r.p
    cdef Instr *x
    cdef Reg *regs = r.regs
    cdef Trace *trace = r.trace
    cdef int64_t o = 0
    cdef int64_t end, index, number, raw
    cdef int64_t *table
    cdef Reg kept
    cdef int32_t pc = 0
    cdef int32_t status
    cdef Reg *reg
    cdef Tab *tab
    while True:
        x = &code.code[pc]
        pc = x.next
        if x.op == FIELD:
            if o + x.need > regs[x.lim].i:
                return fail(r, x.err, o)
            if trace == NULL and x.off != 0 and (
                quick_reg(r, x, p + o) if x.off == QUICK_REG else quick_column(r, x, p + o)
            ):
                pass
            elif trace != NULL:
                trace_field(r, x, p, o)
            else:
                if x.reg >= 0:
                    field_reg(r, x, p + o)
                if x.col >= 0:
                    index = row_of(r, x.col, x.a)
                    if index < 0:
                        return fail(r, x.err, o)
                    field_into(r, x, p + o, index)
            o += x.adv
        elif x.op == SWITCH:
            if trace != NULL:
                pin_switch(r, x)
            table = code.ints + x.a
            number = regs[x.reg].i - table[1]
            if regs[x.reg].kind == WHOLE and table[0] == 0 and 0 <= number < table[2]:
                pc = <int32_t>table[6 + number]
            else:
                pc = switched(code, x, &regs[x.reg])
        elif x.op == UNTIL:
            if o >= regs[x.lim].i:
                pc = x.b
        elif x.op == UNBIT:
            if trace != NULL:
                if plain_read(r, &regs[x.a]):
                    reg = &regs[x.a]
                    pin_field(r, &code.code[reg.source], reg.at, reg.low + x.x, reg.low + x.x)
                else:
                    pin(r, x.a)
            if regs[x.a].kind != WHOLE or not regs[x.a].i >> x.x & 1:
                pc = x.b
        elif x.op == SKIP:
            if o + x.need > regs[x.lim].i:
                return fail(r, x.err, o)
            o += x.adv
        elif x.op == END:
            r.err_at = o
            if trace != NULL:
                trace_end(r)
            return 0
        elif x.op == UNLESS:
            if trace != NULL:
                pin(r, x.a)
            if not is_true(&regs[x.a]):
                pc = x.b
        elif x.op == ALU:
            if trace == NULL:
                alu(r, x)
            elif x.x == BITS and plain_read(r, &regs[x.a]):
                reg = &regs[x.a]
                kept = reg[0]
                alu(r, x)
                read_by(&regs[x.reg], kept.source, kept.at, kept.low + (x.off & 255), kept.low + (x.off >> 8))
            else:
                pin(r, x.a)
                pin(r, x.b)
                if x.x == SELECT:
                    pin(r, x.off)
                alu(r, x)
        elif x.op == KNOWN:
            if x.x == 0:
                whole(&regs[x.reg], regs[x.lim].i - o)
            elif x.x == 2:
                whole(&regs[x.reg], o)
            else:
                if trace != NULL:
                    trace.broken = 1
                regs[x.reg] = regs[R_TIME] if regs[R_TIME].kind != NOTHING else regs[R_RECEIVED]
        elif x.op == PEEK:
            reg = &regs[x.reg]
            reg.kind, reg.source = NOTHING, -1
            if n >= x.need:
                number = x.off if x.off >= 0 else n + x.off
                raw = raw_of(code, x, p + number)
                if code.xforms[x.x].bits == 64 and raw < 0 and not x.shr & 64:
                    raw = (<int64_t>1 << 62)  # beyond every number that a program may hold
                status = 0
                reg.kind = meaning(code, &code.xforms[x.x], raw, &reg.i, &reg.f, &status)
                if trace != NULL:
                    read_by(reg, <int32_t>(x - code.code), number, 0, 63)
        elif x.op == MOVE:
            if trace != NULL and x.a == R_RECEIVED:
                trace.broken = 1
            if regs[x.a].kind != NOTHING:
                regs[x.reg] = regs[x.a]
        elif x.op == CLEAR:
            regs[x.reg].kind, regs[x.reg].source = NOTHING, -1
        elif x.op == ENTER or x.op == ROOM:
            if trace != NULL:
                pin(r, x.a)
            number = regs[x.a].i if regs[x.a].kind == WHOLE else 0
            if x.op == ENTER:
                if number < 0 or number > regs[x.lim].i - o:
                    return fail(r, x.err, o)
                end = o + number
            else:
                end = regs[x.lim].i - number
                if x.err >= 0 and end < o:
                    return fail(r, x.err, o)
                if end > regs[x.lim].i:
                    return fail(r, x.err if x.err >= 0 else 0, o)
            whole(&regs[x.reg], end)
        elif x.op == LEAVE:
            if o < regs[x.a].i:
                r.warned |= <uint32_t>1 << x.b
                o = regs[x.a].i
        elif x.op == GOTO:
            if regs[x.a].i > o:  # a cursor never goes back
                o = regs[x.a].i
        elif x.op == TEXT:
            if trace != NULL:
                pin(r, x.a)
                trace_store(r, x, x.b, o, max(regs[x.a].i - o, 0))
            else:
                index = row_of(r, x.col, x.b)
                if index < 0:
                    return fail(r, 0, o)
                put_text(r, x.col, index, <int64_t>(p + o), x.x, max(regs[x.a].i - o, 0))
        elif x.op == STORE:
            reg = &regs[x.reg]
            if trace != NULL:
                pin(r, x.reg)
            if reg.kind == NOTHING:
                pc = x.b
            else:
                if trace != NULL:
                    trace_constant(r, x)
                else:
                    index = row_of(r, x.col, x.a)
                    if index < 0:
                        return fail(r, 0, o)
                    put(r, x.col, index, reg.kind, reg.i, reg.f)
                if x.x >= 0:
                    regs[x.x] = reg[0]
        elif x.op == NULL_:
            if trace != NULL:
                trace_store(r, x, x.a, o, 0)
            else:
                index = row_of(r, x.col, x.a)
                if index < 0:
                    return fail(r, 0, o)
                no_value(r, x.col, index, <uint8_t>x.b)
        elif x.op == TIMES:
            if trace != NULL:
                pin(r, x.a)
            reg = &regs[x.a]
            end = regs[x.lim].i
            if reg.kind == NOTHING or (as_real(reg) > <double>(end - o + 1)):
                return fail(r, x.err, o)
            whole(&regs[x.reg], reg.i if reg.kind == WHOLE else <int64_t>reg.f)
        elif x.op == TURN:
            if x.a >= 0 and regs[x.reg].i + 1 >= regs[x.a].i:
                pc = x.b
            else:
                regs[x.reg].i += 1
        elif x.op == ROW:
            if trace != NULL:
                trace_row(r, x)
                if trace.broken:
                    return fail(r, 0, o)
                continue
            tab = &r.tabs[x.a]
            if x.b < 0 or r.start[x.a] + regs[x.b].i >= tab.count:
                index = append(r, x.a)
                if index < 0:
                    return fail(r, 0, o)
                r.fresh[x.a] = 1
            else:
                index = r.start[x.a] + regs[x.b].i
                r.fresh[x.a] = 0
            r.at[x.a] = index
        elif x.op == DATE:
            if trace != NULL:
                trace_date(r, x)
            elif r.fresh[x.a]:
                tab = &r.tabs[x.a]
                number = microseconds(regs[x.b].kind, regs[x.b].i, regs[x.b].f)
                if number != NEVER:
                    tab.time[r.at[x.a]] = number
                    tab.dated[r.at[x.a] >> 3] |= <uint8_t>(1 << (r.at[x.a] & 7))
        elif x.op == COUNT:
            if trace != NULL and code.tables > MOST_TABLES:
                trace.broken = 1
            whole(&regs[x.reg], r.tabs[x.a].count if trace == NULL else trace.grown[x.a] if x.a < MOST_TABLES else 0)
        elif x.op == MERGE:
            if trace == NULL:
                merge(r, x)
            elif x.x >= MOST_TABLES or trace.grown[x.x] > regs[x.a].i:
                trace.broken = 1
        elif x.op == CLIP:
            if trace != NULL:
                pin(r, x.a)
            clip(regs, x, code.ints[x.b])
        elif x.op == LOST:
            if regs[x.a].i != 0 and o < regs[x.b].i:
                r.warned |= <uint32_t>1 << x.x
                o = regs[x.b].i
        elif x.op == CHECK:
            if trace != NULL:
                if regs[x.lim].i != n:
                    trace.broken = 1
                trace.check = <int32_t>(x - code.code)
            end = regs[x.lim].i - x.need
            if end < o:
                return fail(r, x.err, o)
            if <int64_t>word_at(p + end, x.load) != crc_of(code.ints + x.a, p, end):
                return fail(r, x.b, end)
            whole(&regs[x.reg], end)
        elif x.op == NAME:
            r.message = x.a
        elif x.op == WARN:
            r.warned |= <uint32_t>1 << x.a
            if x.b >= 0 and regs[x.b].i > o:
                o = regs[x.b].i
        elif x.op == BEGIN:
            if stopped(r, x.x, o):
                r.warned |= <uint32_t>1 << x.a
                o = max(o, regs[x.lim].i)
                pc = x.b
            else:
                whole(&regs[x.reg], o)
        else:
            if x.op == STOP and trace == NULL and r.stops < MOST_UNKNOWN:
                r.stop[r.stops], r.stop_at[r.stops] = x.x, regs[x.off].i
                r.stops += 1
                r.again = True
            if x.reg >= 0 and regs[x.reg].kind == WHOLE:
                return fail(r, x.err, regs[x.reg].i)
            return fail(r, x.err, 0 if x.a < 0 else o - x.a)


cdef inline bint stopped(Run *r, int32_t block, int64_t at) noexcept nogil:
    """Whether a block that begins here is known as not understood."""
    cdef int32_t number
    for number in range(r.stops):
        if r.stop[number] == block and r.stop_at[number] == at:
            return True
    return False


cdef void trace_field(Run *r, Instr *x, const uint8_t *p, int64_t o) noexcept nogil:
    cdef Reg *reg
    cdef int32_t instr = <int32_t>(x - r.p.code)
    if x.col >= 0:
        trace_store(r, x, x.a, o, 0)
    if x.reg >= 0:
        reg = &r.regs[x.reg]
        reg.source = -1
        if null_of(r.p, &r.p.xforms[x.x], raw_of(r.p, x, p + o)) != 0:
            pin_field(r, x, o, 0, 63)
        field_reg(r, x, p + o)
        if reg.kind == NOTHING:
            pin_field(r, x, o, 0, 63)
        else:
            read_by(reg, instr, o, 0, 63)


cdef void trace_end(Run *r) noexcept nogil:
    """The time of the payload: read from it in every payload of the shape, or not at all."""
    cdef Reg *time = &r.regs[R_TIME]
    r.trace.dated = -1
    if time.kind != NOTHING:
        if time.source >= 0 and time.low == 0 and time.high == 63:
            r.trace.dated, r.trace.dated_at = time.source, time.at
        else:
            r.trace.broken = 1


cdef void clip(Reg *regs, Instr *x, int64_t known) noexcept nogil:
    cdef int64_t mask = regs[x.a].i if regs[x.a].kind == WHOLE else 0
    cdef int64_t lost = mask & ~known
    cdef int64_t top
    if lost != 0:
        if x.x:
            mask &= (lost & -lost) - 1
        else:
            top = 1
            while top <= lost:
                top <<= 1
            mask &= ~(top - 1)
        whole(&regs[x.a], mask)
    whole(&regs[x.reg], lost)


cdef void merge(Run *r, Instr *x) noexcept nogil:
    """The last record becomes current."""
    cdef Tab *t = &r.tabs[x.x]
    cdef int64_t index = t.count - 1
    cdef int64_t row = r.at[0]
    cdef int64_t *pairs = r.p.ints + x.b
    cdef int64_t number, i
    cdef int32_t source, target
    cdef Col *c
    if t.count <= r.regs[x.a].i:
        return
    for number in range(pairs[0]):
        source, target = <int32_t>pairs[1 + 2 * number], <int32_t>pairs[2 + 2 * number]
        c = r.cols[source]
        if c.valid != NULL and c.valid[index >> 3] >> (index & 7) & 1:
            move_value(r, c, source, index, target, row)
        elif c.status != NULL and c.status[index] != 0:
            no_value(r, target, row, c.status[index])
    if t.dated[index >> 3] >> (index & 7) & 1:
        i = t.time[index]
        real(&r.regs[x.reg], <double>i / 1e6)
        if i % 1000000 == 0:
            whole(&r.regs[x.reg], i // 1000000)
    truncate(r, x.x, index)


cdef void move_value(Run *r, Col *c, int32_t source, int64_t index, int32_t target, int64_t row) noexcept nogil:
    cdef int64_t type = r.p.slots[source].type
    cdef int64_t *text
    if type == T_FLOAT:
        put(r, target, row, REAL, 0, (<double *>c.values)[index])
    elif type == T_INT:
        put(r, target, row, WHOLE, (<int64_t *>c.values)[index], 0)
    elif type == T_BOOL:
        put(r, target, row, WHOLE, (<uint8_t *>c.values)[index >> 3] >> (index & 7) & 1, 0)
    elif type == T_ENUM:
        put(r, target, row, WHOLE, (<int32_t *>c.values)[index], 0)
    elif type == T_TIME:
        put(r, target, row, REAL, 0, <double>(<int64_t *>c.values)[index] / 1e6)
    else:
        text = <int64_t *>c.values + 2 * index
        put_text(r, target, row, text[0], text[1] >> 40, text[1] & ((<int64_t>1 << 40) - 1))


cdef bint decode_row(Run *r, const uint8_t *p, int64_t n, int64_t row, int64_t port) noexcept nogil:
    """One row: its values, or its error and nothing else."""
    cdef Code *code = r.p
    cdef int32_t number, col
    cdef int64_t time
    cdef Col *c
    r.at[0] = row
    r.payload += 1
    for number in range(1, code.tables):
        r.start[number] = r.tabs[number].count
    r.stops = 0
    while True:
        r.again = False
        begin(r, n, port)
        if execute(r, p, n) == 0:
            break
        for col in range(code.first[1]):
            c = r.cols[col]
            if c.valid != NULL:
                c.valid[row >> 3] &= <uint8_t>~(1 << (row & 7))
            if c.status != NULL:
                c.status[row] = 0
        for number in range(1, code.tables):
            truncate(r, number, r.start[number])
        if not r.again:
            refuse(r, row, r.err, r.err_at)
            date_row(r, row, r.received)
            return False
    for number in range(1, code.tables):
        if r.tabs[number].record != NULL and r.tabs[number].count - r.start[number] > 1:
            settle(r, number)
    if r.err_at < n:
        r.warned |= 1
    if r.message != 0 and has_memory(r, <void **>r.messages, r.rows * 2):
        r.messages[0][row] = <int16_t>r.message
    if r.warned != 0 and has_memory(r, <void **>r.warnings, r.rows * 4):
        r.warnings[0][row] = r.warned
    time = microseconds(r.regs[R_TIME].kind, r.regs[R_TIME].i, r.regs[R_TIME].f)
    date_row(r, row, time if time != NEVER else r.received)
    return True


cdef inline void begin(Run *r, int64_t n, int64_t port) noexcept nogil:
    """Registers as they are before the first instruction."""
    cdef Code *code = r.p
    cdef int32_t number
    whole(&r.regs[R_LENGTH], n)
    whole(&r.regs[R_PORT], port)
    r.regs[R_RECEIVED].source = -1
    if r.received == NEVER:
        r.regs[R_RECEIVED].kind = NOTHING
    else:
        real(&r.regs[R_RECEIVED], <double>r.received / 1e6)
    r.regs[R_TIME].kind, r.regs[R_TIME].source = NOTHING, -1
    for number in range(code.cleared_count):
        r.regs[code.cleared[number]].kind = NOTHING
        r.regs[code.cleared[number]].source = -1
    r.message = 0
    r.warned = 0


cdef inline bint has_times(Run *r) noexcept nogil:
    if r.own.time != NULL:
        return True
    if claimed(<void **>&r.own.dated, ((r.rows + 63) >> 6) << 3) and claimed(<void **>&r.own.time, r.rows * 8):
        return True
    r.starved = True
    return False


cdef inline void date_row(Run *r, int64_t row, int64_t time) noexcept nogil:
    cdef Tab *t = r.own
    if time == NEVER or not has_times(r):
        return
    t.time[row] = time
    t.dated[row >> 3] |= <uint8_t>(1 << (row & 7))


cdef void missing(Run *r, int64_t row, uint8_t code) noexcept nogil:
    """There is nothing to decode in a row."""
    if has_memory(r, <void **>r.errors, r.rows):
        r.errors[0][row] = code


cdef void refuse(Run *r, int64_t row, int32_t err, int64_t at) noexcept nogil:
    """Remember why a row has no values; rows come in their order."""
    cdef Fault *more
    # After the first few, room for all: what is never written to takes no memory, and growing would take twice.
    cdef int64_t cap = 1024 if r.faults_cap == 0 else r.rows
    if r.faults_count == r.faults_cap:
        more = <Fault *>realloc(r.faults, cap * sizeof(Fault))
        if more == NULL:
            r.starved = True
            return
        r.faults, r.faults_cap = more, cap
    r.faults[r.faults_count].row = row
    r.faults[r.faults_count].err = err
    r.faults[r.faults_count].offset = <int32_t>at
    r.faults_count += 1
