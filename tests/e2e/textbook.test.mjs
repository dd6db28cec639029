// The page on the textbook example: it opens on a working chain, breaks where one breaks it, says why, and is mended.
import assert from "node:assert/strict";
import { test } from "node:test";
import { browserTests } from "./support.mjs";

const { open } = browserTests();

/** The verdict word of each link, as it stands in the list. */
const verdicts = (page) =>
  page.locator("ol.links .verdict-chip").evaluateAll((chips) => chips.map((chip) => chip.textContent.trim()));

/** Opens a document by the name of its tab. */
const openTab = (page, name) => page.getByRole("tab", { name }).click();

const editor = (page) => page.locator(".editor-host .cm-content");

/** The whole text of the shown document, from the app's own memory: the editor renders only what is in view. */
const scenario = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));

/** Replaces text in the shown document by the keyboard: finds it with the editor's search, types over it. */
async function replace(page, from, to) {
  await editor(page).click();
  await page.keyboard.press("Control+f");
  const field = page.locator(".editor-host .cm-search input[name=search]");
  await field.pressSequentially(from);
  await field.press("Enter");
  await field.press("Escape");
  const selected = await page.evaluate(() => {
    const view = document.querySelector(".editor-host").shadowRoot;
    return String(view.getSelection ? view.getSelection() : document.getSelection());
  });
  assert.equal(selected, from);
  await page.keyboard.insertText(to);
}

test("it opens on the textbook example with every link passing", async (t) => {
  const page = await open(t);
  assert.deepEqual(await verdicts(page), Array(7).fill("✓ pass"));
  const identity = await page.locator(".identity").innerText();
  assert.match(identity, /arn:aws:sts::123456789012:assumed-role\/my-iam-role\//);
});

test("the matrix: get and put are allowed on the bucket's objects, delete is implicitly denied", async (t) => {
  const page = await open(t);
  const table = page.getByRole("region", { name: "Access" }).getByRole("table");
  assert.match(await table.locator("thead").innerText(), /my-bucket\/\*/);
  const cell = (action) => table.getByRole("row", { name: action }).locator(".cell").innerText();
  assert.match(await cell("s3:GetObject"), /✓ allowed/);
  assert.match(await cell("s3:PutObject"), /✓ allowed/);
  assert.match(await cell("s3:DeleteObject"), /✕ implicit deny/);
});

test("another namespace in the trust policy breaks link 5, why shows both subjects, undo restores it", async (t) => {
  const page = await open(t);
  await openTab(page, "Trust policy");
  await replace(page, ":my-namespace:", ":prod:");
  await page.locator(".verdict.fail").waitFor();
  const broken = ["✓ pass", "✓ pass", "✓ pass", "✓ pass", "✕ fail"];
  assert.deepEqual((await verdicts(page)).slice(0, 5), broken);
  assert.match(await page.locator(".verdict h2").innerText(), /names another namespace/);
  assert.match(await page.locator(".identity").innerText(), /nobody/);

  const why = page.locator("#why-5");
  assert.match(await why.innerText(), /system:serviceaccount:my-namespace:my-service-account/);
  assert.match(await why.innerText(), /system:serviceaccount:prod:my-service-account/);
  assert.deepEqual(await why.locator(".compare mark").allInnerTexts(), ["my-namespace", "prod"]);

  // From the reason to the very operand in the text.
  await openTab(page, "Manifests");
  await why.getByRole("button", { name: /line/i }).first().click();
  assert.equal(await page.getByRole("tab", { name: /Trust policy/ }).getAttribute("aria-selected"), "true");
  const selected = await page.evaluate(() => {
    const root = document.querySelector(".editor-host").shadowRoot;
    return String(root.getSelection ? root.getSelection() : document.getSelection());
  });
  assert.equal(selected.trim(), '"system:serviceaccount:prod:my-service-account"');

  await page.keyboard.press("Control+z");
  await page.locator(".verdict.pass").waitFor();
  assert.deepEqual(await verdicts(page), Array(7).fill("✓ pass"));
});

test("the fix mends the chain with one click, and undo takes it back", async (t) => {
  const page = await open(t);
  await openTab(page, "Trust policy");
  await replace(page, ":my-namespace:", ":prod:");
  await page.locator("#why-5").getByRole("button", { name: /^Fix/ }).click();
  await page.locator(".verdict.pass").waitFor();
  assert.match((await scenario(page)).roles[0].trustPolicy, /:my-namespace:my-service-account"/);
  await editor(page).click();
  await page.keyboard.press("Control+z");
  await page.locator(".verdict.fail").waitFor();
});

test("a syntax error is marked, and gives no verdict", async (t) => {
  const page = await open(t);
  await openTab(page, "Trust policy");
  await replace(page, '"Effect": "Allow",', '"Effect": "Allow"');
  await page.locator(".verdict.unknown").waitFor();
  const words = await verdicts(page);
  assert.equal(words[4], "? unknown");
  assert.ok(words.slice(5).every((word) => word.includes("not reached")));
  assert.match(await page.locator(".problems").innerText(), /comma is missing/);
  assert.equal(await page.getByRole("tab", { name: /Trust policy.*1 problem/ }).count(), 1);
  await page.locator(".editor-host").locator(".cm-sign-error").first().waitFor();
  assert.match(await page.locator(".identity").innerText(), /unknown/);
});

test("Korean keeps text and caret", async (t) => {
  const page = await open(t);
  await openTab(page, "Trust policy");
  await replace(page, "2012-10-17", "2012-10-17");
  const before = await scenario(page);
  await page.getByRole("button", { name: "한국어" }).click();
  await page.getByRole("tab", { name: "신뢰 정책" }).waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  assert.match(await page.locator(".verdict h2").innerText(), /체인이 이어집니다/);
  assert.deepEqual(await scenario(page), before);
  // Back into the editor by keyboard: the caret is where it was, behind the version that was typed over.
  for (let steps = 0; steps < 30; steps++) {
    await page.keyboard.press("Tab");
    if (await page.evaluate(() => document.activeElement.matches(".editor-host"))) break;
  }
  await page.waitForFunction(() => document.querySelector(".editor-host").shadowRoot.getSelection().anchorNode?.textContent.includes("2012"));
  await page.keyboard.insertText("X");
  await page.locator(".verdict.unknown").waitFor();
  assert.match((await scenario(page)).roles[0].trustPolicy, /"2012-10-17X"/);
});

test("what was edited is there after a reload", async (t) => {
  const page = await open(t);
  await replace(page, "name: web", "name: worker");
  await page.locator(".verdict h2", { hasText: "worker" }).waitFor();
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.match(await page.locator(".verdict h2").innerText(), /worker/);
});

test("an empty page offers the example, and what the example replaces comes back", async (t) => {
  const page = await open(t, { storage: { "irsa.scenario": JSON.stringify({ manifests: "# mine\n" }) } });
  assert.match(await page.locator(".verdict h2").innerText(), /Nothing to follow yet/);
  await page.getByRole("button", { name: "Start with the example" }).click();
  await page.locator(".verdict.pass").waitFor();
  await page.getByRole("tab", { name: "Trust policy" }).waitFor();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.locator(".verdict.unknown").waitFor();
  assert.equal((await scenario(page)).manifests, "# mine\n");
  assert.match(await editor(page).innerText(), /# mine/);
});

test("a phone shows one pane at a time, and the list is the chain", async (t) => {
  const page = await open(t, { size: "phone" });
  assert.ok(await page.locator("ol.links").isVisible());
  assert.equal(await page.locator(".picture-frame").isVisible(), false);
  assert.ok(await page.locator("li.station").first().isVisible());
  await page.getByRole("button", { name: "Edit" }).tap();
  // A phone makes its editor when it is first to be seen.
  await editor(page).waitFor();
  assert.equal(await page.locator("ol.links").isVisible(), false);
  await page.getByRole("button", { name: "Access" }).tap();
  assert.ok(await page.locator(".matrix-list").getByText("s3:GetObject").isVisible());
  const wide = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  assert.ok(wide <= 0, `the page is ${wide} px wider than the phone`);
});

test("without the editor bundle a plain text area does the same", async (t) => {
  const page = await open(t, {
    before: (page) => page.route("**/editor-*.js", (route) => route.abort("blockedbyclient")),
    noise: [/editor-/, /ERR_BLOCKED_BY_CLIENT/],
  });
  await openTab(page, "Trust policy");
  const area = page.locator("textarea.plain-editor");
  await area.fill((await area.inputValue()).replace(":my-namespace:", ":prod:"));
  await page.locator(".verdict.fail").waitFor();
});
