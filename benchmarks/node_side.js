// Node's side of the benchmarks: one request a line, one answer a line. Started by in_javascript.py.
"use strict";
const fs = require("fs");
const readline = require("readline");
const vm = require("vm");

const decode = vm.runInThisContext(fs.readFileSync(process.argv[2], "utf8") + "\ndecode", process.argv[2]);
let payloads = [];
let ports = [];
let kept = [];

const answers = {
  load(text) {
    const uplinks = JSON.parse(text);
    payloads = uplinks.map(([hex]) => Buffer.from(hex, "hex"));
    ports = uplinks.map(([, fPort]) => fPort);
    return "loaded";
  },

  // Each turn replaces what the one before has kept: to collect that is part of the time.
  run(turns) {
    const start = process.hrtime.bigint();
    for (let turn = 0; turn < Number(turns); turn++) {
      const results = new Array(payloads.length);
      for (let i = 0; i < payloads.length; i++) results[i] = attempt(i);
      kept = results;
    }
    return process.hrtime.bigint() - start;
  },

  values() {
    const found = payloads.map((_, i) => attempt(i));
    return JSON.stringify(found, (key, value) => (key === "rest" ? Array.from(rest(value)) : value));
  },
};

function attempt(i) {
  try {
    return decode(payloads[i], ports[i]);
  } catch (error) {
    return null;
  }
}

// JSON has made an object of the Buffer before the replacer sees it.
function rest(value) {
  return value.type === "Buffer" ? value.data : value;
}

readline.createInterface({ input: process.stdin }).on("line", (line) => {
  const space = line.indexOf(" ");
  const [name, text] = space < 0 ? [line, ""] : [line.slice(0, space), line.slice(space + 1)];
  process.stdout.write(answers[name](text) + "\n");
});
