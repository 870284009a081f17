/* The batch loop around a format's `decode`, and the memory of its `tables`; to be included at the end of a format. */

static size_t wide(enum kind kind)
{
    return kind == CODE ? 4 : kind == TEXT ? sizeof(struct text) : 8;
}

static size_t words(int64_t rows) { return (size_t)(rows + 63) / 64 * 8; }

const struct layout *layouts(int32_t *count)
{
    *count = COUNT(tables);
    return tables;
}

void close_batch(struct batch *b)
{
    for (int i = 0; i < COUNT(tables); i++) {
        for (int c = 0; c < tables[i].column_count; c++) {
            free(b->table[i].column[c].at);
            free(b->table[i].column[c].valid);
            free(b->table[i].column[c].status);
        }
        free(b->table[i].row);
        free(b->table[i].channel);
    }
    free(b->error);
    free(b->warning);
    free(b->arena);
    free(b);
}

/* Room for payloads of so many bytes together; memory that nothing is written to is not touched. NULL without memory. */
struct batch *open_batch(int64_t rows, int64_t bytes)
{
    struct batch *b = calloc(1, sizeof *b);
    if (!b)
        return NULL;
    b->rows = rows;
    int lacking = !(b->error = calloc(1, (size_t)rows + 1)) || !(b->warning = calloc(1, (size_t)rows + 1)) ||
                  !(b->arena = malloc((size_t)(8 * bytes) + 1));
    for (int i = 0; i < COUNT(tables); i++) {
        struct table *t = &b->table[i];
        t->room = i ? bytes / tables[i].row_bytes + 1 : rows;
        size_t room = (size_t)t->room;
        if (i)
            lacking |= !(t->row = malloc(8 * room)) | !(t->channel = malloc(4 * room));
        for (int c = 0; c < tables[i].column_count; c++) {
            const struct column *column = &tables[i].columns[c];
            t->column[c].at = column->kind == FLAG ? calloc(1, words(t->room) + 8) : malloc(wide(column->kind) * room + 8);
            t->column[c].valid = calloc(1, words(t->room) + 8);
            t->column[c].status = column->status ? calloc(1, room + 1) : NULL;
            lacking |= !t->column[c].at || !t->column[c].valid || (column->status && !t->column[c].status);
        }
    }
    if (lacking) {
        close_batch(b);
        return NULL;
    }
    return b;
}

/* What an earlier run left behind. */
static void clear_batch(struct batch *b, int64_t rows)
{
    for (int i = 0; i < COUNT(tables); i++) {
        struct table *t = &b->table[i];
        int64_t used = i ? t->rows : rows;
        for (int c = 0; c < tables[i].column_count; c++) {
            memset(t->column[c].valid, 0, words(used));
            if (t->column[c].status)
                memset(t->column[c].status, 0, (size_t)used);
        }
        t->rows = 0;
    }
    memset(b->error, 0, (size_t)rows);
    memset(b->warning, 0, (size_t)rows);
    b->used = 0;
}

/* A row that turned out to be faulty has no values. */
static void forget(struct batch *b, int64_t row)
{
    for (int i = 0; i < COUNT(tables); i++) {
        struct table *t = &b->table[i];
        int64_t first = row, last = row;
        if (i) {
            last = t->rows - 1;
            while (t->rows && t->row[t->rows - 1] == row)
                t->rows--;
            first = t->rows;
        }
        for (int64_t at = first; at <= last; at++)
            for (int c = 0; c < tables[i].column_count; c++) {
                t->column[c].valid[at >> 6] &= ~(UINT64_C(1) << (at & 63));
                if (t->column[c].status)
                    t->column[c].status[at] = 0;
            }
    }
    b->warning[row] = 0;
}

/* Decode payload after payload: `present` is a bit a row or NULL, `ports` a byte a row or NULL. Returns the faults. */
static int64_t run(struct batch *b, const uint8_t *data, const int64_t *offsets, const uint8_t *present,
                   const uint8_t *ports, int f_port, int64_t rows)
{
    int64_t faults = 0;
    for (int64_t row = 0; row < rows; row++) {
        enum fault fault = NO_PAYLOAD;
        if (!present || present[row >> 3] >> (row & 7) & 1)
            fault = decode(b, row, data + offsets[row], data + offsets[row + 1], ports ? ports[row] : f_port);
        if (fault) {
            forget(b, row);
            b->error[row] = (uint8_t)fault;
            faults++;
        }
    }
    return faults;
}

int64_t decode_batch(struct batch *b, const uint8_t *data, const int64_t *offsets, const uint8_t *present,
                     const uint8_t *ports, int f_port, int64_t rows)
{
    clear_batch(b, rows);
    return run(b, data, offsets, present, ports, f_port, rows);
}

/* The same with memory of its own, given back at the end; -1 where there is none. */
int64_t decode_afresh(const uint8_t *data, const int64_t *offsets, const uint8_t *present, const uint8_t *ports,
                      int f_port, int64_t rows)
{
    struct batch *b = open_batch(rows, offsets[rows] - offsets[0]);
    if (!b)
        return -1;
    int64_t faults = run(b, data, offsets, present, ports, f_port, rows);
    close_batch(b);
    return faults;
}
