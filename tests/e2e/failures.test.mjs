// Every known failure (tests/scenarios/failures) in the page: the text that is at fault is marked at the right place, and
// where an edit mends it, one click turns the chain to pass. Where only a setting is at fault, the link says so.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browserTests, here } from "./support.mjs";

const { open } = browserTests();

const folder = join(here, "..", "scenarios", "failures");
const STEPS = ["selectServiceAccount", "injectRole", "pickCredentials", "knowIssuer", "trustSubject", "allowAction", "resourceAgrees"];
const failures = readdirSync(folder).map((name) => {
  const { expect, ...scenario } = JSON.parse(readFileSync(join(folder, name), "utf8"));
  return { id: name.replace(/\.json$/, ""), expect, scenario };
});
const failure = (id) => failures.find((one) => one.id === id).scenario;

/** Opens a scenario in a page that is open, as if it had been there the last time. */
async function show(page, scenario) {
  await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), JSON.stringify(scenario));
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  await page.locator(".editor-host .cm-content").waitFor();
}

const problem = (page, code) => page.locator(".problem").filter({ has: page.locator(`.problem-code code:text-is("${code}")`) });
const chip = (page, step) => page.locator("ol.links > li.link").nth(STEPS.indexOf(step)).locator(".verdict-chip").first();

/** What is selected in the editor. */
const selected = (page) =>
  page.evaluate(() => {
    const root = document.querySelector(".editor-host").shadowRoot;
    return String(root.getSelection ? root.getSelection() : document.getSelection()).replaceAll("\u00a0", " ");
  });

/** Everything that is wrong with how a failure is shown. */
async function shown(page, { expect, scenario }) {
  await show(page, scenario);
  if (expect.link) {
    const verdict = (await chip(page, expect.link).innerText()).trim();
    if (!/fail|unknown/.test(verdict)) return `link ${expect.link} is ${verdict}`;
    if (!(await page.locator(".verdict h2").innerText()).trim()) return "the verdict says nothing";
  }
  if (!expect.diagnostic) return null;
  const found = problem(page, expect.diagnostic);
  if ((await found.count()) === 0) return `no problem ${expect.diagnostic}`;
  await found.first().getByRole("button", { name: /^Show line/ }).click();
  const text = await selected(page);
  if (!text.startsWith(expect.at)) return `${expect.diagnostic} selects ${JSON.stringify(text.slice(0, 80))}`;
  if (!expect.remedy) return null;
  const own = found.first().locator(".problem-actions .button:not(.button-quiet)");
  const fix = (await own.count()) > 0 ? own : page.locator(".problem.error .problem-actions .button:not(.button-quiet)").first();
  if ((await fix.count()) === 0) return `${expect.diagnostic} has no fix`;
  await fix.click();
  try {
    await page.locator(".verdict.pass").waitFor({ timeout: 5000 });
  } catch {
    return `after the fix: ${await page.locator(".verdict h2").innerText()}`;
  }
  return null;
}

test("each known failure is marked where it stands, and one click mends what an edit can mend", { timeout: 900_000 }, async (t) => {
  const page = await open(t);
  const wrong = [];
  for (const one of failures) {
    const what = await shown(page, one);
    if (what) wrong.push(`${one.id} (${one.expect.title}): ${what}`);
  }
  assert.deepEqual(wrong, []);
});

test("the box of a mark names code, help, fix and the other places, and leads there", async (t) => {
  const page = await open(t, { storage: { "irsa.scenario": JSON.stringify(failure("F19")) } });
  await page.getByRole("tab", { name: /^Trust policy/ }).click();
  await page.locator(".editor-host .cm-sign-error").click();
  const box = page.locator(".editor-host .cm-marks");
  const entry = box.locator(".cm-marks-error");
  assert.match(await entry.innerText(), /names another namespace[\s\S]*billing[\s\S]*irsa\/other-namespace/);
  const remedy = await page.locator(".why .fix .button-primary").first().innerText();
  assert.equal(await entry.locator(".cm-marks-fix").innerText(), remedy, "the quick fix is the button of the link");
  const place = entry.getByRole("button", { name: /^Manifests · line \d+/ });
  await place.click();
  assert.equal(await page.getByRole("tab", { name: /^Manifests/ }).getAttribute("aria-selected"), "true");
  assert.equal(await selected(page), "invoice-writer");
  const listed = problem(page, "irsa/other-namespace").getByRole("button", { name: /^Manifests · line/ });
  await page.getByRole("tab", { name: /^Trust policy/ }).click();
  await listed.click();
  assert.equal(await selected(page), "invoice-writer");
});
