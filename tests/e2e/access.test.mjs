// Why, the permission matrix and the tasks: statements traced, cells that lead to their operands, pins that travel,
// missing keys filled in place, resources and questions typed, tasks with exactly what they lack.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const file = (name) => readFileSync(join(here, "..", "..", "www", "scenarios", "textbook", name), "utf8");
const policy = (...Statement) => JSON.stringify({ Version: "2012-10-17", Statement }, null, 2);
const allow = (Action, Resource, rest = {}) => ({ Effect: "Allow", Action, Resource, ...rest });

/** The textbook scenario, changed. */
function textbook(edit = () => {}) {
  const role = {
    arn: "arn:aws:iam::123456789012:role/my-iam-role",
    trustPolicy: file("trust.json"),
    policies: [{ name: "my-policy", document: file("permissions.json") }],
  };
  const scenario = { manifests: file("manifests.yaml"), roles: [role] };
  edit(scenario, role);
  return { "irsa.scenario": JSON.stringify(scenario) };
}

const permissions = (...statements) =>
  textbook((_, role) => {
    role.policies[0].document = policy(...statements);
  });

const otherNamespace = () =>
  textbook((_, role) => {
    role.trustPolicy = role.trustPolicy.replace(":my-namespace:", ":prod:");
  });

const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
const table = (page) => page.getByRole("region", { name: "Access" }).getByRole("table");
const row = (page, action) => table(page).getByRole("row").filter({ has: page.locator(`th code:text-is("${action}")`) });
const cell = (page, action, column = 0) => row(page, action).locator(".cell").nth(column);
const panel = (page) => page.locator(".cell-why");

/** The text that the editor has selected. */
const selected = (page) =>
  page.evaluate(() => {
    const view = document.querySelector(".editor-host").shadowRoot;
    return String(view.getSelection ? view.getSelection() : document.getSelection());
  });

test("the broken link traces every statement, each operand selects its text, the fix stands as a diff", async (t) => {
  const page = await open(t, { storage: otherNamespace() });
  const why = page.locator(".why");
  const lines = await why.locator(".diff").innerText();
  assert.match(lines, /line 12/);
  assert.match(lines, /:prod:my-service-account/);
  assert.match(lines, /:my-namespace:my-service-account/);
  const trace = why.getByRole("button", { name: "All statements" });
  assert.equal(await trace.getAttribute("aria-expanded"), "false");
  await trace.click();
  assert.match(await why.locator(".policy-type").innerText(), /Trust policy: does not allow it/);
  const checks = await why.locator(".statement-check").allInnerTexts();
  assert.equal(checks.length, 3);
  assert.match(checks[0], /✓[\s\S]*Principal/);
  assert.match(checks[1], /✓[\s\S]*Action/);
  assert.match(checks[2], /✕[\s\S]*Condition StringEquals[\s\S]*the comparison does not hold/);
  await why.locator(".statement-check").nth(2).locator(".operands .operand").click();
  await page.getByRole("tab", { name: "Trust policy", selected: true }).waitFor();
  await page.waitForFunction(() => String(document.getSelection()) !== "" || document.querySelector(".editor-host").shadowRoot);
  assert.equal(await selected(page), '"system:serviceaccount:prod:my-service-account"');
});

test("a fix is applied with one click and undone with another", async (t) => {
  const page = await open(t, { storage: otherNamespace() });
  await page.locator(".why").getByRole("button", { name: /^Fix: use/ }).click();
  await page.locator(".verdict.pass").waitFor();
  await page.getByRole("button", { name: "Undo the fix" }).click();
  await page.locator(".verdict.fail").waitFor();
  assert.match((await kept(page)).roles[0].trustPolicy, /:prod:/);
  assert.equal(await page.getByRole("button", { name: "Undo the fix" }).count(), 0);
});

test("a cell tells which type of policy blocks it, and its statement selects the text", async (t) => {
  const page = await open(t, {
    storage: textbook((_, role) => {
      role.permissionsBoundary = policy(allow("dynamodb:*", "*"));
    }),
  });
  await cell(page, "s3:GetObject").click();
  const types = await panel(page).locator(".type-head").allInnerTexts();
  assert.match(types[0], /Permissions boundary: does not allow it/);
  assert.match(types[1], /Identity-based policies: allows it/);
  await panel(page).getByRole("button", { name: "Select statement 1, Boundary · line 4" }).click();
  await page.getByRole("tab", { name: "Boundary", selected: true }).waitFor();
  assert.match(await selected(page), /^\{[\s\S]*"dynamodb:\*"[\s\S]*\}$/);
});

test("a pin is kept, summed up, survives a reload, and tells when it does not hold", async (t) => {
  const page = await open(t, { storage: textbook() });
  await cell(page, "s3:DeleteObject").click();
  await panel(page).getByRole("button", { name: "Expect denied" }).click();
  const [question] = (await kept(page)).questions;
  assert.deepEqual(question, {
    principal: "Pod/my-namespace/web",
    action: "s3:DeleteObject",
    resource: "arn:aws:s3:::my-bucket/*",
    expect: "denied",
  });
  await row(page, "s3:GetObject").getByRole("button", { name: "Pin today's answers of s3:GetObject" }).click();
  const summary = page.locator(".expectations summary");
  assert.match(await summary.innerText(), /2 expectations hold/);
  // The page starts again from what it kept.
  const storage = { "irsa.scenario": JSON.stringify(await kept(page)) };
  const again = await open(t, { storage });
  assert.match(await again.locator(".expectations summary").innerText(), /2 expectations hold/);
  assert.match(await cell(again, "s3:DeleteObject").innerText(), /⚑/);
  // Another policy breaks one of them.
  const scenario = JSON.parse(storage["irsa.scenario"]);
  scenario.roles[0].policies[0].document = policy(allow("s3:*", "arn:aws:s3:::my-bucket/*"));
  const broken = await open(t, { storage: { "irsa.scenario": JSON.stringify(scenario) } });
  assert.match(await broken.locator(".expectations summary").innerText(), /1 expectation holds, 1 does not/);
  const failing = broken.locator(".expectations li.fail");
  assert.match(await failing.innerText(), /s3:DeleteObject[\s\S]*expected: denied · allowed · does not hold/);
  await failing.getByRole("button", { name: /^Show why/ }).click();
  await panel(broken).waitFor();
  await failing.getByRole("button", { name: /^Remove/ }).click();
  assert.match(await broken.locator(".expectations summary").innerText(), /1 expectation holds$/);
});

test("a row is pinned with the keyboard alone", async (t) => {
  const page = await open(t, { storage: textbook() });
  await page.getByRole("searchbox", { name: "Filter actions" }).focus();
  const focused = () => page.evaluate(() => document.activeElement?.getAttribute("aria-label") ?? "");
  for (let step = 0; step < 20 && !/^Pin today's answers of s3:GetObject/.test(await focused()); step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".expectations summary").innerText(), /1 expectation holds/);
  // And in the open cell.
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await panel(page).waitFor();
  const label = () => page.evaluate(() => document.activeElement?.textContent ?? "");
  for (let step = 0; step < 10 && !/Expect denied/.test(await label()); step += 1) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.match(await page.locator(".expectations summary").innerText(), /0 expectations hold, 1 does not/);
});

test("a missing key is set in place, changed and taken back", async (t) => {
  const vpce = { Condition: { StringEquals: { "aws:SourceVpce": "vpce-1" } } };
  const page = await open(t, { storage: permissions(allow("s3:GetObject", "arn:aws:s3:::my-bucket/*", vpce)) });
  const shown = () => cell(page, "s3:GetObject").innerText();
  assert.match(await shown(), /◐ depends/);
  await cell(page, "s3:GetObject").click();
  assert.match(await panel(page).innerText(), /It depends on aws:SourceVpce/);
  await panel(page).getByRole("button", { name: /vpce-1.*allowed/ }).click();
  await page.waitForFunction(() => document.querySelector("tr .cell[aria-expanded=true]")?.textContent.includes("allowed"));
  assert.deepEqual((await kept(page)).questions[0].context, { "aws:SourceVpce": "vpce-1" });
  const field = panel(page).getByRole("textbox", { name: "Value of aws:SourceVpce" });
  await field.fill("vpce-2");
  await field.press("Enter");
  await page.waitForFunction(() => document.querySelector("tr .cell[aria-expanded=true]")?.textContent.includes("implicit deny"));
  await panel(page).getByRole("button", { name: "Remove: aws:SourceVpce" }).click();
  await page.waitForFunction(() => document.querySelector("tr .cell[aria-expanded=true]")?.textContent.includes("depends"));
  assert.equal((await kept(page)).questions, undefined);
});

test("a resource is typed, checked, kept as a column, and removed; undo brings it back", async (t) => {
  const page = await open(t, { storage: textbook() });
  const field = page.getByRole("textbox", { name: "Add a resource" });
  await field.fill("my-bucket");
  await field.press("Enter");
  assert.match(await page.locator("#add-resource-fault").innerText(), /This is no ARN/);
  await field.fill("arn:aws:s3:::other/*");
  await field.press("Enter");
  await table(page).getByText("other/*").waitFor();
  assert.match(await cell(page, "s3:GetObject", 1).innerText(), /implicit deny/);
  // A column asks for nothing: the chain still holds.
  assert.equal(await page.locator(".verdict.pass").count(), 1);
  await table(page).getByRole("button", { name: "Remove the resource arn:aws:s3:::other/*" }).click();
  assert.equal(await table(page).getByText("other/*").count(), 0);
  await page.getByRole("button", { name: "Undo", exact: true }).first().click();
  await table(page).getByText("other/*").waitFor();
});

test("any question is answered, with completion from the catalogue", async (t) => {
  const page = await open(t, { storage: textbook() });
  const form = page.getByRole("form", { name: "Ask anything" });
  const action = form.getByRole("combobox", { name: /^Action/ });
  await action.fill("s3:putobjectt");
  const offered = await page.locator("#ask-actions option").evaluateAll((all) => all.map((option) => option.value));
  assert.deepEqual(offered, ["s3:PutObjectTagging"]);
  await form.getByRole("button", { name: "Ask" }).click();
  assert.match(await form.getByRole("alert").innerText(), /Write an ARN/);
  await form.getByRole("combobox", { name: "ARN of a resource" }).fill("arn:aws:s3:::elsewhere/x");
  await action.fill("s3:putobjecttagging");
  await form.getByRole("button", { name: "Ask" }).click();
  assert.match(await panel(page).innerText(), /implicit deny[\s\S]*s3:PutObjectTagging[\s\S]*arn:aws:s3:::elsewhere\/x/);
});

test("hundreds of actions: groups fold, filters find, the page does not scroll sideways", async (t) => {
  const columns = ["reports/*", "reports", "logs/*", "logs"].map((name) => `arn:aws:s3:::${name}`);
  const tables = ["a", "b", "c"].map((name) => `arn:aws:dynamodb:us-east-1:123456789012:table/${name}`);
  const page = await open(t, { storage: permissions(allow("s3:*", columns), allow("dynamodb:*", tables)) });
  const rows = () => table(page).locator("tbody tr:not(.group)").count();
  const folded = await rows();
  assert.ok(folded > 0 && folded <= 40, `${folded} rows are open at first`);
  await page.getByRole("searchbox", { name: "Filter actions" }).pressSequentially("getobject");
  await row(page, "s3:GetObject").waitFor();
  const found = async () => (await table(page).locator("th code").allInnerTexts()).join(" ");
  assert.match(await found(), /^(s3:GetObject\w*\s?)+$/);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("combobox", { name: "Service" }).selectOption("s3");
  await page.getByRole("combobox", { name: "Access level" }).selectOption("Tagging");
  assert.match(await found(), /^(s3:\w*Tag\w*\s?)+$/i);
  await page.getByRole("button", { name: "Clear filters" }).click();
  await page.getByRole("searchbox", { name: "Filter actions" }).fill("nothing like this");
  await page.getByText("No action matches these filters.").waitFor();
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth));
});

test("only what is granted", async (t) => {
  const page = await open(t, { storage: textbook() });
  await page.getByRole("checkbox", { name: "Only what is granted" }).check();
  assert.deepEqual(await table(page).locator("th code").allInnerTexts(), ["s3:GetObject", "s3:PutObject"]);
});

test("the caret marks the cells and links that its text decides", async (t) => {
  const page = await open(t, { storage: textbook() });
  assert.equal(await page.locator(".cell.at-caret").count(), 0);
  await page.getByRole("tab", { name: "Permissions" }).click();
  await page.locator(".editor-host .cm-line", { hasText: '"Effect": "Allow"' }).click();
  await cell(page, "s3:GetObject").and(page.locator(".at-caret")).waitFor();
  assert.match(await cell(page, "s3:GetObject").innerText(), /decided by the text at the caret/);
  assert.equal(await cell(page, "s3:DeleteObject").and(page.locator(".at-caret")).count(), 0);
  await page.locator(".link-row", { hasText: "Policies on the role" }).locator(".decided-here").waitFor();
});

test("what is not reached says so, and leads to the link", async (t) => {
  const page = await open(t, { storage: otherNamespace() });
  const view = page.getByRole("region", { name: "Access" });
  assert.match(await view.innerText(), /Not reached: link 5 does not pass/);
  assert.match(await cell(page, "s3:GetObject").innerText(), /allowed/);
});

test("tasks name exactly what is missing, with why and an expectation", async (t) => {
  const page = await open(t, { storage: textbook() });
  await page.getByRole("button", { name: "Tasks", exact: true }).click();
  const task = (name) => page.locator(".task").filter({ has: page.locator(`.task-title:text-is("${name}")`) });
  assert.match(await task("Upload a file").innerText(), /allowed/);
  const encrypted = task("Upload a file encrypted with a KMS key (SSE-KMS)");
  assert.match(await encrypted.innerText(), /1 action is missing\s+kms:GenerateDataKey/);
  await encrypted.locator("summary").first().click();
  await encrypted.getByRole("button", { name: "Why: kms:GenerateDataKey" }).click();
  assert.match(await panel(page).innerText(), /Identity-based policies: does not allow it/);
  // What is missing is allowed by exactly one statement, and taken back.
  const list = task("List the files");
  await list.locator("summary").first().click();
  await list.getByText("Allow exactly what is missing").click();
  assert.match(await list.locator(".diff").innerText(), /"Action": "s3:ListBucket"/);
  await list.getByRole("button", { name: "Add this statement" }).click();
  await page.waitForFunction(() => [...document.querySelectorAll(".task")].some((one) => /List the files\s*✓ allowed/.test(one.textContent)));
  await page.getByRole("button", { name: "Undo the fix" }).click();
  await task("Upload a file").locator("summary").first().click();
  await page.getByRole("button", { name: "Expect it to work: Upload a file", exact: true }).click();
  assert.match(await page.locator(".expectations summary").innerText(), /1 expectation holds/);
  await page.getByRole("button", { name: "All API operations of Amazon S3" }).click();
  await page.getByRole("searchbox", { name: "Filter operations" }).fill("head");
  const heads = await page.locator(".operations .task summary").allInnerTexts();
  assert.ok(heads.some((text) => /HeadObject\s+✓ allowed/.test(text)), heads.join("\n"));
  assert.ok(heads.some((text) => /HeadBucket\s+✕ 1 action is missing\s+s3:ListBucket/.test(text)), heads.join("\n"));
});

test("a phone has a list: a resource is chosen, its actions stand below", async (t) => {
  const other = "arn:aws:dynamodb:us-east-1:123456789012:table/orders";
  const page = await open(t, {
    size: "phone",
    storage: permissions(allow("s3:GetObject", "arn:aws:s3:::my-bucket/*"), allow("dynamodb:GetItem", other)),
  });
  await page.locator(".pane-button").nth(2).tap();
  assert.equal(await table(page).count(), 0);
  const list = page.locator(".matrix-list");
  assert.match(await list.innerText(), /s3:GetObject/);
  await list.getByRole("combobox", { name: "Resource" }).selectOption(other);
  assert.match(await list.innerText(), /dynamodb:GetItem/);
  assert.doesNotMatch(await list.innerText(), /s3:GetObject/);
  await list.locator("li", { has: page.locator('code:text-is("dynamodb:GetItem")') }).locator(".cell").tap();
  await panel(page).getByRole("button", { name: "Expect allowed" }).tap();
  assert.match(await page.locator(".expectations summary").innerText(), /1 expectation holds/);
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing scrolls sideways");
});

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

const states = () =>
  textbook((scenario, role) => {
    role.trustPolicy = role.trustPolicy.replace(":my-namespace:", ":prod:");
    const prefix = { Condition: { StringLike: { "s3:prefix": "home/*" } } };
    role.policies[0].document = policy(
      allow(["s3:GetObject", "s3:PutObject"], "arn:aws:s3:::my-bucket/*"),
      allow("s3:ListBucket", "arn:aws:s3:::my-bucket", prefix),
      { Sid: "Never", Effect: "Deny", Action: "s3:DeleteObject", Resource: "*" },
    );
    const pin = (action, expect) => ({ principal: "Pod/my-namespace/web", action, resource: "arn:aws:s3:::my-bucket/*", expect });
    scenario.questions = [
      pin("s3:PutObject", "denied"),
      pin("s3:GetObject", "allowed"),
      { action: "*", resource: "arn:aws:s3:::typed/*", expect: "either" },
    ];
  });

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`axe finds nothing: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await open(t, { theme, locale, size, storage: states() });
        await page.locator(".why .disclosure").click();
        if (size === "phone") {
          await check(page, "every statement of the broken link");
          await page.locator(".pane-button").nth(2).tap();
          await page.locator(".matrix-list select").selectOption("arn:aws:s3:::my-bucket");
        }
        await page.locator(".depends .cell").first().click();
        await page.locator(".add-resource input").fill("no arn");
        await page.locator(".add-resource button").click();
        await check(page, "a cell that depends stands open, a fault under a field");
        await page.locator(".part").nth(1).click();
        await page.locator(".task summary").nth(3).click();
        await page.locator(".task details[open] .need button").first().click();
        await check(page, "a task stands open");
      });
    }
  }
}
