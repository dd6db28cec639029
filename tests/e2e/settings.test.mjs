// The settings: what no document says. Each changes the answer at once, says what is assumed and what is wrong.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
const settings = (page) => page.getByRole("tab", { name: "Settings" }).click();
const field = (page, id) => page.locator(`#set-${id}`);
const fault = (page, id) => page.locator(`#set-${id}-fault`);

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("the form stands in the place of the editor and says what is assumed", async (t) => {
  const page = await open(t);
  await settings(page);
  assert.ok(await page.locator(".editor-host").isHidden());
  assert.equal(await field(page, "issuer").getAttribute("placeholder"), "assumed: https://oidc.eks.ap-northeast-1.amazonaws.com/id/EXAMPLE1234");
  assert.match(await field(page, "region").getAttribute("placeholder"), /ap-northeast-1, from the issuer/);
  await page.getByRole("tab", { name: "Manifests" }).click();
  assert.ok(await page.locator(".editor-host").isVisible());
  assert.equal(await field(page, "issuer").count(), 0);
});

test("an assumption is a button that opens its field", async (t) => {
  const page = await open(t);
  const places = [
    [/issuer is/, "set-issuer"],
    [/OIDC provider/, "set-providers"],
    [/IMDS/, "set-imds"],
  ];
  for (const [assumption, id] of places) {
    await page.locator(".assumptions").getByRole("button", { name: assumption }).click();
    await page.locator(`#${id}:focus`).waitFor();
  }
  await page.keyboard.press("ArrowDown");
  await page.locator(".assumptions").getByRole("button", { name: /IMDS/ }).waitFor({ state: "detached" });
  assert.equal((await kept(page)).imdsReachable, true);
});

test("another issuer breaks the chain while one types, and clearing the field mends it in one undo", async (t) => {
  const page = await open(t);
  await settings(page);
  await field(page, "issuer").pressSequentially("https://oidc.eks.eu-west-1.amazonaws.com/id/OTHER");
  await page.locator(".verdict.fail").waitFor();
  assert.equal((await kept(page)).cluster.issuer, "https://oidc.eks.eu-west-1.amazonaws.com/id/OTHER");
  await page.getByRole("button", { name: "Undo" }).first().click();
  await page.locator(".verdict.pass").waitFor();
  assert.equal((await kept(page)).cluster, undefined, "all of the typing was one step");
  assert.equal(await field(page, "issuer").inputValue(), "");
});

test("SDK, IMDS and node role decide as whom a refused Pod runs", async (t) => {
  const page = await open(t);
  const scenario = await kept(page);
  scenario.roles[0].trustPolicy = scenario.roles[0].trustPolicy.replace(":my-namespace:", ":prod:");
  await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), JSON.stringify(scenario));
  await page.reload();
  await page.locator(".verdict.fail").waitFor();
  const identity = page.locator(".identity");
  assert.match(await identity.innerText(), /nobody/);
  await settings(page);
  await field(page, "sdk").selectOption({ label: "Java 2.x" });
  assert.match(await page.locator("#set-sdk-help").innerText(), /goes on/);
  await field(page, "imds").selectOption({ label: "yes" });
  await identity.filter({ hasText: "the role of the node" }).waitFor();
  await field(page, "node-role").fill("arn:aws:iam::123456789012:role/node");
  await identity.filter({ hasText: "assumed-role/node/" }).waitFor();
});

test("what is wrong is explained at the field and kept as typed", async (t) => {
  const page = await open(t);
  await settings(page);
  const cases = [
    ["account", "12345", /12 digits/],
    ["region", "Seoul", /does not look like a Region/],
    ["issuer", "oidc.example.com", /begins with https/],
    ["version", "new", /1\.31/],
    ["node-role", "node", /no role ARN/],
    ["role-0-duration", "soon", /whole number/],
  ];
  for (const [id, text, expected] of cases) {
    await field(page, id).fill(text);
    assert.match(await fault(page, id).innerText(), expected);
    assert.equal(await field(page, id).inputValue(), text);
    assert.equal(await field(page, id).getAttribute("aria-invalid"), "true");
  }
  assert.equal((await kept(page)).roles[0].maxSessionDuration, undefined, "what is no number counts as empty");
  await field(page, "role-0-duration").fill("7200");
  assert.equal(await fault(page, "role-0-duration").count(), 0);
  const scenario = await kept(page);
  assert.equal(scenario.roles[0].maxSessionDuration, 7200);
  assert.equal(scenario.cluster.account, "12345");
  await page.reload();
  await settings(page);
  assert.equal(await field(page, "account").inputValue(), "12345");
});

test("listed providers count alone: without one STS knows no issuer", async (t) => {
  const page = await open(t);
  await settings(page);
  await field(page, "providers").selectOption({ index: 1 });
  await field(page, "provider-0-url").waitFor();
  await page.locator(".verdict.pass").waitFor();
  await field(page, "provider-0-client-ids").fill("other, sts.amazonaws.com,");
  assert.deepEqual((await kept(page)).oidcProviders[0].clientIds, ["other", "sts.amazonaws.com"]);
  assert.equal(await field(page, "provider-0-client-ids").inputValue(), "other, sts.amazonaws.com,");
  await page.getByRole("button", { name: "Remove Provider 1" }).click();
  await page.locator(".verdict.fail").waitFor();
  assert.match(await page.locator(".verdict-detail").innerText(), /link 4/);
});

test("a Pod Identity association with its session policy", async (t) => {
  const page = await open(t);
  await settings(page);
  await page.getByRole("button", { name: "Add an association" }).click();
  await page.locator("#set-association-0-namespace:focus").waitFor();
  assert.equal(await field(page, "association-0-role").inputValue(), "arn:aws:iam::123456789012:role/my-iam-role");
  await page.getByRole("button", { name: "Add a session policy" }).click();
  await page.getByRole("tab", { name: /Session policy of my-namespace\/my-service-account/, selected: true }).waitFor();
  await settings(page);
  await page.getByRole("button", { name: "Remove Association 1" }).click();
  assert.equal((await kept(page)).podIdentityAssociations, undefined);
});

test("tags, users in groups, questions with context", async (t) => {
  const page = await open(t);
  for (const name of ["User", "Group"]) {
    await page.locator("#all-documents-button").click();
    await page.getByRole("dialog", { name: "All documents" }).getByRole("button", { name, exact: true }).click();
  }
  await settings(page);
  await field(page, "role-0-tags").click();
  await page.locator("#set-role-0-tags-0-key:focus").waitFor();
  await page.keyboard.type("team");
  await page.keyboard.press("Tab");
  await page.keyboard.type("blue");
  await field(page, "user-0-group-0").check();
  await field(page, "question-0-context").click();
  await page.locator("#set-question-0-context-0-key:focus").waitFor();
  await page.keyboard.type("aws:SourceIp");
  await page.keyboard.press("Tab");
  await page.keyboard.type('["10.0.0.1","10.0.0.2"]');
  await field(page, "question-0-expect").selectOption("denied");
  const scenario = await kept(page);
  assert.deepEqual(scenario.roles[0].tags, { team: "blue" });
  assert.deepEqual(scenario.users[0].groups, ["my-group"]);
  assert.deepEqual(scenario.questions[0].context, { "aws:SourceIp": ["10.0.0.1", "10.0.0.2"] });
  assert.equal(scenario.questions[0].expect, "denied");
});

test("a webhook that is missing breaks link 2; the facts stay open after a reload", async (t) => {
  const page = await open(t);
  await settings(page);
  await page.getByText("Advanced: the running cluster").click();
  await field(page, "webhook").check();
  await page.locator(".verdict:not(.pass)").waitFor();
  await page.reload();
  await settings(page);
  assert.ok(await field(page, "webhook").isChecked());
  assert.ok(await field(page, "webhook").isVisible());
});

test("the keyboard alone reaches and changes a setting", async (t) => {
  const page = await open(t);
  await page.locator('#tabs [aria-selected="true"]').focus();
  await page.keyboard.press("End");
  await page.locator("#tab-settings:focus").waitFor();
  for (let step = 0; step < 12; step += 1) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement?.id === "set-account")) break;
  }
  await page.keyboard.type("210987654321");
  assert.equal((await kept(page)).cluster.account, "210987654321");
});

test("on a phone an assumption leads to its field, and nothing runs over the side", async (t) => {
  const page = await open(t, { size: "phone" });
  await page.locator(".assumptions").getByRole("button", { name: /issuer is/ }).tap();
  await page.locator("#set-issuer:focus").waitFor();
  assert.ok((await field(page, "issuer").boundingBox()).height >= 43.5);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    test(`no violation: ${theme}, ${locale}`, async (t) => {
      const page = await open(t, { theme, locale, size: theme === "light" ? "desktop" : "phone" });
      await page.locator(".assumptions button").first().click();
      await page.locator("#set-issuer:focus").waitFor();
      await field(page, "issuer").fill("wrong");
      await field(page, "providers").selectOption({ index: 1 });
      for (const id of ["association-add", "question-add", "role-0-tags"]) await field(page, id).click();
      await page.locator(".setting-advanced summary").click();
      await page.locator("#set-role-0-tags-0-key").waitFor();
      await check(page, "everything open");
    });
  }
}
