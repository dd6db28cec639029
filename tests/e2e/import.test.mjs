// Paste or drop anything: by clipboard, text area and files; what is shown before, done, and told afterwards; nothing
// is lost where something cannot be used.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const read = (name) => readFileSync(join(here, "..", "imports", name), "utf8");
const outputs = read("aws-get-role-and-policy/1_paste");
const accountAndPod = JSON.parse(read("aws-get-role-and-policy/current.json"));
const full = JSON.parse(read("policy-broken-json/current.json"));
const withScenario = (scenario) => ({ "irsa.scenario": JSON.stringify(scenario) });
const scenarioOf = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));

/** Pastes as the keyboard would, into what a selector names, or outside of everything. */
const paste = (page, text, selector = "body") =>
  page.evaluate(
    ([text, selector]) => {
      const data = new DataTransfer();
      data.setData("text/plain", text);
      const target = document.querySelector(selector);
      const inner = target.shadowRoot?.querySelector(".cm-content") ?? target;
      inner.focus?.();
      inner.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, cancelable: true, composed: true }));
    },
    [text, selector],
  );

/** Drags files over the page, or drops them. */
const drag = (page, type, files) =>
  page.evaluate(
    ([type, files]) => {
      const data = new DataTransfer();
      for (const [name, text] of Object.entries(files)) data.items.add(new File([text], name));
      document.body.dispatchEvent(new DragEvent(type, { dataTransfer: data, bubbles: true, cancelable: true }));
    },
    [type, files],
  );

const dialog = (page) => page.getByRole("dialog");
const apply = (page) => dialog(page).locator(".import-actions .button-primary");

/** The verdicts of the seven links. */
const verdicts = (page) =>
  page.locator("ol.links .verdict-chip").evaluateAll((chips) => chips.map((chip) => chip.textContent.replace(/\W/g, "")));

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("output of aws iam pasted onto the page completes the chain, and one undo takes it back", async (t) => {
  const page = await open(t, { storage: withScenario(accountAndPod) });
  await paste(page, outputs);
  await dialog(page).waitFor();
  const items = dialog(page).locator(".import-item");
  assert.match(await items.nth(0).innerText(), /aws iam get-role[\s\S]*Role invoice-writer/);
  assert.match(await items.nth(1).innerText(), /aws iam get-role-policy[\s\S]*invoices/);
  assert.equal((await scenarioOf(page)).roles, undefined, "nothing changes before it is asked for");
  await apply(page).click();
  await dialog(page).waitFor({ state: "detached" });
  await page.locator(".import-strip").waitFor();
  assert.deepEqual(await verdicts(page), Array(7).fill("pass"));
  assert.match(await page.locator(".import-strip").innerText(), /2 changes were made/);
  await page.locator(".import-strip").getByRole("button", { name: "Undo" }).click();
  await page.locator(".import-strip").waitFor({ state: "detached" });
  await page.waitForFunction(() => !JSON.parse(localStorage.getItem("irsa.scenario")).roles);
});

test("the text area works by keyboard alone", async (t) => {
  const page = await open(t, { storage: withScenario(accountAndPod) });
  await page.getByRole("button", { name: "Import", exact: true }).focus();
  await page.keyboard.press("Enter");
  await dialog(page).waitFor();
  const area = page.getByRole("textbox", { name: "Text to read" });
  assert.ok(await area.evaluate((node) => node === document.activeElement), "one can paste at once");
  await area.fill(outputs);
  await page.keyboard.press("Control+Enter");
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual(await verdicts(page), Array(7).fill("pass"));
});

test("several dropped files are read together, and one that is of no use is named", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  const files = {
    "role.json": read("many-files/3_role.json"),
    "pod.yaml": read("many-files/2_pod.yaml").replace("name: invoices", "name: second"),
    "notes.txt": read("many-files/4_notes.txt"),
  };
  await drag(page, "dragover", files);
  await page.locator(".drop-zone").waitFor();
  await drag(page, "drop", files);
  await dialog(page).waitFor();
  assert.equal(await page.locator(".drop-zone").count(), 0);
  assert.deepEqual(await dialog(page).locator(".import-file").allInnerTexts(), Object.keys(files));
  assert.match(await dialog(page).locator(".import-unused").innerText(), /Remember the milk[\s\S]*notes\.txt, line 1/);
  await dialog(page).getByRole("button", { name: "Remove role.json" }).click();
  assert.equal(await dialog(page).locator(".import-file").count(), 2);
  await apply(page).click();
  const strip = page.locator(".import-strip");
  assert.match(await strip.innerText(), /1 thing could not be used/);
  assert.match(await strip.innerText(), /notes\.txt/);
  assert.match((await scenarioOf(page)).manifests, /name: second/);
  await strip.getByRole("button", { name: "Close" }).click();
  assert.equal(await strip.count(), 0);
});

test("files can be chosen too; one that is no text is said to be none", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  await page.getByRole("button", { name: "Import", exact: true }).click();
  await dialog(page).locator("input[type=file]").setInputFiles([
    { name: "key.json", mimeType: "application/json", buffer: Buffer.from(read("policy-key/1_paste")) },
    { name: "logo.png", mimeType: "image/png", buffer: Buffer.from([0x89, 0x50, 0x4e, 0x47, 0xff, 0xfe]) },
  ]);
  await dialog(page).locator(".import-item").first().waitFor();
  assert.match(await dialog(page).innerText(), /Resource policy of arn:aws:kms/);
  assert.match(await dialog(page).locator(".import-unused").innerText(), /logo\.png[\s\S]*not text/);
});

test("what cannot be used changes nothing and stays in the dialog", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  const before = await scenarioOf(page);
  const broken = read("policy-broken-json/1_paste");
  await paste(page, broken);
  await dialog(page).locator(".import-unused").waitFor();
  assert.match(await dialog(page).innerText(), /Nothing here could be recognised[\s\S]*line 3[\s\S]*never closed/);
  assert.ok(await apply(page).isDisabled());
  await page.keyboard.press("Control+Enter");
  await page.keyboard.press("Escape");
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual(await scenarioOf(page), before);
  await page.getByRole("button", { name: "Import", exact: true }).click();
  assert.equal(await page.getByRole("textbox", { name: "Text to read" }).inputValue(), broken, "it can be mended there");
});

test("a policy can be used as something else", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  await paste(page, read("policy-permissions-second/1_paste"));
  await dialog(page).getByLabel("Use as").selectOption({ label: "Service control policy (SCP)" });
  assert.match(await dialog(page).locator(".import-targets").innerText(), /SCP/);
  await apply(page).click();
  await dialog(page).waitFor({ state: "detached" });
  const scenario = await scenarioOf(page);
  assert.equal(scenario.serviceControlPolicies.length, 1);
  assert.deepEqual(scenario.roles, full.roles);
});

test("everything can be replaced, and comes back", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  await paste(page, read("k8s-two-documents/1_paste"));
  await dialog(page).getByLabel("Replace all of it").check();
  assert.equal(await apply(page).innerText(), "Replace everything");
  await apply(page).click();
  await page.waitForFunction(() => !JSON.parse(localStorage.getItem("irsa.scenario")).roles);
  await page.locator(".import-strip").getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("irsa.scenario")).roles?.length === 1);
});

test("the first visit's example gives way to one's own manifests", async (t) => {
  const page = await open(t);
  await paste(page, read("k8s-two-documents/1_paste"));
  assert.ok(await dialog(page).getByLabel("Replace all of it").isChecked());
  await apply(page).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.doesNotMatch((await scenarioOf(page)).manifests, /my-service-account/);
});

test("a paste into an editor stays there; what belongs elsewhere is offered to go there", async (t) => {
  const page = await open(t, { storage: withScenario({ ...accountAndPod, roles: [{ arn: "arn:aws:iam::210987654321:role/other", trustPolicy: "{}" }] }) });
  await paste(page, read("k8s-appends/1_paste"), ".editor-host");
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("irsa.scenario")).manifests.startsWith("apiVersion: v1\nkind: Namespace"));
  assert.equal(await dialog(page).count(), 0);
  assert.equal(await page.locator(".import-offer").count(), 0, "YAML belongs there");
  const before = (await scenarioOf(page)).manifests;
  await paste(page, read("aws-get-role/1_paste"), ".editor-host");
  const offer = page.locator(".import-offer");
  await offer.waitFor();
  assert.match(await offer.innerText(), /looks like the output of aws iam get-role/);
  await offer.getByRole("button", { name: "Put it where it belongs" }).click();
  await offer.waitFor({ state: "detached" });
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("irsa.scenario")).roles.length === 2);
  const after = await scenarioOf(page);
  assert.equal(after.manifests, before, "the editor has its text back");
  assert.match(after.roles[1].trustPolicy, /sts:AssumeRoleWithWebIdentity/);
  await page.locator(".import-strip").getByRole("button", { name: "Undo" }).click();
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("irsa.scenario")).roles.length === 1);
  assert.match((await scenarioOf(page)).manifests, /AssumeRolePolicyDocument/, "undo is one step");
});

test("an offer can be left", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  await page.getByRole("tab", { name: "Trust policy" }).click();
  await paste(page, read("k8s-two-documents/1_paste"), ".editor-host");
  const offer = page.locator(".import-offer");
  await offer.getByRole("button", { name: "Leave it here" }).click();
  assert.equal(await offer.count(), 0);
  assert.match((await scenarioOf(page)).roles[0].trustPolicy, /kind: ServiceAccount/);
});

test("an error message says who was asking and becomes a question", async (t) => {
  const page = await open(t, { storage: withScenario(full) });
  await paste(page, read("error-s3-as-node/1_paste"));
  assert.match(await dialog(page).innerText(), /caller was role workers[\s\S]*links 1 to 3/);
  await apply(page).click();
  await dialog(page).waitFor({ state: "detached" });
  assert.deepEqual((await scenarioOf(page)).questions.map((one) => one.action), ["s3:PutObject"]);
});

test("in Korean on a phone", async (t) => {
  const page = await open(t, { size: "phone", locale: "ko-KR", storage: withScenario(accountAndPod) });
  await page.getByRole("button", { name: "편집" }).tap();
  await page.locator(".import-bar").getByRole("button", { name: "무엇이든 붙여넣기" }).tap();
  await page.getByRole("textbox", { name: "읽을 텍스트" }).fill(outputs);
  assert.match(await dialog(page).innerText(), /aws iam get-role 출력[\s\S]*역할 invoice-writer/);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
  assert.equal(wide, false, "nothing reaches beyond the screen");
  await apply(page).tap();
  await dialog(page).waitFor({ state: "detached" });
  assert.match(await page.locator(".import-strip").innerText(), /변경 2건을 적용했습니다/);
  assert.equal((await page.locator("ol.links .verdict-chip").allInnerTexts()).filter((chip) => /통과/.test(chip)).length, 7);
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await open(t, { theme, locale, size, storage: withScenario(full) });
        await drag(page, "dragover", { "a.yaml": "a" });
        await page.locator(".drop-zone").waitFor();
        await check(page, "dragging");
        await drag(page, "drop", { "a.yaml": read("k8s-appends/1_paste"), "b.txt": "nothing" });
        await dialog(page).waitFor();
        await check(page, "files");
        await page.locator(".import-text").fill([read("policy-permissions-second/1_paste"), read("eksctl/1_paste")].join("\n---\n"));
        await dialog(page).locator(".import-item").nth(3).waitFor();
        await check(page, "preview");
        await apply(page).click();
        await page.locator(".import-strip").waitFor();
        await page.locator(".import-strip-details > summary").click();
        await check(page, "afterwards");
        if (size === "phone") await page.locator(".pane-button").first().tap();
        await paste(page, read("aws-get-role/1_paste"), ".editor-host");
        await page.locator(".import-offer").waitFor();
        await check(page, "offer");
      });
    }
  }
}
