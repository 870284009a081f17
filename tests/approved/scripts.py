"""Decoders and encoders in JavaScript, in every form, and what becomes of those that fail."""

from __future__ import annotations

from typing import Any

#: What encoders are given.
GIVEN: tuple[dict[str, Any], ...] = (
    {"a": 3},
    {"b": 4},
    {"x": 5},
    {"hex": "0aFF"},
    {"hex": "0"},
    {"hex": [1, 2.0, 259, -1]},
    {"hex": ["1"]},
    {"hex": []},
    {"hex": {"bytes": "07"}},
)
SOURCES = {
    "decodeUplink": """
        function read(bytes) { return {n: bytes.length, first: bytes[0]}; }
        function decodeUplink(input) { return {data: read(input.bytes), warnings: ['w']}; }
    """,
    "all that may be beside data": """
        function decodeUplink(input) {
            return {data: {n: 1}, warnings: [], errors: [], error: null, normalized: {}, fPort: 3};
        }
    """,
    "more than may be beside data": "function decodeUplink(input) { return {data: {n: 1}, more: 2}; }",
    "an encoder that goes by the port": """
        function Decoder(bytes, port) { return {n: 1}; }
        function Encoder(o, port) { return port === 1 ? [o.one] : [o.other]; }
    """,
    "decodeUplink of bytes": "function decodeUplink(bytes, fPort) { return {data: {n: bytes.length, fPort: fPort}}; }",
    "decodeUplink of one": "function decodeUplink(one, two) { return {data: {n: one.bytes.length}}; }",
    "Decode": "function Decode(fPort, bytes, variables) { return {n: bytes.length, port: fPort}; }",
    "Decode of a and b": "function Decode(a, b) { return {a: a, b: b}; }",
    "Decode of bytes": "function Decode(bytes) { return {n: bytes.length}; }",
    "Decoder": "function Decoder(bytes, port) { return {data: {n: bytes.length, port: port}}; }",
    "Decoder of a port": "function Decoder(port, bytes) { return {n: bytes.length, port: port}; }",
    "an arrow": """
        const decode = one => ({n: one.length});
        function Encoder(o, port) { return {bytes: [1, port, 258, o.a]}; }
    """,
    "exports": "exports.decodeUplink = function (one) { return {data: {n: one.bytes.length, t: +one.recvTime}}; };",
    "a module": "module.exports = function (bytes, port) { return {n: bytes.length, port: port}; };",
    "a module of names": """
        module.exports = {
            Decoder: function (bytes, port) { return {n: port}; },
            Encode: function (port, o) { return [port, o.x]; },
        };
    """,
    "words of modules": """
        export const x = 1;
        export default function decodeUplink(input) { return {data: {n: x}}; }
        export { x };
    """,
    "a default": """
        const me = function (bytes, port) { return {n: bytes.length}; };
        export default me;
    """,
    "what is kept": "var seen = 0; function Decoder(bytes, port) { seen += 1; return {seen: seen}; }",
    "an encoder of objects": """
        function Decoder(bytes, port) { return {n: 1}; }
        function encodeDownlink(input) {
            return 'a' in input.data ? {bytes: [input.data.a, input.fPort]} : {errors: ['none of ' + input.data.b, 3]};
        }
    """,
    "an encoder of anything": """
        function Decoder(bytes, port) { return {}; }
        function Encode(o) { return o.hex; }
    """,
    "values of all kinds": """
        function Decoder(bytes, port) {
            const data = Buffer.from(bytes);
            return {
                a: 10n, b: new Uint8Array(bytes), c: data.readUInt8(0), d: Buffer.from('0102', 'hex').readInt16BE(0),
                e: data.toString('hex'), f: Number.NaN, g: new Date(0),
            };
        }
    """,
    "errors": """
        function Decoder(bytes, port) {
            if (bytes[0] == 1) return {errors: ['bad', {code: 3}]};
            if (bytes[0] == 2) return {error: 'bad', n: 3};
            return bytes[0] == 3 ? {error: 'bad'} : {err: 'bad', warnings: []};
        }
    """,
    "thrown": """
        function Decoder(bytes, port) {
            if (bytes[0] == 1) throw new Error('bad');
            if (bytes[0] == 2) throw {code: 3};
            if (bytes[0] == 3) throw 'bad';
            nothing();
        }
    """,
    "nothing": """
        function Decoder(bytes, port) {
            if (bytes[0] == 1) return null;
            if (bytes[0] == 2) return [];
            return bytes[0] == 3 ? {data: {}} : {data: {n: 1}, other: 2};
        }
    """,
    "calls without end": "function Decoder(bytes, port) { function f() { return f() + 1; } return f(); }",
    "memory without end": """
        function Decoder(bytes, port) { var all = []; for (;;) all.push(new Array(100000).fill(1)); }
    """,
    "no decoder": "function other() {}",
    "no JavaScript": "var a = 1;\nfunction Decoder(bytes {\n",
    "thrown at once": "throw new Error('no');",
}
