// How the page starts: the introduction is painted once, before anything else is asked for; the app comes in turns; and
// what a phone does not show is not made.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const settled = (page) => page.waitForSelector('html[data-state="ready"]', { state: "attached" });

/** Holds every answer to requests that match; `release` lets them through. */
function held(pattern) {
  let release;
  const gate = new Promise((done) => (release = done));
  const before = (page) =>
    page.route(pattern, async (route) => {
      await gate;
      await route.continue();
    });
  return { before, release };
}

const intro = (page, language = "en") => page.locator(`.intro[lang="${language}"]`);

for (const size of ["phone", "desktop"]) {
  test(`the introduction is the largest thing painted, once, and nothing moves (${size})`, async (t) => {
    const page = await open(t, {
      size,
      before: (page) =>
        page.addInitScript(() => {
          globalThis.seen = { largest: [], shifts: 0 };
          const see = (type, note) => new PerformanceObserver((list) => list.getEntries().forEach(note)).observe({ type, buffered: true });
          see("largest-contentful-paint", (entry) => globalThis.seen.largest.push(entry.element?.closest(".intro") ? "intro" : entry.element?.outerHTML));
          see("layout-shift", (entry) => (globalThis.seen.shifts += entry.value));
        }),
    });
    await page.waitForFunction(() => globalThis.seen.largest.length > 0);
    const { largest, shifts } = await page.evaluate(() => globalThis.seen);
    if (size === "phone") assert.deepEqual([...new Set(largest)], ["intro"]);
    assert.ok(shifts < 0.01, `shifted by ${shifts}`);
  });
}

test("until the introduction is painted, nothing but it and its styles is asked for", async (t) => {
  const { before, release } = held("**/styles-*.css");
  const asked = [];
  const page = await open(t, {
    settled: false,
    until: "commit",
    before: async (page) => {
      page.on("request", (request) => asked.push(new URL(request.url()).pathname.split("/").pop().replace(/-[0-9a-f]{12}/, "")));
      await before(page);
    },
  });
  // Nothing is painted while the styles are held; what would be asked for too early has this long to show.
  while (!asked.includes("styles.css")) await page.waitForTimeout(50);
  await page.waitForTimeout(500);
  assert.deepEqual(asked.filter((name) => !/^(|icon\.svg)$/.test(name)).sort(), ["boot.js", "styles.css"]);
  release();
  await settled(page);
  assert.ok(asked.includes("irsa-playground.wasm"));
});

for (const [name, dialog] of [["Paste your own", /Import|Paste/], ["See one that is broken", null]]) {
  test(`what is asked for before the app is there is done once it is: ${name}`, async (t) => {
    const { before, release } = held("**/*.wasm");
    const page = await open(t, { settled: false, before });
    const button = intro(page).getByRole("button", { name });
    await button.click();
    assert.equal(await button.getAttribute("aria-busy"), "true");
    release();
    await settled(page);
    if (dialog) await page.getByRole("dialog", { name: dialog }).waitFor();
    else await page.locator(".verdict.fail").waitFor();
    assert.equal(await page.locator("[data-wish][aria-busy]").count(), 0);
  });
}

test("the introduction closes before the app is there, and stays closed", async (t) => {
  const { before, release } = held("**/*.wasm");
  const page = await open(t, { settled: false, before });
  await intro(page).getByRole("button", { name: "Close the introduction" }).click();
  assert.equal(await page.locator(".intro:visible").count(), 0);
  release();
  await settled(page);
  assert.equal(await page.locator(".intro:visible").count(), 0);
  await page.reload();
  await settled(page);
  assert.equal(await page.locator(".intro:visible").count(), 0);
});

test("the introduction follows the language", async (t) => {
  const page = await open(t);
  assert.ok(await intro(page).isVisible());
  await page.getByRole("button", { name: "한국어" }).click();
  await intro(page, "ko").waitFor();
  assert.equal(await page.locator(".intro:visible").count(), 1);
  await intro(page, "ko").getByRole("button", { name: "내 구성 붙여넣기" }).click();
  await page.getByRole("dialog").waitFor();
});

test("both languages of the introduction have the same parts", async (t) => {
  const page = await open(t);
  const parts = (language) => intro(page, language).evaluate((root) => [...root.querySelectorAll("*")].map((one) => [one.localName, one.className, one.dataset?.wish].join(" ")));
  assert.deepEqual(await parts("ko"), (await parts("en")));
});

test("a phone makes no editor until it is to be seen, and has its bundle by then", async (t) => {
  const { before, release } = held("**/editor-*.js");
  const page = await open(t, { size: "phone", before });
  const made = () => page.evaluate(() => [typeof globalThis.irsaEditor, Boolean(document.querySelector(".editor-host")?.shadowRoot)]);
  // Fetched without being run, once everything else is there.
  await page.waitForSelector('link[rel="modulepreload"][href*="/editor-"]', { state: "attached" });
  assert.deepEqual(await made(), ["undefined", false]);
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  assert.equal(await page.locator(".editor-host").getAttribute("aria-busy"), "true");
  assert.equal(await page.locator("textarea.plain-editor").count(), 0);
  release();
  await page.locator(".cm-content").waitFor();
  assert.match(await page.locator(".cm-content").innerText(), /apiVersion/);
  assert.equal(await page.locator(".editor-host").getAttribute("aria-busy"), null);
});

test("a phone whose editor does not arrive has a plain text area", async (t) => {
  const page = await open(t, {
    size: "phone",
    before: (page) => page.route("**/editor-*.js", (route) => route.abort("blockedbyclient")),
    noise: [/editor-/, /ERR_BLOCKED_BY_CLIENT/],
  });
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  assert.match(await page.locator("textarea.plain-editor").inputValue(), /apiVersion/);
});

test("once it is ready, the page says that it is whole", async (t) => {
  const page = await open(t);
  assert.equal(await page.locator("main").getAttribute("aria-busy"), null);
  for (const part of [".chain-card", ".editor-card .cm-content", ".views-card", ".foot"]) assert.ok(await page.locator(part).isVisible(), part);
});

for (const [theme, locale] of [["light", "en-US"], ["dark", "ko-KR"]]) {
  test(`no violation while the page loads: ${theme}, ${locale}`, async (t) => {
    const { before, release } = held("**/*.wasm");
    const page = await open(t, { settled: false, size: "phone", theme, locale, before });
    await page.locator(".intro:visible .button-primary").click();
    const { violations } = await new AxeBuilder({ page }).analyze();
    // The heading of the page and its landmarks come with the app.
    const known = ["page-has-heading-one", "region", "landmark-one-main"];
    assert.deepEqual(violations.map((one) => one.id).filter((id) => !known.includes(id)), []);
    release();
    await settled(page);
  });
}
