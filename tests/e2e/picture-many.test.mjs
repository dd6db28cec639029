// Many ways: rows that fan out to roles, groups, filter, search, zoom, keyboard; a thousand without hanging.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();
const ISSUER = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";

/** Deployments in some namespaces; every seventh has no annotation and runs as the node, some roles trust others. */
function many(count, namespaces) {
  const one = (i) => {
    const [name, namespace] = [`service-${String(i).padStart(4, "0")}`, `team-${String(i % namespaces).padStart(2, "0")}`];
    const annotations = i % 7 ? `  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/role-${Math.floor(i / 3) % 10}\n` : "";
    return `apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\n${annotations}---
apiVersion: apps/v1\nkind: Deployment\nmetadata:\n  name: ${name}\n  namespace: ${namespace}\nspec:\n  selector:\n    matchLabels: {app: ${name}}\n  template:\n    metadata:\n      labels: {app: ${name}}\n    spec:\n      serviceAccountName: ${name}\n      containers:\n        - name: ${name}\n          image: example\n`;
  };
  const role = (i) => ({
    arn: `arn:aws:iam::111122223333:role/role-${i}`,
    trustPolicy: JSON.stringify({
      Version: "2012-10-17",
      Statement: [
        {
          Effect: "Allow",
          Principal: { Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` },
          Action: "sts:AssumeRoleWithWebIdentity",
          Condition: { StringLike: { [`${ISSUER}:sub`]: i === 4 ? "system:serviceaccount:other:*" : "system:serviceaccount:*" } },
        },
      ],
    }),
    policies: [{ document: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: `arn:aws:s3:::bucket-${i}/*` }] }) }],
  });
  return {
    manifests: Array.from({ length: count }, (_, i) => one(i)).join("---\n"),
    roles: Array.from({ length: 10 }, (_, i) => role(i)),
    nodeRole: "arn:aws:iam::111122223333:role/eks-node",
    imdsReachable: true,
  };
}

const show = (t, scenario, options = {}) => open(t, { ...options, storage: { "irsa.scenario": JSON.stringify(scenario) } });
const map = (page) => page.locator(".fleet-map svg.pic");
const rows = (page) => map(page).locator(".row");
const name = (page) => page.locator(".fleet-name b").innerText();

test("a few: rows fan out to roles, the chosen one is marked, a click chooses another", async (t) => {
  const page = await show(t, many(6, 2));
  assert.equal(await rows(page).count(), 6);
  assert.equal(await map(page).locator(".group").count(), 0);
  const said = (await map(page).locator("text").allTextContents()).join(" | ");
  assert.match(said, /Node role \| eks-node/);
  assert.match(said, /role-1 \| ×3/);
  assert.equal(await map(page).locator(".p-chosen").count(), 1);
  assert.match(await page.locator(".verdict h2").innerText(), /service-0000.*names no role/);
  await map(page).getByRole("button", { name: /service-0002/ }).click();
  await page.locator(".verdict.pass").waitFor();
  assert.equal(await name(page), "service-0002");
  assert.match(await map(page).locator(".row", { has: page.locator(".p-chosen") }).getAttribute("aria-label"), /service-0002.*shown below/);
});

test("from twelve on they are grouped by namespace; groups open and close", async (t) => {
  const page = await show(t, many(12, 3));
  const groups = map(page).locator(".group");
  assert.equal(await groups.count(), 3);
  assert.equal(await rows(page).count(), 0);
  assert.match(await groups.first().getAttribute("aria-label"), /team-00, 4, pass \d, fail \d|team-00, 4/);
  assert.equal(await groups.first().getAttribute("aria-expanded"), "false");
  await groups.first().click();
  assert.equal(await groups.first().getAttribute("aria-expanded"), "true");
  assert.equal(await rows(page).count(), 4);
  await groups.first().click();
  assert.equal(await rows(page).count(), 0);
});

test("filter and search narrow, say how many are left, and can be cleared", async (t) => {
  const page = await show(t, many(30, 4));
  const found = page.locator(".fleet-found");
  assert.equal(await found.innerText(), "30 of 30");
  await page.getByRole("button", { name: "Running as somebody else" }).click();
  assert.equal(await found.innerText(), "5 of 30");
  assert.equal(await rows(page).count(), 5);
  assert.ok((await map(page).locator("text").allTextContents()).includes("Node role"));
  await page.getByRole("button", { name: "Broken", exact: true }).click();
  assert.ok(Number((await found.innerText()).split(" ")[0]) > 5);
  const search = page.getByRole("searchbox");
  await search.fill("team-02 service-0014");
  assert.equal(await rows(page).count(), 1);
  await search.fill("nothing like that");
  assert.match(await page.locator(".fleet-none").innerText(), /Nothing fits/);
  await page.getByRole("button", { name: "Clear the search" }).click();
  assert.equal(await found.innerText(), "30 of 30");
});

test("keyboard alone: arrows move over groups and rows, Enter opens and chooses, keys zoom", async (t) => {
  const page = await show(t, many(12, 3));
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await map(page).locator('[role=button][tabindex="0"]').focus();
  assert.match(await focused(), /^team-00/);
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  assert.equal(await rows(page).count(), 4);
  assert.match(await focused(), /^team-01/);
  await page.keyboard.press("ArrowDown");
  const row = await focused();
  assert.match(row, /service-/);
  await page.keyboard.press("Enter");
  assert.equal(await name(page), /service-\d+/.exec(row)[0]);
  const width = () => map(page).getAttribute("width");
  await page.keyboard.press("+");
  assert.equal(await width(), "150%");
  await page.keyboard.press("-");
  await page.keyboard.press("-");
  assert.equal(await width(), "75%");
  await page.keyboard.press("0");
  const [frame, drawn] = await Promise.all([page.locator(".fleet-frame").boundingBox(), map(page).boundingBox()]);
  assert.ok(drawn.height <= frame.height + 1 && drawn.width <= frame.width + 1, "all of it can be seen");
});

test("the overview as a file: what is shown now, and no more", async (t) => {
  const page = await show(t, many(6, 2));
  await page.getByRole("searchbox").fill("service-0003");
  await page.waitForFunction(() => document.querySelectorAll(".fleet-map .row").length === 1);
  const waiting = page.waitForEvent("download");
  await page.locator(".fleet-map").getByRole("button", { name: /^SVG/ }).click();
  const file = await waiting;
  assert.equal(file.suggestedFilename(), "overview.svg");
  const text = readFileSync(await file.path(), "utf8");
  assert.ok(text.includes("service-0003") && !text.includes("service-0004"), text);
});

test("zoomed in, the picture scrolls inside its frame and the mouse drags it", async (t) => {
  const page = await show(t, many(6, 2));
  for (let i = 0; i < 2; i++) await page.getByRole("button", { name: "Zoom in" }).click();
  assert.equal(await map(page).getAttribute("width"), "200%");
  const frame = page.locator(".fleet-frame");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  const at = () => frame.evaluate((node) => node.scrollLeft);
  assert.equal(await at(), 0);
  await frame.scrollIntoViewIfNeeded();
  const box = await frame.boundingBox();
  await page.mouse.move(box.x + 400, box.y + 80);
  await page.mouse.down();
  await page.mouse.move(box.x + 300, box.y + 80, { steps: 5 });
  await page.mouse.up();
  assert.ok((await at()) > 50);
  assert.equal(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), wide, "the page does not grow");
  assert.equal(await name(page), "service-0000", "dragging chooses nothing");
});

test("previous and next walk through all, and the overview can be hidden", async (t) => {
  const page = await show(t, many(6, 2));
  await page.getByRole("button", { name: "Next", exact: true }).click();
  assert.equal(await name(page), "service-0001");
  await page.getByRole("button", { name: "Previous", exact: true }).click();
  assert.equal(await name(page), "service-0000");
  assert.ok(await page.getByRole("button", { name: "Previous", exact: true }).isDisabled());
  await page.getByRole("button", { name: "Hide overview" }).click();
  assert.equal(await map(page).count(), 0);
  await page.getByRole("button", { name: "Show overview" }).click();
  await map(page).waitFor();
});

test("users and roles stand beside the workloads", async (t) => {
  const scenario = many(2, 1);
  scenario.users = [{ arn: "arn:aws:iam::111122223333:user/ines", policies: [{ document: JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::bucket/*" }] }) }] }];
  const page = await show(t, scenario);
  assert.equal(await rows(page).count(), 3);
  await map(page).getByRole("button", { name: /^ines/ }).click();
  assert.match(await page.locator(".verdict h2").innerText(), /ines may do s3:GetObject/);
  assert.match(await page.locator(".picture svg.pic text").allTextContents().then((all) => all.join(" ")), /IAM user/);
});

test("what is chosen stays chosen while the manifests change", async (t) => {
  const page = await show(t, many(4, 1));
  await map(page).getByRole("button", { name: /service-0003/ }).click();
  const editor = page.locator(".editor-host .cm-content");
  await editor.click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("apiVersion: v1\nkind: Pod\nmetadata:\n  name: first\n  namespace: team-00\nspec:\n  serviceAccountName: service-0001\n  containers:\n    - name: first\n      image: example\n---\n");
  await page.waitForFunction(() => document.querySelectorAll(".fleet-map .row").length === 5);
  assert.equal(await name(page), "service-0003");
});

test("a thousand: groups first, and a search finds one of them", async (t) => {
  const page = await show(t, many(1000, 20));
  assert.equal(await page.locator(".fleet-found").innerText(), "1000 of 1000");
  assert.equal(await map(page).locator(".group").count(), 20);
  const elements = await map(page).evaluate((node) => node.querySelectorAll("*").length);
  assert.ok(elements < 600, `${elements} elements`);
  await page.getByRole("searchbox").fill("service-0777");
  await rows(page).first().click();
  assert.equal(await name(page), "service-0777");
  assert.equal(await page.locator(".fleet-position").innerText(), "778 of 1000");
});

test("390 px: a list in place of the picture, no sideways scrolling", async (t) => {
  const page = await show(t, many(12, 3), { size: "phone" });
  await page.getByRole("button", { name: "Show overview" }).tap();
  assert.equal(await page.locator(".fleet-frame").isVisible(), false);
  await page.locator(".fleet-group").first().tap();
  const row = page.locator(".fleet-row").nth(1);
  const chosen = (await row.innerText()).trim();
  await row.tap();
  assert.ok(chosen.includes(await name(page)));
  assert.equal(await row.getAttribute("aria-pressed"), "true");
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the phone`);
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await show(t, many(12, 3), { theme, locale, size });
        if (size === "phone") await page.locator(".fleet-head .button").last().tap();
        await (size === "phone" ? page.locator(".fleet-group") : map(page).locator(".group")).first().click();
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`), []);
      });
    }
  }
}
