// A script in Pyodide, the CPython that runs in browsers, with wheels: node tests/pyodide.mjs HOME SCRIPT WHEEL…
// HOME is where `npm install pyodide` was said; nothing else comes from the network.
import { readFile } from "node:fs/promises";
import { createRequire } from "node:module";

const [home, script, ...wheels] = process.argv.slice(2);
const { loadPyodide } = createRequire(`${home}/`)("pyodide");
const pyodide = await loadPyodide();
const site = pyodide.runPython("import site; site.getsitepackages()[0]");
for (const wheel of wheels) pyodide.unpackArchive(new Uint8Array(await readFile(wheel)), "wheel", { extractDir: site });
pyodide.globals.set("script", await readFile(script, "utf8"));
process.exitCode = pyodide.runPython(`
import importlib
importlib.invalidate_caches()
names = {"__name__": "everywhere"}
exec(compile(script, "everywhere.py", "exec"), names)
names["main"]()
`);
