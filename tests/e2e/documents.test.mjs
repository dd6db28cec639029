// Tabs, the list of all documents, and what can be done with documents: add, rename, move, copy, remove, undo. By
// mouse, by keyboard, on a phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
const tabs = (page) =>
  page.locator("#tabs [role=tab]:not(.tab-settings)").evaluateAll((all) => all.map((tab) => [...tab.querySelectorAll(".tab-owner, .tab-name")].map((part) => part.textContent.trim()).join(" › ")));
const chosen = (page) => page.locator('#tabs [role=tab][aria-selected="true"] .tab-name').innerText();
const more = (page) => page.locator("#all-documents-button");
const panel = (page) => page.getByRole("dialog", { name: "All documents" });

/** Adds something from the list behind More. */
async function add(page, name) {
  await more(page).click();
  await panel(page).getByRole("button", { name, exact: true }).click();
  await panel(page).waitFor({ state: "hidden" });
}

async function choose(page, item) {
  await page.locator("#document-menu-button").click();
  await page.getByRole("menuitem", { name: item, exact: true }).click();
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("with few documents there are three plain tabs, the settings and More", async (t) => {
  const page = await open(t);
  assert.deepEqual(await tabs(page), ["Manifests", "Trust policy", "Permissions"]);
  assert.ok(await page.getByRole("tab", { name: "Settings" }).isVisible());
  assert.match(await more(page).innerText(), /^More/);
});

test("a second role comes with a trust policy that fits, is renamed in place, and survives a reload", async (t) => {
  const page = await open(t);
  await add(page, "Role");
  assert.equal(await chosen(page), "Trust policy");
  let scenario = await kept(page);
  assert.equal(scenario.roles.length, 2);
  assert.match(scenario.roles[1].trustPolicy, /system:serviceaccount:my-namespace:my-service-account/);
  assert.deepEqual(await tabs(page), ["Manifests", "my-role › Trust policy", "Permissions"]);

  await page.getByRole("button", { name: /Edit role ARN/ }).click();
  const field = page.getByRole("textbox", { name: "role ARN" });
  await field.fill("arn:aws:iam::123456789012:role/writer");
  await field.press("Enter");
  scenario = await kept(page);
  assert.equal(scenario.roles[1].arn, "arn:aws:iam::123456789012:role/writer");
  await page.locator("#document-owner-name:focus").waitFor();

  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.deepEqual((await kept(page)).roles.map((role) => role.arn.split("/").pop()), ["my-iam-role", "writer"]);
  // The tabs are those of the chain's role; the other one is behind More.
  assert.deepEqual(await tabs(page), ["Manifests", "my-iam-role › Trust policy", "Permissions"]);
  await more(page).click();
  await panel(page).getByRole("button", { name: /role ARN: writer/ }).waitFor();
});

test("a wrong ARN is explained, kept as typed, and Escape brings the old one back", async (t) => {
  const page = await open(t);
  await page.getByRole("tab", { name: "Trust policy" }).click();
  const begin = () => page.getByRole("button", { name: /Edit role ARN/ }).click();
  const field = page.getByRole("textbox", { name: "role ARN" });
  await begin();
  await field.fill("my-role");
  assert.match(await page.locator(".name-fault").innerText(), /no role ARN/);
  await field.press("Escape");
  assert.equal((await kept(page)).roles[0].arn, "arn:aws:iam::123456789012:role/my-iam-role");
  await begin();
  await field.fill("my-role");
  await page.locator(".verdict").click();
  assert.equal((await kept(page)).roles[0].arn, "my-role");
  assert.match(await page.locator(".name-fault").innerText(), /no role ARN/);
});

test("roles change places, with the document that is shown", async (t) => {
  const page = await open(t);
  await add(page, "Role");
  await choose(page, "Move up: role my-role");
  assert.deepEqual((await kept(page)).roles.map((role) => role.arn.split("/").pop()), ["my-role", "my-iam-role"]);
  assert.equal(await page.getByLabel("Role shown").evaluate((select) => select.selectedOptions[0].textContent), "my-role");
  const shown = page.locator(".editor-host .cm-content");
  assert.match(await shown.innerText(), /sts\.amazonaws\.com/, "the new role's policy, not that of the other one");
  await page.getByLabel("Role shown").selectOption("my-iam-role");
  assert.doesNotMatch(await shown.innerText(), /"sts\.amazonaws\.com"/);
});

test("the undo of the editor never brings another document's text after a move", async (t) => {
  const page = await open(t);
  await page.getByRole("tab", { name: "Trust policy" }).click();
  await add(page, "Role");
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+End");
  await page.keyboard.insertText(" ");
  await choose(page, "Move up: role my-role");
  const before = (await kept(page)).roles;
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  assert.deepEqual((await kept(page)).roles, before);
});

test("a removed policy comes back with one click, and is shown again", async (t) => {
  const page = await open(t);
  const before = await kept(page);
  await page.getByRole("tab", { name: "Permissions" }).click();
  await choose(page, "Remove");
  assert.deepEqual(await tabs(page), ["Manifests", "Trust policy"]);
  const strip = page.locator(".removed");
  assert.match(await strip.innerText(), /Removed: Permissions/);
  await page.locator("#undo-removal:focus").waitFor();
  await strip.getByRole("button", { name: "Undo" }).click();
  assert.deepEqual(await kept(page), before);
  assert.equal(await chosen(page), "Permissions");
  assert.equal(await strip.innerText(), "");
});

test("a removed role is gone from the chain and comes back whole", async (t) => {
  const page = await open(t);
  const before = await kept(page);
  await page.getByRole("tab", { name: "Trust policy" }).click();
  await choose(page, "Remove: role my-iam-role");
  await page.locator(".verdict:not(.pass)").waitFor();
  assert.equal((await kept(page)).roles, undefined);
  await page.getByRole("button", { name: "Undo" }).first().click();
  await page.locator(".verdict.pass").waitFor();
  assert.deepEqual(await kept(page), before);
});

test("an SCP changes the matrix once it denies", async (t) => {
  const page = await open(t);
  const cell = page.getByRole("row", { name: "s3:GetObject" }).locator(".cell");
  assert.match(await cell.innerText(), /allowed/);
  await add(page, "SCP");
  assert.match(await cell.innerText(), /allowed/, "the template takes nothing away");
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+a");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText('{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"s3:*","Resource":"*"}]}');
  await cell.filter({ hasText: "explicit deny" }).waitFor();
  assert.match(await page.locator(".document-owner").innerText(), /organization root/);
});

test("a boundary, a copy, and an order of policies", async (t) => {
  const page = await open(t);
  await add(page, "Permissions boundary");
  assert.equal(await chosen(page), "Boundary");
  assert.match((await kept(page)).roles[0].permissionsBoundary, /s3:\*/);
  await page.getByRole("tab", { name: "Permissions" }).click();
  await choose(page, "Duplicate");
  const names = async () => (await kept(page)).roles[0].policies.map((policy) => policy.name);
  assert.deepEqual(await names(), ["my-policy", "my-policy-2"]);
  assert.deepEqual(await tabs(page), ["Manifests", "Trust policy", "my-policy", "my-policy-2", "Boundary"]);
  await choose(page, "Move up");
  assert.deepEqual(await names(), ["my-policy-2", "my-policy"]);
  assert.equal(await chosen(page), "my-policy-2");
});

test("everything can be added, and the list finds it", async (t) => {
  const page = await open(t);
  const all = ["Permissions boundary", "Resource policy", "SCP", "RCP", "Session policy", "VPC endpoint policy", "User", "Group", "Pod Identity association"];
  for (const one of all) await add(page, one);
  const scenario = await kept(page);
  assert.equal(scenario.resourcePolicies[0].resource, "arn:aws:s3:::my-bucket");
  assert.equal(scenario.podIdentityAssociations[0].serviceAccount, "my-service-account");
  assert.equal(scenario.users.length + scenario.groups.length, 2);
  await more(page).click();
  const search = panel(page).getByRole("searchbox");
  await search.fill("endpoint");
  assert.deepEqual(await panel(page).locator(".more-row").allInnerTexts(), ["VPC endpoint policy"]);
  await search.fill("nothing like this");
  await panel(page).getByText("No document has this in its name.").waitFor();
  await search.fill("");
  await panel(page).getByRole("button", { name: "Session policy", exact: true }).click();
  assert.equal(await chosen(page), "Session policy");
});

test("the keyboard alone: menu, rename, remove, bring back", async (t) => {
  const page = await open(t);
  await page.locator("#tab-manifests").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  assert.equal(await chosen(page), "Permissions");
  await page.keyboard.press("F2");
  await page.getByRole("textbox", { name: "policy name" }).waitFor();
  await page.keyboard.type("reader");
  await page.keyboard.press("Enter");
  assert.equal((await kept(page)).roles[0].policies[0].name, "reader");
  await page.locator('#tabs [aria-selected="true"]').focus();
  await page.keyboard.press("Delete");
  assert.equal((await kept(page)).roles[0].policies, undefined);
  await page.locator("#undo-removal:focus").waitFor();
  await page.keyboard.press("Enter");
  assert.equal((await kept(page)).roles[0].policies.length, 1);

  await page.locator("#document-menu-button").focus();
  await page.keyboard.press("Enter");
  await page.getByRole("menuitem", { name: "Rename", exact: true }).and(page.locator(":focus")).waitFor();
  await page.keyboard.press("ArrowUp");
  assert.match(await page.locator(":focus").innerText(), /Remove: role/);
  await page.keyboard.press("Escape");
  await page.locator("#document-menu-button:focus").waitFor();
});

test("the context menu of a tab is that of its document", async (t) => {
  const page = await open(t);
  await page.getByRole("tab", { name: "Permissions" }).click({ button: "right" });
  await page.getByRole("menuitem", { name: "Duplicate", exact: true }).click();
  assert.equal((await kept(page)).roles[0].policies.length, 2);
});

test("F6 goes round the panes and Ctrl+/ lists the shortcuts", async (t) => {
  const page = await open(t);
  const inside = (selector) => page.evaluate((selector) => Boolean(document.activeElement?.closest(selector)), selector);
  for (const pane of [".editors", ".chain-card", ".views-card", ".editors"]) {
    await page.keyboard.press("F6");
    await page.waitForFunction((pane) => document.activeElement?.closest(pane), pane);
  }
  await page.keyboard.press("Shift+F6");
  await page.waitForFunction(() => document.activeElement?.closest(".views-card"));
  assert.ok(await inside(".views-card"));
  await page.keyboard.press("Control+/");
  const dialog = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await dialog.waitFor();
  assert.match(await dialog.innerText(), /F6/);
  await page.keyboard.press("Control+/");
  await dialog.waitFor({ state: "detached" });
  await page.getByRole("button", { name: "Keyboard shortcuts" }).click();
  await dialog.waitFor();
});

test("Ctrl+Z outside of texts undoes a whole step, Ctrl+Shift+Z brings it again", async (t) => {
  const page = await open(t);
  const before = await kept(page);
  await add(page, "Group");
  const after = await kept(page);
  await page.locator('#tabs [aria-selected="true"]').focus();
  await page.keyboard.press("Control+z");
  assert.deepEqual(await kept(page), before);
  await page.keyboard.press("Control+Shift+Z");
  assert.deepEqual(await kept(page), after);
});

test("on a phone everything is reached by touch, in targets of 44 px", async (t) => {
  const page = await open(t, { size: "phone" });
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  await more(page).tap();
  const buttons = panel(page).getByRole("button");
  for (const button of await buttons.all()) {
    const box = await button.boundingBox();
    assert.ok(box.height >= 43.5, `${await button.innerText()} is ${box.height} px high`);
  }
  await panel(page).getByRole("button", { name: "Role", exact: true }).tap();
  await page.locator("#document-menu-button").tap();
  await page.getByRole("menuitem", { name: "Remove: role my-role" }).tap();
  await page.locator(".removed").getByRole("button", { name: "Undo" }).tap();
  assert.equal((await kept(page)).roles.length, 2);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing runs over the side");
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    test(`no violation: ${theme}, ${locale}`, async (t) => {
      const page = await open(t, { theme, locale });
      await more(page).click();
      await page.locator(".add-button").first().waitFor();
      await check(page, "the list of all documents");
      await page.locator(".add-button").first().click();
      await page.locator(".more-panel").waitFor({ state: "hidden" });
      await check(page, "two roles");
      await page.locator("#document-menu-button").click();
      await page.locator("#document-menu [role=menuitem]").first().waitFor();
      await check(page, "the menu of a document");
      await page.keyboard.press("Escape");
      await page.locator("#document-owner-name").click();
      await page.keyboard.insertText("wrong");
      await check(page, "a wrong name");
      await page.keyboard.press("Escape");
      await page.locator("#document-menu-button").click();
      await page.locator("#document-menu .danger").last().click();
      await page.locator("#undo-removal").waitFor();
      await check(page, "after a removal");
      await page.keyboard.press("Control+/");
      await page.locator(".shortcut-list").first().waitFor();
      await check(page, "the shortcuts");
    });
  }
}
