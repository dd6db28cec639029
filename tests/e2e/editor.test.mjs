// The editor glue (www/editor.js) on a page of its own under a strict policy: what the app may rely on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browserTests, built, here } from "./support.mjs";

const fixture = (name) => readFileSync(join(here, "fixture", name), "utf8");
const { open } = browserTests({
  extra: {
    "editor.html": fixture("editor.html"),
    "fixture.js": fixture("editor.js").replace("__EDITOR__", built("editor", ".js")),
    "fixture.css": `${readFileSync(join(here, "..", "..", "www", "css", "tokens.css"), "utf8")} #host { height: 320px }`,
  },
});
const openEditor = (t, options) => open(t, { path: "editor.html", ...options });
const call = (page, name, ...values) => page.evaluate(([name, values]) => globalThis.editor[name](...values), [name, values]);
const calls = (page, name) => page.evaluate((name) => globalThis.calls.filter(([kind]) => kind === name).map(([, ...values]) => values), name);
const content = (page) => page.locator(".cm-content");

test("typing tells the new text, and each document has its own history", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "kind: Pod\n", "yaml");
  await content(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("a: 1");
  await call(page, "open", "two", "{}", "json");
  await content(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.type("[");
  assert.deepEqual((await calls(page, "change")).at(-1), ["two", "[{}"]);

  assert.equal(await call(page, "undo", "one"), true, "a document that is not shown can be undone");
  assert.equal(await call(page, "text", "one"), "kind: Pod\n");
  assert.equal(await call(page, "text", "two"), "[{}");
  await page.keyboard.press("Control+z");
  assert.equal(await call(page, "text", "two"), "{}");
  assert.equal(await call(page, "redo", "one"), true);
  assert.equal(await call(page, "text", "one"), "kind: Pod\na: 1");
  assert.equal(await call(page, "undo", "three"), false);
});

test("a text from outside is one undoable step, and is not told back", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "namespace: prod", "yaml");
  await call(page, "setText", "one", "namespace: my-namespace");
  assert.deepEqual(await calls(page, "change"), []);
  assert.equal(await call(page, "undo", "one"), true);
  assert.equal(await call(page, "text", "one"), "namespace: prod");
  assert.deepEqual(await calls(page, "change"), [["one", "namespace: prod"]]);
  assert.equal(await call(page, "undo", "one"), false);
});

test("a text from outside leaves the caret where it stood in the text", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1\nb: 2\n", "yaml");
  await call(page, "select", "one", 8, 8);
  await call(page, "setText", "one", "first: line\na: 1\nb: 2\n");
  assert.equal(await call(page, "caret", "one"), 20);
});

test("an edit of a hidden document is one step, told, and undone at once", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "aXbX", "yaml");
  await call(page, "open", "two", "", "json");
  await call(page, "edit", "one", [{ from: 1, to: 2, insert: "12" }, { from: 3, to: 4, insert: "🙂" }]);
  assert.deepEqual(await calls(page, "change"), [["one", "a12b🙂"]]);
  await call(page, "undo", "one");
  assert.equal(await call(page, "text", "one"), "aXbX");
});

test("offsets count UTF-16 units", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "이름: 🙂x", "yaml");
  await call(page, "select", "one", 6, 7);
  await page.keyboard.type("y");
  assert.equal(await call(page, "text", "one"), "이름: 🙂y");
  assert.equal(await call(page, "caret", "one"), 7);
});

test("marks: underline, sign, box with quick fixes, F8", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "namespace: prod\nname: web\n", "yaml");
  await call(page, "marks", "one", [
    { from: 16, to: 20, severity: "warning", message: "second", help: "" },
    { from: 11, to: 15, severity: "error", message: "the namespace differs", help: "use my-namespace", fixes: ["Use my-namespace", "Other"] },
  ]);
  assert.equal(await page.locator(".cm-mark-error").innerText(), "prod");
  assert.equal(await page.locator(".cm-mark-warning").innerText(), "name");
  assert.equal(await page.locator(".cm-sign").count(), 2);

  await content(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("F8");
  const box = page.locator(".cm-marks");
  assert.match(await box.innerText(), /Error the namespace differs[\s\S]*use my-namespace/);
  await page.keyboard.press("Control+.");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.deepEqual(await calls(page, "fix"), [["one", 1, 1]]);
  assert.equal(await box.count(), 0);

  await page.keyboard.press("F8");
  await page.keyboard.press("F8");
  assert.equal(await call(page, "caret", "one"), 15, "round the end");
  await page.keyboard.press("Escape");
  assert.equal(await box.count(), 0);

  await page.locator(".cm-sign-warning").click();
  assert.match(await box.innerText(), /second/);
});

test("marks that are sent again leave an open box alone", async (t) => {
  const page = await openEditor(t);
  const marks = [{ from: 0, to: 4, severity: "security", message: "open to all", help: "" }];
  await call(page, "open", "one", "kind: Pod", "yaml");
  await call(page, "marks", "one", marks);
  await page.locator(".cm-sign-security").click();
  await call(page, "marks", "one", marks);
  assert.equal(await page.locator(".cm-marks").count(), 1);
  await call(page, "marks", "one", []);
  assert.equal(await page.locator(".cm-marks").count(), 0);
  assert.equal(await page.locator(".cm-sign").count(), 0);
});

test("a mark without text, and marks beyond the end, are shown and harm nothing", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "{\n", "json");
  await call(page, "marks", "one", [
    { from: 2, to: 2, severity: "error", message: "expected }", help: "" },
    { from: 50, to: 90, severity: "error", message: "beyond", help: "" },
  ]);
  assert.equal(await page.locator(".cm-point-error").count(), 2);
});

test("F8 asks the app first", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "kind: Pod", "yaml");
  await page.evaluate(() => (globalThis.problems = true));
  await content(page).click();
  await page.keyboard.press("F8");
  await page.keyboard.press("Shift+F8");
  assert.deepEqual(await calls(page, "nextProblem"), [["one", 1], ["one", -1]]);
});

test("highlight marks the range and its lines, by line style too", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1\nb: 2\nc: 3\n", "yaml");
  await call(page, "highlight", "one", [{ from: 3, to: 8, kind: "fail" }]);
  assert.equal(await page.locator(".cm-decides-line-fail").count(), 2);
  assert.equal(await page.locator(".cm-line").nth(0).evaluate((line) => getComputedStyle(line).borderLeftStyle), "dashed");
  await call(page, "highlight", "one", []);
  assert.equal(await page.locator(".cm-decides-line").count(), 0);
});

test("select shows the place in a long document, also when it is opened later", async (t) => {
  const page = await openEditor(t);
  const long = Array.from({ length: 400 }, (_, line) => `key${line}: value`).join("\n");
  const place = long.indexOf("key300");
  await call(page, "open", "one", long, "yaml");
  await call(page, "select", "one", place, place + 6);
  await page.getByText("key300", { exact: false }).first().waitFor();
  assert.ok(await page.evaluate(() => document.getElementById("host").shadowRoot.activeElement?.className.includes("cm-content")));

  await call(page, "open", "two", long, "yaml");
  await call(page, "select", "one", 0, 0);
  await call(page, "select", "two", place, place);
  await page.getByText("key300", { exact: false }).first().waitFor();
  await call(page, "open", "one", long, "yaml");
  assert.ok(await page.getByText("key0:", { exact: false }).first().isVisible());
});

test("scroll position and selection of a document survive a visit to another", async (t) => {
  const page = await openEditor(t);
  const long = Array.from({ length: 400 }, (_, line) => `key${line}: value`).join("\n");
  await call(page, "open", "one", long, "yaml");
  await call(page, "select", "one", 4000, 4007);
  // The heights of lines above are estimates until they are drawn: the position is read when it has settled.
  await page.waitForTimeout(300);
  const scrolled = () => page.locator(".cm-scroller").evaluate((node) => node.scrollTop);
  const before = await scrolled();
  assert.ok(before > 1000);
  await call(page, "open", "two", "{}", "json");
  await page.waitForTimeout(100);
  assert.equal(await scrolled(), 0);
  await call(page, "open", "one", long, "yaml");
  await page.waitForTimeout(300);
  assert.ok(Math.abs((await scrolled()) - before) < 2);
  assert.equal(await call(page, "caret", "one"), 4007);
});

test("Tab and Shift+Tab leave the editor; Ctrl+] and Ctrl+[ indent", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1", "yaml");
  await content(page).click();
  await page.keyboard.press("Control+]");
  assert.equal(await call(page, "text", "one"), "  a: 1");
  await page.keyboard.press("Control+[");
  assert.equal(await call(page, "text", "one"), "a: 1");
  await page.keyboard.press("Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "after");
  await page.keyboard.press("Shift+Tab");
  await page.keyboard.press("Shift+Tab");
  assert.equal(await page.evaluate(() => document.activeElement.id), "before");
  assert.equal(await call(page, "text", "one"), "a: 1");
});

test("completion and hover come from the app", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "kind: ", "yaml");
  await content(page).click();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("s3", { delay: 40 });
  const list = page.locator(".cm-tooltip-autocomplete");
  await list.getByText("s3:PutObject").click();
  assert.equal(await call(page, "text", "one"), "kind: s3:PutObject");
  await page.locator(".cm-line").first().hover({ position: { x: 14, y: 8 } });
  await page.locator(".cm-hover-text").waitFor();
  assert.match(await page.locator(".cm-hover-text").innerText(), /what this is/);
});

test("the search panel speaks the page's language, also when it changes while open", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1\na: 2", "yaml");
  await content(page).click();
  await page.keyboard.press("Control+f");
  await page.getByPlaceholder("Find").pressSequentially("a:");
  await call(page, "labels", { language: "ko", name: "신뢰 정책" });
  assert.equal(await page.getByPlaceholder("찾기").inputValue(), "a:");
  assert.ok(await page.getByRole("button", { name: "모두 바꾸기" }).isVisible());
  assert.equal(await content(page).getAttribute("aria-label"), "신뢰 정책");
  await page.keyboard.press("Escape");
  assert.equal(await page.locator(".cm-search").count(), 0);
});

test("read only: no typing, but focus and search", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1", "yaml");
  await call(page, "readOnly", true);
  await content(page).click();
  await page.keyboard.type("x");
  assert.equal(await call(page, "text", "one"), "a: 1");
  await page.keyboard.press("Control+f");
  assert.ok(await page.getByPlaceholder("Find").isVisible());
  await call(page, "readOnly", false);
});

test("line ends of another system are brought to one, before offsets are taken", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1\r\nb: 2\r", "yaml");
  assert.equal(await call(page, "text", "one"), "a: 1\nb: 2\n");
  await call(page, "open", "one", "a: 1\r\nb: 2\r", "yaml");
  assert.equal(await call(page, "undo", "one"), false);
});

test("colours follow the theme at once; a phone gets text of 16 px and the keyboard is left alone", async (t) => {
  const page = await openEditor(t, { size: "phone" });
  await call(page, "open", "one", "a: 1", "yaml");
  const ground = () => page.locator(".cm-editor").evaluate((node) => getComputedStyle(node).backgroundColor);
  assert.equal(await ground(), "rgb(255, 255, 255)");
  await page.evaluate(() => (document.documentElement.dataset.theme = "dark"));
  assert.equal(await ground(), "rgb(22, 27, 34)");
  assert.ok((await content(page).evaluate((node) => parseFloat(getComputedStyle(node).fontSize))) >= 16);
  for (const [name, value] of Object.entries({ autocapitalize: "off", autocorrect: "off", spellcheck: "false", translate: "no" })) {
    assert.equal(await content(page).getAttribute(name), value, name);
  }
});

test("closed, mounted again, destroyed: nothing is left behind", async (t) => {
  const page = await openEditor(t);
  await call(page, "open", "one", "a: 1", "yaml");
  await call(page, "close", "one");
  assert.equal(await page.evaluate(() => globalThis.editor.text("one")), undefined);
  await call(page, "open", "one", "b: 2", "yaml");
  assert.equal(await call(page, "undo", "one"), false);
  await call(page, "destroy");
  assert.equal(await page.evaluate(() => document.getElementById("host").shadowRoot.childElementCount), 0);
});
