"""The JavaScript around a vendor's decoder: what decoders expect to be there, and how their function is found."""

from __future__ import annotations

from typing import Final

__all__ = ["BEFORE", "CALL"]

#: A function that is called with a time before the decoder is read. For the decoder that is always now, so that it says
#: the same tomorrow. There are `module`, `exports`, `console`, and as much of Node's `Buffer` and of `TextDecoder` as
#: decoders use to read bytes; there is no `require`, nor anything that reaches a file or a network.
#:
#: They are assigned and not declared, so that a decoder may declare the same names itself.
BEFORE: Final = r"""
(function (now) {
globalThis.Date = new Proxy(Date, {
  construct: (real, given) => Reflect.construct(real, given.length ? given : [now]),
  get: (real, key) => (key === "now" ? () => now : real[key]),
});
globalThis.module = {exports: {}};
globalThis.exports = module.exports;
globalThis.console = {};
for (const name of ["log", "info", "warn", "error", "debug", "trace"]) console[name] = function () {};
globalThis.TextDecoder = function () {};
TextDecoder.prototype.decode = function (bytes) {
  const data = bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes;
  const text = String.fromCharCode.apply(null, data);
  try { return decodeURIComponent(escape(text)); } catch (error) { return text; }
};
globalThis.Buffer = (function () {
  class Bytes extends Uint8Array {
    toString(encoding) {
      if (encoding === "hex") return Array.from(this, (one) => one.toString(16).padStart(2, "0")).join("");
      if (encoding === "base64") return btoa(String.fromCharCode.apply(null, this));
      if (encoding === "ascii" || encoding === "latin1") return String.fromCharCode.apply(null, this);
      return new TextDecoder().decode(this);
    }
    slice(start, end) { return this.subarray(start, end); }
  }
  const read = (method, size) => function (at, little) {
    const offset = at || 0;
    if (offset + size > this.length) throw new RangeError("offset " + offset + " is out of range");
    return new DataView(this.buffer, this.byteOffset, this.length)[method](offset, little);
  };
  for (const [name, method, size] of [
    ["UInt8", "getUint8", 1], ["Int8", "getInt8", 1], ["UInt16", "getUint16", 2], ["Int16", "getInt16", 2],
    ["UInt32", "getUint32", 4], ["Int32", "getInt32", 4], ["Float", "getFloat32", 4], ["Double", "getFloat64", 8],
  ]) {
    const reads = read(method, size);
    for (const [end, little] of size === 1 ? [["", false]] : [["BE", false], ["LE", true]]) {
      const one = function (at) { return reads.call(this, at, little); };
      Bytes.prototype["read" + name + end] = one;
      Bytes.prototype["read" + (name + end).replace("UInt", "Uint")] = one;
    }
  }
  const from = (data, encoding) => {
    if (typeof data === "number") return new Bytes(data);
    if (typeof data !== "string") return data instanceof ArrayBuffer ? new Bytes(data) : Bytes.from(data);
    if (encoding === "hex") return Bytes.from(data.match(/../g) || [], (pair) => parseInt(pair, 16));
    const text = encoding === "base64" ? atob(data) : unescape(encodeURIComponent(data));
    return Bytes.from(text, (one) => one.charCodeAt(0));
  };
  const Buffer = function (data, encoding) { return from(data, encoding); };
  Buffer.from = from;
  Buffer.alloc = (size) => new Bytes(size);
  Buffer.isBuffer = (one) => one instanceof Bytes;
  return Buffer;
})();
})
"""

#: Evaluates to a function (see javascript.py) that finds the decoder and, given a payload, calls it. Its answer is a
#: text of JSON: `{form, encoder}` without a payload; `{gave}` or `{thrown}` with one. With a command, JSON of what the
#: encoder is to encode, it calls that; the command `null` is empty, and the answer the names that were asked for.
#:
#: A decoder says in the names of its parameters what it wants: an object with all of it, port and bytes, or bytes and
#: port. Only where the names tell nothing does the name of the function decide.
CALL: Final = r"""
(function (bytes, port, time, command) {
  const homes = [module.exports, exports, module.exports && module.exports.default];
  const find = (own, name) => {
    if (typeof own === "function") return [name, own, null];
    const home = homes.find((one) => one && typeof one[name] === "function");
    return home ? [name, home[name], home] : null;
  };
  const decoder =
    find(typeof decodeUplink === "undefined" ? null : decodeUplink, "decodeUplink") ||
    find(typeof Decode === "undefined" ? null : Decode, "Decode") ||
    find(typeof Decoder === "undefined" ? null : Decoder, "Decoder") ||
    find(typeof decode === "undefined" ? null : decode, "decode") ||
    homes.map((one) => (typeof one === "function" ? ["module.exports", one, null] : null)).find(Boolean);
  const encoder =
    find(typeof encodeDownlink === "undefined" ? null : encodeDownlink, "encodeDownlink") ||
    find(typeof Encode === "undefined" ? null : Encode, "Encode") ||
    find(typeof Encoder === "undefined" ? null : Encoder, "Encoder");
  const head = (one) => {
    const text = String(one).replace(/\/\*[^]*?\*\/|\/\/[^\n]*/g, "");
    const named = /^[^(=]*\(([^)]*)\)/.exec(text) || /^\s*(?:async\s+)?([\w$]+)\s*=>/.exec(text);
    return named ? named[1].split(",").map((part) => part.trim()).filter(Boolean) : [];
  };
  const plain = (key, value) => (typeof value === "bigint" ? Number(value)
    : ArrayBuffer.isView(value) ? Array.from(value) : value);
  const answer = (call) => {
    try {
      return JSON.stringify({gave: call()}, plain);
    } catch (error) {
      let said;
      const bare = error && typeof error === "object" && !(error instanceof Error);
      try { said = bare ? JSON.stringify(error) : String(error); }
      catch (again) { said = "something that cannot be shown"; }
      return JSON.stringify({thrown: said});
    }
  };
  if (command !== null) {
    const [name, call, home] = encoder;
    const object = JSON.parse(command);
    const asked = new Set();
    const note = (key) => { if (typeof key === "string") asked.add(key); };
    const watched = object !== null ? object : new Proxy({}, {
      get: (own, key) => { if (key in own) return own[key]; note(key); return undefined; },
      has: (own, key) => { note(key); return false; },
      getOwnPropertyDescriptor: (own, key) => { note(key); return undefined; },
    });
    const ports = head(call).findIndex((one) => /port/i.test(one));
    const run = () => {
      if (name === "encodeDownlink") return call.call(home, {data: watched, fPort: port, variables: {}}, {});
      return ports === 0 ? call.call(home, port, watched, {}) : call.call(home, watched, port, {});
    };
    if (object !== null) return answer(run);
    try { run(); } catch (error) { /* it wants more than it was given; what it asked for counts */ }
    return JSON.stringify({gave: Array.from(asked)});
  }
  if (!decoder) return JSON.stringify({form: null, encoder: encoder && encoder[0]});
  const [name, call, home] = decoder;
  const names = head(call);
  if (bytes === null) {
    return JSON.stringify({form: name + "(" + names.join(", ") + ")", encoder: encoder && encoder[0]});
  }
  const data = [];
  for (let at = 0; at < bytes.length; at += 2) data.push(parseInt(bytes.substr(at, 2), 16));
  const ports = names.findIndex((one) => /port/i.test(one));
  const input = {bytes: data, fPort: port, recvTime: new Date(time), variables: {}};
  let given;
  if (name === "decodeUplink" && (names.length < 2 || ports < 0)) given = [input, {}];
  else if (ports === 0 || (ports < 0 && name === "Decode" && names.length > 1)) given = [port, data, {}];
  else given = [data, port, {}];
  return answer(() => call.apply(home, given));
})
"""
