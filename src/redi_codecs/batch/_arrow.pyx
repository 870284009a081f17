# cython: language_level=3, boundscheck=False
"""Memory of Python handed to readers of Arrow: the structures of the C data interface, with their release functions.

These are in C because consumers call them whenever they like: from threads without Python, while an exception is under
way (which is kept), and after the interpreter has gone.
"""

from cpython.buffer cimport PyBUF_SIMPLE, Py_buffer, PyBuffer_Release, PyObject_GetBuffer
from cpython.bytes cimport PyBytes_AS_STRING
from cpython.pycapsule cimport PyCapsule_GetPointer, PyCapsule_New
from cpython.ref cimport Py_DECREF, Py_INCREF, PyObject
from libc.stdint cimport int64_t
from libc.stdlib cimport calloc, free

cdef extern from "Python.h":
    int Py_IsInitialized() nogil
    void PyErr_Fetch(PyObject **, PyObject **, PyObject **)
    void PyErr_Restore(PyObject *, PyObject *, PyObject *)

cdef extern from *:
    """
    #include <stdint.h>
    struct ArrowSchema {
        const char *format, *name, *metadata;
        int64_t flags, n_children;
        struct ArrowSchema **children, *dictionary;
        void (*release)(struct ArrowSchema *);
        void *private_data;
    };
    struct ArrowArray {
        int64_t length, null_count, offset, n_buffers, n_children;
        const void **buffers;
        struct ArrowArray **children, *dictionary;
        void (*release)(struct ArrowArray *);
        void *private_data;
    };
    struct ArrowArrayStream {
        int (*get_schema)(struct ArrowArrayStream *, struct ArrowSchema *);
        int (*get_next)(struct ArrowArrayStream *, struct ArrowArray *);
        const char *(*get_last_error)(struct ArrowArrayStream *);
        void (*release)(struct ArrowArrayStream *);
        void *private_data;
    };
    """
    cdef struct ArrowSchema:
        const char *format
        const char *name
        const char *metadata
        int64_t flags
        int64_t n_children
        ArrowSchema **children
        ArrowSchema *dictionary
        void (*release)(ArrowSchema *) noexcept nogil
        void *private_data

    cdef struct ArrowArray:
        int64_t length
        int64_t null_count
        int64_t offset
        int64_t n_buffers
        int64_t n_children
        const void **buffers
        ArrowArray **children
        ArrowArray *dictionary
        void (*release)(ArrowArray *) noexcept nogil
        void *private_data

    cdef struct ArrowArrayStream:
        int (*get_schema)(ArrowArrayStream *, ArrowSchema *) noexcept nogil
        int (*get_next)(ArrowArrayStream *, ArrowArray *) noexcept nogil
        const char *(*get_last_error)(ArrowArrayStream *) noexcept nogil
        void (*release)(ArrowArrayStream *) noexcept nogil
        void *private_data


cdef class _SchemaMemory:
    """What a schema points to."""

    cdef object node
    cdef ArrowSchema *inside
    cdef ArrowSchema **children

    def __dealloc__(self):
        free(self.inside)
        free(self.children)


cdef class _ArrayMemory:
    """What an array points to: buffers of Python objects, and the arrays inside."""

    cdef Py_buffer *views
    cdef int taken
    cdef const void **addresses
    cdef ArrowArray *inside
    cdef ArrowArray **children

    def __dealloc__(self):
        cdef int at
        for at in range(self.taken):
            PyBuffer_Release(&self.views[at])  # does nothing where none was taken
        free(self.views)
        free(<void *>self.addresses)
        free(self.inside)
        free(self.children)


cdef void _drop(void *owner) noexcept nogil:
    """Let go of a Python object from wherever this is called; an exception under way stays."""
    cdef PyObject *kind
    cdef PyObject *value
    cdef PyObject *trace
    if not Py_IsInitialized():
        return
    with gil:
        PyErr_Fetch(&kind, &value, &trace)
        Py_DECREF(<object>owner)
        PyErr_Restore(kind, value, trace)


cdef void _release_schema(ArrowSchema *schema) noexcept nogil:
    cdef int64_t at
    for at in range(schema.n_children):
        if schema.children[at].release != NULL:
            schema.children[at].release(schema.children[at])
    if schema.dictionary != NULL and schema.dictionary.release != NULL:
        schema.dictionary.release(schema.dictionary)
    schema.release = NULL
    _drop(schema.private_data)


cdef void _release_array(ArrowArray *array) noexcept nogil:
    cdef int64_t at
    for at in range(array.n_children):
        if array.children[at].release != NULL:
            array.children[at].release(array.children[at])
    if array.dictionary != NULL and array.dictionary.release != NULL:
        array.dictionary.release(array.dictionary)
    array.release = NULL
    _drop(array.private_data)


cdef int _schema(ArrowSchema *schema, node) except -1:
    """Fill in a schema; a node is (format, name, metadata, rows, nulls, buffers, children, dictionary)."""
    cdef _SchemaMemory memory = _SchemaMemory.__new__(_SchemaMemory)
    cdef int64_t at, count = len(node[6])
    cdef int64_t more = 0 if node[7] is None else 1
    memory.node = node
    memory.inside = <ArrowSchema *>calloc(count + more + 1, sizeof(ArrowSchema))
    memory.children = <ArrowSchema **>calloc(count + 1, sizeof(void *))
    if memory.inside == NULL or memory.children == NULL:
        raise MemoryError()
    schema.format = PyBytes_AS_STRING(node[0])
    schema.name = PyBytes_AS_STRING(node[1])
    schema.metadata = NULL if node[2] is None else PyBytes_AS_STRING(node[2])
    schema.flags = 2  # nullable
    schema.n_children = count
    schema.children = memory.children
    schema.dictionary = &memory.inside[count] if more else NULL
    for at in range(count):
        memory.children[at] = &memory.inside[at]
        _schema(&memory.inside[at], node[6][at])
    if more:
        _schema(schema.dictionary, node[7])
    Py_INCREF(memory)
    schema.private_data = <void *>memory
    schema.release = _release_schema
    return 0


cdef int _array(ArrowArray *array, node) except -1:
    """Fill in an array."""
    cdef _ArrayMemory memory = _ArrayMemory.__new__(_ArrayMemory)
    cdef int64_t at, count = len(node[6]), buffers = len(node[5])
    cdef int64_t more = 0 if node[7] is None else 1
    memory.views = <Py_buffer *>calloc(buffers + 1, sizeof(Py_buffer))
    memory.addresses = <const void **>calloc(buffers + 1, sizeof(void *))
    memory.inside = <ArrowArray *>calloc(count + more + 1, sizeof(ArrowArray))
    memory.children = <ArrowArray **>calloc(count + 1, sizeof(void *))
    if memory.views == NULL or memory.addresses == NULL or memory.inside == NULL or memory.children == NULL:
        raise MemoryError()
    for at in range(buffers):
        if node[5][at] is not None:
            PyObject_GetBuffer(node[5][at], &memory.views[at], PyBUF_SIMPLE)
            memory.addresses[at] = memory.views[at].buf
        memory.taken = at + 1
    array.length, array.null_count, array.offset = node[3], node[4], 0
    array.n_buffers, array.n_children = buffers, count
    array.buffers, array.children = memory.addresses, memory.children
    array.dictionary = &memory.inside[count] if more else NULL
    try:
        for at in range(count):
            memory.children[at] = &memory.inside[at]
            _array(&memory.inside[at], node[6][at])
        if more:
            _array(array.dictionary, node[7])
    except BaseException:
        for at in range(count + more):
            if memory.inside[at].release != NULL:
                memory.inside[at].release(&memory.inside[at])
        raise
    Py_INCREF(memory)
    array.private_data = <void *>memory
    array.release = _release_array
    return 0


cdef void _schema_done(object capsule) noexcept:
    cdef ArrowSchema *schema = <ArrowSchema *>PyCapsule_GetPointer(capsule, "arrow_schema")
    if schema.release != NULL:
        schema.release(schema)
    free(schema)


cdef void _array_done(object capsule) noexcept:
    cdef ArrowArray *array = <ArrowArray *>PyCapsule_GetPointer(capsule, "arrow_array")
    if array.release != NULL:
        array.release(array)
    free(array)


cdef void _stream_done(object capsule) noexcept:
    cdef ArrowArrayStream *stream = <ArrowArrayStream *>PyCapsule_GetPointer(capsule, "arrow_array_stream")
    if stream.release != NULL:
        stream.release(stream)
    free(stream)


def schema_capsule(node):
    """The schema of a node as a capsule."""
    cdef ArrowSchema *schema = <ArrowSchema *>calloc(1, sizeof(ArrowSchema))
    if schema == NULL:
        raise MemoryError()
    capsule = PyCapsule_New(schema, "arrow_schema", _schema_done)
    _schema(schema, node)
    return capsule


def array_capsule(node):
    """The array of a node as a capsule."""
    cdef ArrowArray *array = <ArrowArray *>calloc(1, sizeof(ArrowArray))
    if array == NULL:
        raise MemoryError()
    capsule = PyCapsule_New(array, "arrow_array", _array_done)
    _array(array, node)
    return capsule


cdef class _Once:
    """A stream of one array."""

    cdef object node
    cdef bint given
    cdef bytes error


cdef int _stream_schema(ArrowArrayStream *stream, ArrowSchema *out) noexcept nogil:
    with gil:
        return _told(stream, out, NULL)


cdef int _stream_next(ArrowArrayStream *stream, ArrowArray *out) noexcept nogil:
    with gil:
        return _told(stream, NULL, out)


cdef int _told(ArrowArrayStream *stream, ArrowSchema *schema, ArrowArray *array) noexcept:
    cdef _Once once = <_Once>stream.private_data
    try:
        if schema != NULL:
            schema.release = NULL
            _schema(schema, once.node)
        elif once.given:
            array.release = NULL
        else:
            array.release = NULL
            _array(array, once.node)
            once.given = True
    except BaseException as error:
        once.error = str(error).encode()
        return 22
    return 0


cdef const char *_stream_error(ArrowArrayStream *stream) noexcept nogil:
    with gil:
        return _told_error(<_Once>stream.private_data)


cdef const char *_told_error(_Once once) noexcept:
    return NULL if once.error is None else PyBytes_AS_STRING(once.error)


cdef void _release_stream(ArrowArrayStream *stream) noexcept nogil:
    stream.release = NULL
    _drop(stream.private_data)


def stream_capsule(node):
    """A stream that gives the array of a node once."""
    cdef ArrowArrayStream *stream = <ArrowArrayStream *>calloc(1, sizeof(ArrowArrayStream))
    cdef _Once once = _Once.__new__(_Once)
    if stream == NULL:
        raise MemoryError()
    capsule = PyCapsule_New(stream, "arrow_array_stream", _stream_done)
    once.node = node
    Py_INCREF(once)
    stream.private_data = <void *>once
    stream.get_schema, stream.get_next = _stream_schema, _stream_next
    stream.get_last_error, stream.release = _stream_error, _release_stream
    return capsule
