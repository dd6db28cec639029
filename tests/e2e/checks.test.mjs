// The reference of checks: every one has its page, told by its own example; the problem list leads there, the examples
// lead into the playground.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, built, dist } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();
const { checks } = JSON.parse(readFileSync(join(dist, built("checks", ".json")), "utf8"));
const reader = (page) => page.getByRole("dialog", { name: /^(Checks|검사 항목)$/ });
const heading = (page, name) => reader(page).getByRole("heading", { name, exact: true, level: 3 });

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("every check that has an example is told by it, in the list and on its page", async (t) => {
  const page = await open(t, { path: "#/d" });
  await heading(page, "Checks").waitFor();
  const rows = await reader(page).locator(".checks-list li").evaluateAll((items) =>
    items.map((item) => [item.querySelector("code").textContent, item.querySelector(".check-severity")?.textContent]),
  );
  const told = new Map(rows);
  // What only the catalogue of all services knows is not found before that is there.
  const embedded = checks.filter((one) => one.failing && !/"ec2:/.test(one.failing.roles?.[0].policies?.[0].document ?? ""));
  assert.deepEqual(embedded.filter((one) => !told.get(one.code)).map((one) => one.code), [], "found in its example");
  for (const { code } of embedded.filter((_, at) => at % 6 === 0)) {
    await page.evaluate((code) => (location.hash = `#/d/${code}`), code);
    await heading(page, code).waitFor();
    assert.ok((await reader(page).locator(".check-example.found pre").count()) > 0, code);
    assert.match(await reader(page).locator(".text-lead").innerText(), /\S/, code);
  }
});

test("from a problem to its check, from the check into the playground and to the concept, and back", async (t) => {
  const policy = { Statement: { Effect: "allow", Action: "s3:GetObject", Resource: "*" } };
  const own = { roles: [{ arn: "arn:aws:iam::111122223333:role/app", policies: [{ name: "p", document: JSON.stringify(policy) }] }] };
  const page = await open(t, { storage: { "irsa.scenario": JSON.stringify({ manifests: "", ...own }) } });
  await page.locator(".problem").getByRole("link", { name: "policy/unknown-effect" }).click();
  await heading(page, "policy/unknown-effect").waitFor();
  assert.equal(await reader(page).locator(".check-example.found mark").first().innerText(), '"allow"');
  assert.match(await reader(page).locator(".check-fix").innerText(), /"Effect": "Allow"/);
  await reader(page).getByRole("link", { name: "Learn: Statement" }).click();
  await page.getByRole("dialog", { name: "Concepts" }).getByRole("heading", { name: "Statement", level: 3 }).waitFor();
  await page.goBack();
  await heading(page, "policy/unknown-effect").waitFor();
  await reader(page).locator(".check-example.found").getByRole("link", { name: "Open in the playground" }).click();
  await page.getByRole("dialog").waitFor({ state: "hidden" });
  await page.locator(".problem", { hasText: "policy/unknown-effect" }).waitFor();
});

test("search, an unknown code, and a phone in Korean", async (t) => {
  const page = await open(t, { size: "phone", locale: "ko-KR", path: "#/d/no/such" });
  await reader(page).getByRole("heading", { name: /그런 글은 없습니다/ }).waitFor();
  await reader(page).getByRole("button", { name: "목차" }).tap();
  await reader(page).getByRole("searchbox").fill("INVALID_EFFECT");
  assert.deepEqual(await reader(page).locator("ol .reader-entry").allInnerTexts(), ["unknown-effect"]);
  await reader(page).locator("ol .reader-entry").tap();
  await heading(page, "policy/unknown-effect").waitFor();
  await page.setViewportSize({ width: 320, height: 700 });
  const over = await page.evaluate(() => document.querySelector(".reader-body").scrollWidth - document.querySelector(".reader-body").clientWidth);
  assert.equal(over, 0);
});

for (const [theme, locale, size] of [["light", "en-US", "desktop"], ["dark", "ko-KR", "phone"]]) {
  test(`no violation: ${theme}, ${locale}, ${size}`, async (t) => {
    const page = await open(t, { theme, locale, size, path: "#/d" });
    await reader(page).locator(".checks-list li").first().waitFor();
    await check(page, "all checks");
    await page.evaluate(() => (location.hash = "#/d/policy/unknown-effect"));
    await heading(page, "policy/unknown-effect").waitFor();
    await check(page, "one check");
  });
}
