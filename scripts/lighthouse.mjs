// Measures dist/ with Lighthouse as a phone sees it, compressed as static hosts do, and prints the scores of three runs
// and what costs points. Not part of the tests: the figures depend on the machine.
import { execFile } from "node:child_process";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { promisify } from "node:util";
import { serveFolder } from "./serve.mjs";

const VERSION = "12.8.2";
const run = promisify(execFile);
const folder = process.argv[2] ?? "dist";
const { url, close } = await serveFolder(folder, { base: "/page/", compress: true });
await mkdir("target/lighthouse", { recursive: true });
// A static host has its files compressed before the first visitor comes.
for (const name of await readdir(folder)) await fetch(url + name, { headers: { "Accept-Encoding": "br" } }).then((file) => file.arrayBuffer());
for (const round of [1, 2, 3]) {
  const out = `target/lighthouse/${round}.json`;
  const flags = ["--quiet", "--output=json", `--output-path=${out}`, "--form-factor=mobile"];
  const chrome = "--chrome-flags=--headless=new --no-sandbox --disable-gpu";
  await run("npx", ["--yes", `lighthouse@${VERSION}`, url, ...flags, chrome], {
    env: { ...process.env, CHROME_PATH: process.env.CHROMIUM },
    maxBuffer: 1 << 26,
  });
  const { categories, audits } = JSON.parse(await readFile(out, "utf8"));
  console.log(
    Object.values(categories).map(({ title, score }) => `${title} ${Math.round(score * 100)}`).join(" · "),
    "|",
    ["first-contentful-paint", "largest-contentful-paint", "total-blocking-time", "cumulative-layout-shift", "speed-index"]
      .map((id) => `${id} ${audits[id].displayValue}`)
      .join(" · "),
  );
  if (round > 1) continue;
  for (const { auditRefs, title } of Object.values(categories)) {
    for (const { id, weight } of auditRefs) {
      const { score, displayValue } = audits[id];
      if (weight > 0 && score !== null && score < 1) console.log(`  ${title}: ${id} ${score} ${displayValue ?? ""}`);
    }
  }
}
await close();
