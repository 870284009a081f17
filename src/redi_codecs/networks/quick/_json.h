/* A strict reader of JSON in UTF-8, over bytes that are not changed and not copied.
 *
 * It says yes only to what Python's json says yes to as well, and no to much of the rest: nesting, long numbers, NaN. Each
 * function takes where a thing begins and where the bytes end, and returns where the thing is over, or NULL. */

#include <stdint.h>
#include <string.h>

typedef const uint8_t *at_t;

enum { ESCAPED = 1, HALVED = 2 };   /* what a string has in it: escapes; escapes that may be half a character */
enum { DEEPEST = 64, MOST_DIGITS = 400 };

static inline at_t spaced(at_t p, at_t end) {
    while (p < end && (*p == ' ' || *p == '\t' || *p == '\r'))
        p++;
    return p;
}

static inline int is_digit(uint8_t c) { return (uint8_t)(c - '0') < 10; }

static inline int is_hex(uint8_t c) { return is_digit(c) || (uint8_t)((c | 32) - 'a') < 6; }

/* A character of several bytes, as Python's decoder has it: no half ones, none too long, none beyond U+10FFFF. */
static at_t wide(at_t p, at_t end) {
    uint8_t first = p[0], low = 0x80, high = 0xBF;
    int more = first < 0xE0 ? 1 : first < 0xF0 ? 2 : 3;
    if (first < 0xC2 || first > 0xF4 || end - p <= more)
        return NULL;
    if (first == 0xE0) low = 0xA0;
    else if (first == 0xED) high = 0x9F;
    else if (first == 0xF0) low = 0x90;
    else if (first == 0xF4) high = 0x8F;
    if (p[1] < low || p[1] > high)
        return NULL;
    for (int k = 2; k <= more; k++)
        if ((p[k] & 0xC0) != 0x80)
            return NULL;
    return p + 1 + more;
}

/* Whether one of eight bytes ends a run of usual ones: a quote, a backslash, a control or what is not ASCII. */
static inline uint64_t ends_run(uint64_t word) {
    const uint64_t ones = 0x0101010101010101ull, tops = 0x8080808080808080ull;
    uint64_t quote = word ^ (ones * '"'), slash = word ^ (ones * '\\');
    return (((quote - ones) & ~quote) | ((slash - ones) & ~slash) | (word - ones * 0x20) | word) & tops;
}

/* A string, from behind its quote to its closing one. */
static inline at_t string_end(at_t p, at_t end, int *what) {
    for (;;) {
        while (end - p >= 8) {
            uint64_t word;
            memcpy(&word, p, 8);
            if (ends_run(word))
                break;
            p += 8;
        }
        while (p < end && *p != '"' && *p != '\\' && *p >= 0x20 && *p < 0x80)
            p++;
        if (p == end || *p < 0x20)
            return NULL;
        if (*p == '"')
            return p;
        if (*p >= 0x80) {
            if ((p = wide(p, end)) == NULL)
                return NULL;
            continue;
        }
        if (end - p < 2)
            return NULL;
        *what |= ESCAPED;
        if (p[1] == 'u') {
            if (end - p < 6 || !is_hex(p[2]) || !is_hex(p[3]) || !is_hex(p[4]) || !is_hex(p[5]))
                return NULL;
            if ((p[2] | 32) == 'd' && p[3] >= '8')
                *what |= HALVED;
            p += 6;
        } else {
            if (memchr("\"\\/bfnrt", p[1], 8) == NULL)
                return NULL;
            p += 2;
        }
    }
}

/* A number; how it is written: whole or not, and about how much that is. */
typedef struct {
    int whole, exponent;
    double value;
} number_t;

static at_t number_end(at_t p, at_t end, number_t *n) {
    at_t start = p;
    int negative = p < end && *p == '-';
    double value = 0, place = 1;
    n->whole = 1;
    n->exponent = 0;
    p += negative;
    if (p == end || !is_digit(*p) || (*p == '0' && end - p > 1 && is_digit(p[1])))
        return NULL;
    for (; p < end && is_digit(*p); p++)
        value = value * 10 + (*p - '0');
    if (p < end && *p == '.') {
        n->whole = 0;
        if (++p == end || !is_digit(*p))
            return NULL;
        for (; p < end && is_digit(*p); p++)
            value += (*p - '0') * (place /= 10);
    }
    if (p < end && (*p | 32) == 'e') {
        n->whole = 0;
        n->exponent = 1;
        if (++p < end && (*p == '+' || *p == '-'))
            p++;
        if (p == end || !is_digit(*p))
            return NULL;
        while (p < end && is_digit(*p))
            p++;
    }
    n->value = negative ? -value : value;
    return p - start > MOST_DIGITS ? NULL : p;
}

static at_t word_end(at_t p, at_t end, const char *word, int size) {
    return end - p >= size && memcmp(p, word, size) == 0 ? p + size : NULL;
}

/* Any value. */
static at_t value_end(at_t p, at_t end, int depth) {
    int what = 0;
    number_t number;
    if (p == end)
        return NULL;
    switch (*p) {
    case '"':
        p = string_end(p + 1, end, &what);
        return p == NULL ? NULL : p + 1;
    case 't':
        return word_end(p, end, "true", 4);
    case 'f':
        return word_end(p, end, "false", 5);
    case 'n':
        return word_end(p, end, "null", 4);
    case '[':
    case '{':
        break;
    default:
        return number_end(p, end, &number);
    }
    uint8_t object = *p == '{', close = object ? '}' : ']';
    if (depth >= DEEPEST)
        return NULL;
    p = spaced(p + 1, end);
    if (p < end && *p == close)
        return p + 1;
    for (;;) {
        if (object) {
            if (p == end || *p != '"' || (p = string_end(p + 1, end, &what)) == NULL)
                return NULL;
            p = spaced(p + 1, end);
            if (p == end || *p != ':')
                return NULL;
            p = spaced(p + 1, end);
        }
        if ((p = value_end(p, end, depth + 1)) == NULL)
            return NULL;
        p = spaced(p, end);
        if (p == end)
            return NULL;
        if (*p == close)
            return p + 1;
        if (*p != ',')
            return NULL;
        p = spaced(p + 1, end);
    }
}

/* ---- messages of a known form */

enum { ANY, TEXT, NUMBER, OBJECT, LIST, REFUSED };

typedef struct {
    int32_t kind, nullable;
    int32_t slot;                /* where it is noted; -1: it is only looked at */
    int32_t least;               /* signs of a text */
    int32_t whole;               /* of a number, and what it may be */
    double low, high, above;
    int32_t first, keys, closed; /* of an object: its fields, and whether it may have others */
    uint64_t required;
    int32_t item;                /* of a list */
} form_t;

typedef struct {
    const char *name;
    int32_t size, form;
} field_t;

typedef struct {
    int32_t start, size;         /* size -1: it is not there */
} span_t;

typedef struct {
    const form_t *forms;
    const field_t *fields;
    span_t *spans;
    at_t line;
} reading_t;

static at_t form_end(const reading_t *r, int32_t number, at_t p, at_t end, int depth);

static at_t object_end(const reading_t *r, const form_t *form, at_t p, at_t end, int depth) {
    uint64_t seen = 0;
    int32_t likely = 0, found, tried;
    int what;
    p = spaced(p + 1, end);
    if (p < end && *p == '}')
        return form->required ? NULL : p + 1;
    for (;;) {
        what = 0;
        if (p == end || *p != '"')
            return NULL;
        at_t key = p + 1;
        if ((p = string_end(key, end, &what)) == NULL || what)
            return NULL;
        int32_t size = (int32_t)(p - key);
        for (found = -1, tried = 0; tried < form->keys; tried++) {
            const field_t *field = &r->fields[form->first + likely];
            if (field->size == size && memcmp(field->name, key, size) == 0) {
                found = likely;
                break;
            }
            if (++likely == form->keys)
                likely = 0;
        }
        p = spaced(p + 1, end);
        if (p == end || *p != ':')
            return NULL;
        p = spaced(p + 1, end);
        if (found >= 0) {
            if (seen >> found & 1)
                return NULL;
            seen |= (uint64_t)1 << found;
            p = form_end(r, r->fields[form->first + found].form, p, end, depth + 1);
            if (++likely == form->keys)
                likely = 0;
        } else
            p = form->closed ? NULL : value_end(p, end, depth + 1);
        if (p == NULL)
            return NULL;
        p = spaced(p, end);
        if (p == end)
            return NULL;
        if (*p == '}')
            return (seen & form->required) == form->required ? p + 1 : NULL;
        if (*p != ',')
            return NULL;
        p = spaced(p + 1, end);
    }
}

static at_t list_end(const reading_t *r, const form_t *form, at_t p, at_t end, int depth) {
    p = spaced(p + 1, end);
    if (p < end && *p == ']')
        return p + 1;
    for (;;) {
        if ((p = form_end(r, form->item, p, end, depth + 1)) == NULL)
            return NULL;
        p = spaced(p, end);
        if (p == end)
            return NULL;
        if (*p == ']')
            return p + 1;
        if (*p != ',')
            return NULL;
        p = spaced(p + 1, end);
    }
}

/* A value of a form; where it stands is noted, of a text without its quotes. */
static at_t form_end(const reading_t *r, int32_t number, at_t p, at_t end, int depth) {
    const form_t *form = &r->forms[number];
    at_t start = p, over;
    number_t found;
    int what = 0;
    if (p == end || depth >= DEEPEST)
        return NULL;
    if (*p == 'n' && form->nullable)
        return word_end(p, end, "null", 4);
    switch (form->kind) {
    case ANY:
        over = p = value_end(p, end, depth);
        break;
    case TEXT:
        if (*p != '"' || (over = string_end(p + 1, end, &what)) == NULL)
            return NULL;
        start++;
        if (what & (form->slot < 0 ? HALVED : ESCAPED) || over - start < form->least)
            return NULL;
        p = over + 1;
        break;
    case NUMBER:
        over = p = number_end(p, end, &found);
        if (p == NULL || p - start > 16 || found.exponent || (form->whole && !found.whole))
            return NULL;
        if (!(found.value >= form->low && found.value <= form->high && found.value > form->above))
            return NULL;
        break;
    case OBJECT:
        return *p == '{' ? object_end(r, form, p, end, depth) : NULL;
    case LIST:
        return *p == '[' ? list_end(r, form, p, end, depth) : NULL;
    default:
        return NULL;
    }
    if (p != NULL && form->slot >= 0) {
        r->spans[form->slot].start = (int32_t)(start - r->line);
        r->spans[form->slot].size = (int32_t)(over - start);
    }
    return p;
}

/* A whole line of a form. */
static int is_of(const reading_t *r, int32_t number, at_t line, at_t end) {
    at_t p = form_end(r, number, line, end, 0);
    return p != NULL && spaced(p, end) == end;
}
