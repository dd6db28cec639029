// The JavaScript API, as somebody else would use it: dist/ copied away, imported in Node and in a browser.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import { browserTests, built, dist, here } from "./support.mjs";

const { open } = browserTests({
  extra: { "blank.html": "<!doctype html><link rel=icon href=data:,><title>blank</title>" },
});

test("api.js loads in Node from a folder of its own", (t) => {
  const folder = mkdtempSync(join(tmpdir(), "irsa-api-"));
  t.after(() => rmSync(folder, { recursive: true }));
  cpSync(dist, join(folder, "playground"), { recursive: true });
  const script = `const { load } = await import("./playground/api.js");
    console.log(typeof (await load()).simulate);`;
  const printed = execFileSync(process.execPath, ["--input-type=module", "-e", script], { cwd: folder, encoding: "utf8" });
  assert.equal(printed.trim(), "function");
});

test("api.js takes the bytes of the wasm", async () => {
  const { load } = await import(pathToFileURL(join(dist, "api.js")).href);
  const { simulate } = await load(readFileSync(join(dist, built("irsa-playground", ".wasm"))));
  assert.equal(typeof simulate, "function");
});

test("the textbook example holds, breaks where it is broken, and is told in both languages", async () => {
  const { load } = await import(pathToFileURL(join(dist, "api.js")).href);
  const { simulate, headlines } = await load();
  const text = (name) => readFileSync(join(here, "..", "..", "www", "scenarios", "textbook", name), "utf8");
  const scenario = {
    manifests: text("manifests.yaml"),
    roles: [
      {
        arn: "arn:aws:iam::123456789012:role/my-iam-role",
        trustPolicy: text("trust.json"),
        policies: [{ name: "my-policy", document: text("permissions.json") }],
      },
    ],
  };
  const verdicts = () => simulate(scenario).chains[0].links.map((link) => link.verdict);
  assert.deepEqual(verdicts(), Array(7).fill("pass"));
  scenario.roles[0].trustPolicy = scenario.roles[0].trustPolicy.replace(":my-namespace:", ":prod:");
  assert.deepEqual(verdicts(), ["pass", "pass", "pass", "pass", "fail", "notReached", "notReached"]);
  assert.match(headlines(scenario, "ko")[0], /[가-힣]/);
  assert.throws(() => simulate({ manifest: "" }), (error) => error instanceof Error && /manifest/.test(error.message));
});

test("api.js loads in a browser, on a page that is not ours, and mounts nothing", async (t) => {
  const page = await open(t, { path: "blank.html", settled: false });
  const kind = await page.evaluate(async () => typeof (await (await import("./api.js")).load()).simulate);
  assert.equal(kind, "function");
  assert.equal(await page.evaluate(() => document.body.childElementCount), 0);
});
