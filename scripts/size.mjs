// Prints what dist/ weighs on the wire, and fails where a budget is exceeded. What a visitor downloads is brotli;
// api.js is for those who import the simulator, but counts all the same.
import { readdir, readFile } from "node:fs/promises";
import { extname, join } from "node:path";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const KB = 1000;
// The wasm carries the whole engine; ARCHITECTURE.md says what it is made of and what was tried.
const BUDGETS = { ".wasm": 1090 * KB, ".js": 132 * KB, ".css": 16 * KB };
const folder = process.argv[2] ?? "dist";

const row = (...cells) => console.log(cells.map((cell, index) => (index ? String(cell).padStart(10) : cell.padEnd(40))).join(""));
const kb = (bytes) => `${(bytes / KB).toFixed(1)} KB`;

row(folder, "raw", "gzip", "brotli", "budget");
let exceeded = 0;
for (const [kind, budget] of Object.entries(BUDGETS)) {
  const total = [0, 0, 0];
  const names = (await readdir(folder)).filter((name) => extname(name) === kind).sort();
  if (names.length === 0) {
    console.log(`no ${kind} in ${folder}: run make build`);
    exceeded++;
  }
  for (const name of names) {
    const bytes = await readFile(join(folder, name));
    const brotli = brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } });
    const sizes = [bytes.length, gzipSync(bytes, { level: 9 }).length, brotli.length];
    sizes.forEach((size, index) => (total[index] += size));
    row(`  ${name}`, ...sizes.map(kb));
  }
  const over = total[2] > budget;
  row(`${kind.slice(1)}${over ? "  OVER BUDGET" : ""}`, ...total.map(kb), kb(budget));
  if (over) exceeded++;
}
console.log(`size: ${Object.keys(BUDGETS).length - exceeded} passed, ${exceeded} failed`);
process.exitCode = exceeded ? 1 : 0;
