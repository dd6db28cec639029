// Sharing: a link carries the whole configuration to another browser, whatever its language, colours and memory; nothing
// that was there is lost; a damaged link says so; the embedded chain stands in another site's page and stores nothing.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open, site } = browserTests();

const golden = (name) => JSON.parse(readFileSync(join(here, "..", "links", `${name}.json`), "utf8"));
const OLD = golden("pod-before-annotation");
const TEXTBOOK = golden("textbook");

/** What the page has in its memory. */
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
const fragment = (page) => page.evaluate(() => location.hash);
const undoLink = (page) => page.locator(".notice .button").first();

async function openDialog(page) {
  await page.getByRole("button", { name: /^(Share|공유)$/ }).first().click();
  const field = page.locator("#share-link");
  await field.waitFor();
  return field;
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("the textbook example's link has at most 200 characters and is the golden one", async (t) => {
  const page = await open(t);
  const link = await (await openDialog(page)).inputValue();
  const hash = new URL(link).hash;
  assert.ok(hash.length <= 200, `${hash.length} characters`);
  assert.equal(hash, TEXTBOOK.link);
  assert.match(await page.locator(".share-length").innerText(), new RegExp(`${link.length} characters`));
});

test("a link opens the same configuration elsewhere: other language, theme and memory; one undo brings back", async (t) => {
  const maker = await open(t, { storage: { "irsa.scenario": JSON.stringify(OLD.scenario) } });
  const link = await (await openDialog(maker)).inputValue();
  const own = { manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine\n" };
  const before = async (page) => {
    // What is painted before the link is there would be seen.
    await page.addInitScript(() => {
      globalThis.seen = new Set();
      const look = () => {
        const heading = document.querySelector(".verdict h2");
        if (heading?.checkVisibility({ visibilityProperty: true })) globalThis.seen.add(heading.textContent);
        requestAnimationFrame(look);
      };
      requestAnimationFrame(look);
    });
  };
  const storage = { "irsa.scenario": JSON.stringify(own), "irsa.theme": "dark", "irsa.language": "ko", "irsa.intro": "closed" };
  const reader = await open(t, { path: new URL(link).hash, locale: "ko-KR", theme: "dark", storage, before });
  await reader.locator(".notice").waitFor();
  assert.deepEqual(await kept(reader), OLD.scenario);
  assert.equal(await reader.evaluate(() => globalThis.seen.size), 1, "what the link replaces is never painted");
  assert.equal(await fragment(reader), OLD.link);
  const again = await (await openDialog(reader)).inputValue();
  assert.equal(new URL(again).hash, OLD.link, "language, colours and memory play no part");
  await reader.keyboard.press("Escape");
  await undoLink(reader).click();
  await reader.waitForFunction((text) => localStorage.getItem("irsa.scenario") === text, JSON.stringify(own));
  assert.equal(await fragment(reader), "", "the address no longer says what is not shown");
});

test("a first visit by a link shows it without asking for anything back", async (t) => {
  const page = await open(t, { path: OLD.link });
  assert.deepEqual(await kept(page), OLD.scenario);
  assert.equal(await page.locator(".notice").count(), 0);
});

test("a reload of a link changes nothing; an edit takes the link out of the address", async (t) => {
  const page = await open(t, { path: OLD.link });
  await page.reload();
  await page.locator(".verdict.fail").waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
  assert.equal(await fragment(page), OLD.link);
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# mine\n");
  await page.waitForFunction(() => location.hash === "");
  assert.match((await kept(page)).manifests, /^# mine\n/);
});

test("a link that is followed on the open page replaces in a way that can be undone", async (t) => {
  const page = await open(t);
  const first = await kept(page);
  await page.evaluate((hash) => (location.hash = hash), OLD.link);
  await page.locator(".verdict.fail").waitFor();
  assert.deepEqual(await kept(page), OLD.scenario);
  await undoLink(page).click();
  await page.locator(".verdict.pass").waitFor();
  assert.deepEqual(await kept(page), first);
});

test("an example has an address of its own", async (t) => {
  const page = await open(t, { path: "#/e/textbook", storage: { "irsa.scenario": JSON.stringify(OLD.scenario) } });
  await page.locator(".verdict.pass").waitFor();
  assert.deepEqual(await kept(page), TEXTBOOK.scenario);
});

test("the work that a link replaced is in the browser's memory too, for whoever closes the tab", async (t) => {
  const own = { manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine-before-the-link\n" };
  const page = await open(t, { path: OLD.link, storage: { "irsa.scenario": JSON.stringify(own) } });
  await page.locator(".notice").waitFor();
  const states = await page.evaluate(() => Object.entries({ ...localStorage }).filter(([key]) => key !== "irsa.scenario"));
  assert.match(JSON.stringify(states), /mine-before-the-link/);
});

test("every other example has an address too, and an edit takes it away", async (t) => {
  const page = await open(t, { path: "#/e/other-namespace" });
  await page.locator(".verdict.fail").waitFor();
  assert.equal(await fragment(page), "#/e/other-namespace");
  await page.evaluate(() => (location.hash = "#/e/textbook"));
  await page.locator(".verdict.pass").waitFor();
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# mine\n");
  await page.waitForFunction(() => location.hash === "");
});

for (const [name, hash, words] of [
  ["damaged", OLD.link.replace("D", "E"), /This link is damaged/],
  ["cut off", OLD.link.slice(0, -9), /This link is damaged/],
  ["of a newer version", OLD.link.replace("/1.", "/3."), /A newer version of this page/],
  ["with foreign characters", `${OLD.link.slice(0, 30)}%20${OLD.link.slice(30)}`, /characters that no link of this page has/],
  ["of an unknown example", "#/e/nothing-like-that", /no example under this address/],
  ["of no known kind", "#/x/y", /knows nothing under this address/],
]) {
  test(`a link ${name} says so, keeps what is there, and can be dismissed`, async (t) => {
    const own = { manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine\n" };
    const page = await open(t, { path: hash, storage: { "irsa.scenario": JSON.stringify(own) } });
    const alert = page.locator(".notice-fault");
    await alert.waitFor();
    assert.match(await alert.innerText(), words);
    assert.match(await alert.innerText(), /What was here is still here/);
    assert.deepEqual(await kept(page), own);
    await alert.getByRole("button").click();
    await alert.waitFor({ state: "detached" });
    assert.equal(await fragment(page), "");
  });
}

test("names are replaced in link, Markdown and JSON, and nowhere else", async (t) => {
  const page = await open(t, { storage: { "irsa.scenario": JSON.stringify(OLD.scenario) } });
  const field = await openDialog(page);
  const plain = await field.inputValue();
  await page.getByRole("button", { name: "Replace by harmless names" }).click();
  await page.getByText("The simulation says the same with the new names.").waitFor();
  const replaced = await field.inputValue();
  assert.notEqual(replaced, plain);
  assert.doesNotMatch(await page.locator("#share-markdown-text").inputValue(), /210987654321|invoice/);
  await page.getByRole("tab", { name: "JSON" }).click();
  assert.doesNotMatch(await page.locator("#share-json-text").inputValue(), /210987654321|invoices-archive/);
  await page.getByRole("tab", { name: "Picture" }).click();
  const [svg] = await Promise.all([page.waitForEvent("download"), page.locator("#share-form").getByRole("button", { name: /^SVG/ }).click()]);
  assert.doesNotMatch(readFileSync(await svg.path(), "utf8") + svg.suggestedFilename(), /210987654321|invoice/);
  assert.deepEqual(await kept(page), OLD.scenario, "the reader's own texts stay");
  await page.getByText("Choose what is replaced").click();
  for (const box of await page.getByRole("checkbox").all()) await box.uncheck();
  assert.equal(await field.inputValue(), plain);
  const other = await open(t, { path: new URL(replaced).hash });
  await other.locator(".verdict.fail").waitFor();
  assert.doesNotMatch(JSON.stringify(await kept(other)), /210987654321/);
});

test("Markdown tells the verdict and all links in the reader's language, with the link at the end", async (t) => {
  const page = await open(t, { locale: "ko-KR", storage: { "irsa.scenario": JSON.stringify(OLD.scenario) } });
  await openDialog(page);
  const text = await page.locator("#share-markdown-text").inputValue();
  assert.match(text, /^### ✕ /);
  assert.equal(text.match(/^\d\. [✓✕·?] \*\*/gm).length, 7);
  assert.match(text, /2\. ✕ \*\*실패\*\*/);
  assert.ok(text.includes(`[IRSA Playground에서 열기](${site.site.url}${OLD.link})`));
});

test("JSON is the whole scenario, to copy and as a file", async (t) => {
  const page = await open(t, { storage: { "irsa.scenario": JSON.stringify(OLD.scenario) } });
  await openDialog(page);
  await page.getByRole("tab", { name: "JSON" }).click();
  assert.deepEqual(JSON.parse(await page.locator("#share-json-text").inputValue()), OLD.scenario);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download", exact: true }).click()]);
  assert.match(file.suggestedFilename(), /\.json$/);
  assert.deepEqual(JSON.parse(readFileSync(await file.path(), "utf8")), OLD.scenario);
});

test("copy puts the link on the clipboard and says so", async (t) => {
  const page = await open(t, {
    before: (_page, context) => context.grantPermissions(["clipboard-read", "clipboard-write"]),
  });
  const link = await (await openDialog(page)).inputValue();
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await page.getByRole("status").filter({ hasText: "Copied." }).waitFor({ state: "attached" });
  assert.equal(await page.evaluate(() => navigator.clipboard.readText()), link);
});

test("where the clipboard is blocked the link is selected, and the page says what to press", async (t) => {
  const before = (page) =>
    page.addInitScript(() => {
      Object.defineProperty(navigator, "clipboard", { value: { writeText: () => Promise.reject(new Error("blocked")) } });
    });
  const page = await open(t, { before });
  const field = await openDialog(page);
  await page.getByRole("button", { name: "Copy", exact: true }).first().click();
  await page.getByText("copy it with Ctrl+C").waitFor();
  const selected = await field.evaluate((input) => input.value.slice(input.selectionStart, input.selectionEnd));
  assert.equal(selected, await field.inputValue());
});

test("by keyboard only: share, replace names, go through the forms, copy, leave", async (t) => {
  const page = await open(t, {
    storage: { "irsa.scenario": JSON.stringify(OLD.scenario), "irsa.intro": "closed" },
    before: (_page, context) => context.grantPermissions(["clipboard-read", "clipboard-write"]),
  });
  const focused = () => page.evaluate(() => document.activeElement.id || document.activeElement.textContent.trim());
  const tabTo = async (wanted) => {
    for (let presses = 0; presses < 40; presses++) {
      if (wanted.test(await focused())) return;
      await page.keyboard.press("Tab");
    }
    assert.fail(`no way to ${wanted} by Tab`);
  };
  await tabTo(/^Share$/);
  await page.keyboard.press("Enter");
  await page.locator("#share-link").waitFor();
  await tabTo(/^Replace by harmless names$/);
  await page.keyboard.press("Enter");
  await tabTo(/^share-markdown$/);
  await page.keyboard.press("ArrowRight");
  assert.equal(await focused(), "share-json");
  await page.keyboard.press("End");
  assert.equal(await focused(), "share-picture");
  await page.keyboard.press("ArrowLeft");
  await tabTo(/^share-embed-text$/);
  await tabTo(/^Copy$/);
  await page.keyboard.press("Enter");
  await page.getByRole("status").filter({ hasText: "Copied." }).waitFor({ state: "attached" });
  assert.match(await page.evaluate(() => navigator.clipboard.readText()), /^<iframe src=".*\?view=chain#\/s\/1\./);
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
});

/** A page of another origin with an embedded chain in it. */
async function elsewhere(t, source) {
  const body = `<!doctype html><html lang="en"><title>A blog</title><h1>A blog</h1>
<iframe id="chain" src="${source}" title="IRSA chain" width="100%" height="100"></iframe>
<script>addEventListener("message", ({ data, source }) => {
  if (data?.type !== "irsa-playground:height") return;
  for (const frame of document.querySelectorAll("iframe"))
    if (frame.contentWindow === source) frame.height = data.height;
});</script></html>`;
  const server = createServer((_request, response) => {
    response.writeHead(200, { "Content-Type": "text/html; charset=utf-8" });
    response.end(body);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  t.after(() => server.close());
  // Another host name is another site, not only another port.
  return `http://localhost:${server.address().port}/`;
}

for (const theme of ["light", "dark"]) {
  test(`the chain stands in another site's page without any storage, as high as it needs (${theme})`, async (t) => {
    const before = async (page, context) => {
      await page.addInitScript(() => {
        // As a browser that blocks storage of third parties; and whoever asks at all is noticed.
        globalThis.asked = 0;
        if (globalThis.top === globalThis) return;
        for (const name of ["localStorage", "sessionStorage", "indexedDB"]) {
          Object.defineProperty(globalThis, name, {
            get() {
              globalThis.asked += 1;
              throw new DOMException("blocked", "SecurityError");
            },
          });
        }
      });
      await context.clearCookies();
    };
    const page = await open(t, { path: "index.html", theme, before, noise: [/request to another origin/, /favicon/] });
    await page.goto(await elsewhere(t, `${site.site.url}?view=chain${OLD.link}`));
    const frame = page.frameLocator("#chain");
    await frame.locator(".verdict.fail").waitFor();
    await page.waitForFunction(() => Number(document.getElementById("chain").height) > 300);
    const inner = page.frames().find((one) => one.url().includes("view=chain"));
    const sizes = await inner.evaluate(() => ({
      asked: globalThis.asked,
      cookies: document.cookie,
      scrolls: document.documentElement.scrollHeight > innerHeight + 1,
      background: getComputedStyle(document.body).backgroundColor,
    }));
    assert.equal(sizes.asked, 0, "storage is not even asked for");
    assert.equal(sizes.cookies, "");
    assert.equal(sizes.scrolls, false, "the frame is as high as the chain");
    assert.equal(sizes.background, theme === "dark" ? "rgb(13, 17, 23)" : "rgb(246, 248, 250)");
    assert.equal(await frame.locator("header.bar").count(), 0);
    assert.equal(await frame.locator(".editor-host, textarea, input").count(), 0, "read only");
    const height = Number(await page.locator("#chain").getAttribute("height"));
    await frame.locator(".link-row[aria-expanded=true]").click();
    await page.waitForFunction((was) => Number(document.getElementById("chain").height) !== was, height);
    const out = frame.getByRole("link", { name: "Open in the IRSA Playground" });
    assert.equal(await out.getAttribute("href"), `${site.site.url}${OLD.link}`);
    assert.equal(await out.getAttribute("target"), "_blank");
  });
}

test("the embedded chain takes colours and language from its address and remembers nothing", async (t) => {
  const page = await open(t, {
    path: `?view=chain&theme=dark&lang=ko${OLD.link}`,
    storage: { "irsa.theme": "light", "irsa.language": "en" },
  });
  await page.locator(".verdict.fail").waitFor();
  assert.equal(await page.evaluate(() => document.documentElement.dataset.theme), "dark");
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  const stored = await page.evaluate(() => ({ ...localStorage }));
  assert.deepEqual(stored, { "irsa.theme": "light", "irsa.language": "en" });
});

test("an embedded chain with a damaged link says so", async (t) => {
  const page = await open(t, { path: "?view=chain#/s/1.AAAA" });
  assert.match(await page.getByRole("alert").innerText(), /This link is damaged/);
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation in dialog, strip and embed: ${theme}, ${locale}, ${size}`, async (t) => {
        const storage = { "irsa.scenario": JSON.stringify(OLD.scenario), "irsa.intro": "closed" };
        const page = await open(t, { theme, locale, size, storage });
        await openDialog(page);
        const wide = await page.evaluate(() => document.documentElement.scrollWidth > innerWidth);
        assert.equal(wide, false, "nothing sticks out sideways");
        await page.locator(".share-head .button").click();
        for (const summary of await page.locator(".share summary").all()) {
          if (await summary.isVisible()) await summary.click();
        }
        for (const form of await page.locator(".share [role=tab]").all()) {
          await form.click();
          await check(page, await form.innerText());
        }
        await page.goto(`${site.site.url}#/s/1.AAAA`);
        await page.reload();
        await page.locator(".notice-fault").waitFor();
        await check(page, "a damaged link");
        await page.goto(`${site.site.url}?view=chain${OLD.link}`);
        await page.locator(".embed .verdict").waitFor();
        await check(page, "embedded");
      });
    }
  }
}
