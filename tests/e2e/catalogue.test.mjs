// The catalogue of all services: fetched when a service outside the embedded ones first occurs, and never missed where
// it does not come.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { pathToFileURL } from "node:url";
import axe from "@axe-core/playwright";
import { browserTests, built, dist, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests({
  extra: { "blank.html": "<!doctype html><link rel=icon href=data:,><title>blank</title>" },
});

const file = (name) => readFileSync(join(here, "..", "..", "www", "scenarios", "textbook", name), "utf8");
const FUNCTION = "arn:aws:lambda:ap-northeast-1:123456789012:function:f";
const policy = (action) =>
  JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: FUNCTION }] }, null, 2);

/** The textbook scenario, with a policy about Lambda. */
const withAction = (action) => ({
  "irsa.scenario": JSON.stringify({
    manifests: file("manifests.yaml"),
    roles: [
      {
        arn: "arn:aws:iam::123456789012:role/my-iam-role",
        trustPolicy: file("trust.json"),
        policies: [{ name: "my-policy", document: policy(action) }],
      },
    ],
  }),
});

const foot = (page) => page.getByRole("contentinfo");
const access = (page) => page.getByRole("region", { name: "Access" });
const row = (page, action) => access(page).getByRole("row").filter({ has: page.locator(`th code:text-is("${action}")`) });
const editor = (page) => page.locator(".editor-host .cm-content");
const list = (page) => page.locator(".editor-host .cm-tooltip-autocomplete");

/** How often the page asked for the catalogue. */
function counted() {
  const asked = { times: 0, answer: null };
  const before = (page) =>
    page.route("**/catalogue-*.tsv", async (route) => {
      asked.times++;
      await (asked.answer ? asked.answer(route) : route.continue());
    });
  return { asked, before };
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

/** What the editor explains of a text in the policy. */
async function explained(page, text) {
  await page.getByRole("tablist").first().getByRole("tab").nth(2).click();
  await page.locator(".editor-host .cm-line").filter({ hasText: text }).getByText(text).hover();
  const tooltip = page.locator(".editor-host .cm-tooltip-hover");
  await tooltip.waitFor();
  return tooltip.innerText();
}

test("the embedded services need no catalogue", async (t) => {
  const { asked, before } = counted();
  const page = await open(t, { before });
  assert.match(await foot(page).innerText(), /action catalogue \d{4}-\d\d-\d\d \(13 services, all others as soon as they occur\)/);
  assert.equal(asked.times, 0);
});

test("a policy about Lambda brings all services, once, and access levels follow", async (t) => {
  const { asked, before } = counted();
  const page = await open(t, { before, storage: withAction("lambda:InvokeFunction") });
  await foot(page).getByText("all 456 services").waitFor();
  assert.match(await row(page, "lambda:InvokeFunction").innerText(), /allowed/);
  assert.match(await access(page).locator("tbody").innerText(), /Write/);
  assert.equal(asked.times, 1);
  assert.match(await explained(page, "lambda:InvokeFunction"), /AWS Lambda[\s\S]*Write/);
  await check(page, "all services");
});

test("a misspelt action of Lambda is known to be none", async (t) => {
  const page = await open(t, { storage: withAction("lambda:InvokFunction") });
  await foot(page).getByText("all 456 services").waitFor();
  assert.match(await explained(page, "lambda:InvokFunction"), /Not in the catalogue/);
});

test("completion of another service brings all services", async (t) => {
  const { asked, before } = counted();
  const page = await open(t, { before });
  await page.getByRole("tablist").first().getByRole("tab").nth(2).click();
  await editor(page).focus();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("Control+f");
  const field = page.locator(".editor-host .cm-search input[name=search]");
  await field.pressSequentially("s3:PutObject");
  await field.press("Enter");
  await field.press("Escape");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("lambda:Invok");
  await foot(page).getByText("all 456 services").waitFor();
  await page.keyboard.type("e");
  await list(page).getByRole("option").filter({ hasText: "lambda:InvokeFunction" }).first().waitFor();
  assert.equal(asked.times, 1);
});

test("asking about another service brings all services", async (t) => {
  const page = await open(t);
  await page.getByRole("combobox", { name: "Action" }).fill("lambda:Inv");
  await foot(page).getByText("all 456 services").waitFor();
  await page.locator('#ask-actions option[value="lambda:InvokeFunction"]').waitFor({ state: "attached" });
});

for (const [name, answer] of [
  ["does not arrive", (route) => route.abort("failed")],
  ["is gone", (route) => route.fulfill({ status: 404, body: "gone" })],
  ["is something else", (route) => route.fulfill({ contentType: "text/html", body: "<!doctype html>" })],
]) {
  test(`where the catalogue ${name}, that is said, nothing breaks, and it can be tried again`, async (t) => {
    const { asked, before } = counted();
    asked.answer = answer;
    const noise = [/catalogue/, /404/, /net::ERR/];
    const page = await open(t, { before, noise, storage: withAction("lambda:InvokeFunction") });
    const note = access(page).getByText("The catalogue of all services did not arrive.");
    await note.waitFor();
    assert.match(await note.innerText(), /for lambda, access levels/);
    assert.match(await row(page, "lambda:InvokeFunction").innerText(), /allowed/);
    assert.match(await foot(page).innerText(), /did not arrive/);
    await check(page, "no catalogue");
    asked.answer = null;
    await access(page).getByRole("button", { name: "Try again" }).click();
    await foot(page).getByText("all 456 services").waitFor();
    assert.equal(await note.count(), 0);
  });
}

test("while it is on its way, that is said", async (t) => {
  const { asked, before } = counted();
  let release;
  const gate = new Promise((done) => (release = done));
  asked.answer = (route) => gate.then(() => route.continue());
  const page = await open(t, { before, size: "phone", locale: "ko-KR", storage: withAction("lambda:InvokeFunction") });
  await page.locator(".pane-button").nth(2).tap();
  await page.getByText("카탈로그에서 다음 서비스를 받는 중입니다: lambda").waitFor();
  await check(page, "on its way");
  release();
  await foot(page).getByText("전체 서비스 456개").waitFor();
});

test("the JavaScript API loads it when asked, in Node and in a browser", async (t) => {
  const { load } = await import(pathToFileURL(join(dist, "api.js")).href);
  const { simulate, loadCatalogue } = await load();
  const scenario = JSON.parse(withAction("lambda:InvokeFunction")["irsa.scenario"]);
  const level = () => {
    const found = simulate(scenario).chains[0].permissions.rows.find((row) => row.action === "lambda:InvokeFunction");
    return [found.accessLevel, found.cells[0].answer];
  };
  assert.deepEqual(level(), [null, "allowed"]);
  await assert.rejects(loadCatalogue("<!doctype html>"), /no action catalogue/);
  await loadCatalogue();
  assert.deepEqual(level(), ["write", "allowed"]);
  await loadCatalogue(readFileSync(join(dist, built("catalogue", ".tsv")), "utf8"));

  const page = await open(t, { path: "blank.html", settled: false });
  const found = await page.evaluate(async (scenario) => {
    const { simulate, loadCatalogue } = await (await import("./api.js")).load();
    await loadCatalogue();
    return simulate(scenario).chains[0].permissions.rows[0].accessLevel;
  }, scenario);
  assert.equal(found, "write");
});
