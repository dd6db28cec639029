// The picture of one way: its links lead to their rows, the request can be played, files can be had; users, services
// and other accounts have pictures too.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const ISSUER = "oidc.eks.us-east-1.amazonaws.com/id/EXAMPLE";
const allow = (action, resource) => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Action: action, Resource: resource }] });
const trust = (principal, action = "sts:AssumeRole") => JSON.stringify({ Version: "2012-10-17", Statement: [{ Effect: "Allow", Principal: principal, Action: action }] });
const role = (arn, trustPolicy) => ({ arn, trustPolicy, policies: [{ document: allow("s3:GetObject", "arn:aws:s3:::bucket/*") }] });

const chain = (annotation) => ({
  manifests: `apiVersion: v1
kind: ServiceAccount
metadata:
  name: reader
  namespace: apps
${annotation ? `  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::111122223333:role/reader\n` : ""}---
apiVersion: v1
kind: Pod
metadata:
  name: web
  namespace: apps
spec:
  serviceAccountName: reader
  containers:
    - name: web
      image: example
`,
  roles: [role("arn:aws:iam::111122223333:role/reader", trust({ Federated: `arn:aws:iam::111122223333:oidc-provider/${ISSUER}` }, "sts:AssumeRoleWithWebIdentity"))],
});
const onNode = { ...chain(false), nodeRole: "arn:aws:iam::111122223333:role/eks-node", imdsReachable: true };
const user = {
  users: [{ arn: "arn:aws:iam::111122223333:user/ines", groups: ["readers"] }],
  groups: [{ name: "readers", policies: [{ document: allow("s3:GetObject", "arn:aws:s3:::bucket/*") }] }],
};
const service = { roles: [role("arn:aws:iam::111122223333:role/server", trust({ Service: "ec2.amazonaws.com" }))] };
const across = {
  users: [{ arn: "arn:aws:iam::111122223333:user/ines", policies: [{ document: allow("sts:AssumeRole", "arn:aws:iam::444455556666:role/far") }] }],
  roles: [role("arn:aws:iam::444455556666:role/far", trust({ AWS: "arn:aws:iam::111122223333:user/omar" }))],
};

const show = (t, scenario, options = {}) => open(t, { ...options, storage: { "irsa.scenario": JSON.stringify(scenario) } });
const picture = (page) => page.locator(".picture svg.pic");
const words = async (page) => (await picture(page).locator("text").allTextContents()).join(" | ");

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`), [], state);
}

test("a chain that holds: seven links, and whose session arrives", async (t) => {
  const page = await show(t, chain(true));
  const links = picture(page).getByRole("button", { name: /^\d:/ });
  assert.equal(await links.count(), 7);
  assert.match(await links.nth(4).getAttribute("aria-label"), /^5: .*, pass$/);
  assert.match(await words(page), /Arrives as \| ✓ \| reader\/botocore-session/);
  assert.match(await picture(page).getAttribute("aria-label"), /The chain holds/);
});

test("a link of the picture opens its row and hands the focus on", async (t) => {
  const page = await show(t, chain(true));
  await picture(page).getByRole("button", { name: /^4:/ }).click();
  const row = page.locator('[aria-controls="why-4"]');
  assert.equal(await row.getAttribute("aria-expanded"), "true");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-controls") === "why-4");
  // Asked for again, it stays open.
  await picture(page).getByRole("button", { name: /^4:/ }).click();
  assert.equal(await row.getAttribute("aria-expanded"), "true");
});

test("the picture is one stop of the Tab key, and arrows move between its links", async (t) => {
  const page = await show(t, onNode);
  assert.equal(await picture(page).locator('[role=button][tabindex="0"]').count(), 1);
  const focused = () => page.evaluate(() => document.activeElement.getAttribute("aria-label"));
  await picture(page).locator('[role=button][tabindex="0"]').focus();
  assert.match(await focused(), /^2:/, "the broken link");
  await page.keyboard.press("ArrowRight");
  assert.match(await focused(), /^3:/);
  await page.keyboard.press("Home");
  assert.match(await focused(), /^1:/);
  await page.keyboard.press("End");
  assert.match(await focused(), /^7:/);
  await page.keyboard.press("Enter");
  assert.equal(await page.locator('[aria-controls="why-7"]').getAttribute("aria-expanded"), "true");
});

test("a container that runs as the node: broken link in words, the way past it, and no error of its own", async (t) => {
  const page = await show(t, onNode);
  const said = await words(page);
  assert.match(said, /✕ fail/);
  assert.match(said, /Node role \| ! \| eks-node\/i-<instance-id>/);
  assert.match(said, /IMDS/);
  assert.equal(await picture(page).locator(".p-cross").count(), 1);
  assert.match(await page.locator(".identity").innerText(), /sees no error of its own/);
});

test("the request is stepped to where it breaks, and on as somebody else", async (t) => {
  const page = await show(t, onNode);
  const told = page.locator(".journey");
  const next = page.getByRole("button", { name: "Next step" });
  await next.click();
  assert.match(await told.innerText(), /Step 1 of 4.*creates the Pod/s);
  await next.click();
  assert.match(await told.innerText(), /Step 2 of 4.*It stops at link 2/s);
  await picture(page).locator(".p-dot.fail").waitFor();
  await next.click();
  assert.match(await told.innerText(), /goes on without an error and finds: Node role/);
  await next.click();
  assert.match(await told.innerText(), /Step 4 of 4/);
  assert.ok(await next.isDisabled());
  await page.getByRole("button", { name: "Step back" }).click();
  assert.match(await told.innerText(), /Step 3 of 4/);
  await page.getByRole("button", { name: "End", exact: true }).click();
  assert.equal(await told.count(), 0);
  assert.equal(await picture(page).locator(".p-dot").count(), 0);
});

test("played, the dot moves and the stages follow by themselves; pause holds them", async (t) => {
  const page = await show(t, chain(true));
  await page.getByRole("button", { name: "Play the request" }).click();
  const dot = picture(page).locator(".p-dot");
  const first = Number(await dot.getAttribute("cx"));
  await page.waitForFunction((from) => Number(document.querySelector(".p-dot").getAttribute("cx")) > from + 10, first);
  await page.locator(".journey", { hasText: "Step 2 of 8" }).waitFor();
  await page.getByRole("button", { name: "Pause" }).click();
  await page.getByRole("button", { name: "Play the request" }).waitFor();
});

test("with reduced motion the dot stands at its place at once", async (t) => {
  const page = await show(t, chain(true), { before: (page) => page.emulateMedia({ reducedMotion: "reduce" }) });
  await page.getByRole("button", { name: "Next step" }).click();
  const account = await picture(page).locator(".station-box", { hasText: "ServiceAccount" }).locator("rect").getAttribute("x");
  assert.equal(await picture(page).locator(".p-dot").getAttribute("cx"), account);
});

test("an edit ends the play, since the way is another one", async (t) => {
  const page = await show(t, chain(true));
  await page.getByRole("button", { name: "Next step" }).click();
  await page.getByRole("button", { name: "한국어" }).click();
  await page.getByRole("button", { name: "요청 따라가기" }).waitFor();
  assert.equal(await page.locator(".journey").count(), 0);
});

for (const theme of ["light", "dark"]) {
  test(`SVG and PNG: whole files in the ${theme} theme`, async (t) => {
    const page = await show(t, onNode, { theme });
    const download = async (name) => {
      const waiting = page.waitForEvent("download");
      await page.getByRole("button", { name }).click();
      const file = await waiting;
      return [file.suggestedFilename(), readFileSync(await file.path())];
    };
    const [svgName, svg] = await download(/^SVG/);
    assert.equal(svgName, "chain-web.svg");
    const text = svg.toString("utf8");
    const faults = await page.evaluate((source) => {
      const read = new DOMParser().parseFromString(source, "image/svg+xml");
      return [...read.querySelectorAll("parsererror")].map((fault) => fault.textContent);
    }, text);
    assert.deepEqual(faults, []);
    assert.match(text, /<title>ServiceAccount reader of namespace apps names no role<\/title>/);
    assert.ok(text.includes(theme === "dark" ? "#0d1117" : "#ffffff"));
    const [pngName, png] = await download(/^PNG/);
    assert.equal(pngName, "chain-web.png");
    assert.deepEqual([...png.subarray(0, 4)], [0x89, 0x50, 0x4e, 0x47]);
    const width = Number(/width="(\d+)"/.exec(text)[1]);
    assert.equal(png.readUInt32BE(16), 2 * width, "twice the size");
    assert.ok(png.length > 5000, `${png.length} bytes`);
  });
}

test("only users: the page opens on a way through the groups, not on nothing", async (t) => {
  const page = await show(t, user);
  assert.match(await page.locator(".verdict h2").innerText(), /ines may do s3:GetObject on arn:aws:s3:::bucket\/\*/);
  const said = await words(page);
  for (const name of ["IAM user", "ines", "readers", "1 policy", "bucket/*"]) assert.ok(said.includes(name), `${name} in ${said}`);
  assert.equal(await page.locator("ol.links .verdict-chip").count(), 2);
  await picture(page).getByRole("button", { name: /^1:/ }).click();
  assert.match(await page.locator("#why-6").innerText(), /s3:GetObject/);
});

test("a role of a service: who becomes it, and what it may do", async (t) => {
  const page = await show(t, service);
  assert.match(await page.locator(".verdict h2").innerText(), /ec2\.amazonaws\.com becomes server, which may do s3:GetObject/);
  assert.match(await words(page), /AWS service .*ec2\.amazonaws\.com.*server.*bucket/);
  assert.equal(await page.locator("ol.links .verdict-chip").count(), 3);
});

test("across accounts: both borders, and the half that is missing", async (t) => {
  const page = await show(t, across);
  assert.equal(await page.locator(".verdict.fail").count(), 1);
  const chips = await page.locator("ol.links .verdict-chip").allInnerTexts();
  assert.deepEqual(chips.slice(0, 2).map((chip) => chip.trim()), ["✓ pass", "✕ fail"]);
  assert.equal(await picture(page).locator(".p-frame").count(), 2);
  assert.match(await words(page), /account 111122223333.*account 444455556666/);
  assert.match(await page.locator("#why-5").innerText(), /trust policy of the other role/);
});

test("390 px: the list is the chain, for users too, and nothing scrolls sideways", async (t) => {
  for (const scenario of [onNode, user, across]) {
    const page = await show(t, scenario, { size: "phone" });
    assert.equal(await page.locator(".picture-frame").isVisible(), false);
    assert.ok(await page.locator("ol.links").isVisible());
    const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
    assert.ok(wide <= 0, `the page is ${wide} px wider than the phone`);
  }
});

test("390 px: the way is told stage by stage, and the picture is handed out", async (t) => {
  const page = await show(t, onNode, { size: "phone" });
  await page.getByRole("button", { name: "Next step" }).tap();
  assert.match(await page.locator(".journey").innerText(), /Step 1 of 4.*creates the Pod/s);
  const waiting = page.waitForEvent("download");
  await page.getByRole("button", { name: /^SVG/ }).tap();
  const file = await waiting;
  assert.equal(file.suggestedFilename(), "chain-web.svg");
  assert.match(readFileSync(await file.path(), "utf8"), /node role/i);
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    test(`no violation: ${theme}, ${locale}`, async (t) => {
      const page = await show(t, onNode, { theme, locale });
      await page.locator(".player .tool").nth(1).click();
      await check(page, "playing");
      for (const scenario of [user, across]) {
        await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), JSON.stringify(scenario));
        await page.reload();
        await page.locator("ol.links").waitFor();
        await check(page, JSON.stringify(scenario).slice(0, 60));
      }
    });
  }
}
