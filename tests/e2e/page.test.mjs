// The page as a whole: what is in the files, how it starts, and what it says when it cannot.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { browserTests, built, dist } from "./support.mjs";

const { open } = browserTests();
const html = readFileSync(join(dist, "index.html"), "utf8");

test("index.html has no inline script, style or handler, and the content security policy", () => {
  for (const [tag, attributes, body] of html.matchAll(/<script\b([^>]*)>([\s\S]*?)<\/script>/g)) {
    assert.match(attributes, /\bsrc="/, tag);
    assert.equal(body.trim(), "", tag);
  }
  assert.doesNotMatch(html, /<style\b/);
  assert.doesNotMatch(html, /\sstyle=/);
  assert.doesNotMatch(html, /\son[a-z]+=/);
  assert.doesNotMatch(html, /javascript:/);
  const policy = /http-equiv="Content-Security-Policy"\s+content="([^"]*)"/.exec(html)?.[1];
  assert.deepEqual(policy?.split("; ").sort(), [
    "base-uri 'none'",
    "connect-src 'self'",
    "default-src 'none'",
    "font-src 'self'",
    "form-action 'none'",
    "img-src 'self' data:",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
  ]);
  // The policy governs only what comes after it.
  assert.ok(html.indexOf("Content-Security-Policy") < html.search(/<(script|link)\b/));
});

test("every file is named relative to the page, exists, and is named after its content", () => {
  for (const [, name] of html.matchAll(/\b(?:src|href|data-js|data-wasm|data-editor|data-examples|data-course|data-catalogue)="([^"]+)"/g)) {
    assert.match(name, /^(\.\/)?[\w-]+-[0-9a-f]{12}\.\w+$/);
    assert.ok(readFileSync(join(dist, name)).length > 0);
  }
  const stable = readdirSync(dist).filter((name) => !/-[0-9a-f]{12}\.\w+$/.test(name));
  assert.deepEqual(stable.sort(), ["api.js", "index.html", "package.json"]);
});

test("the page starts without noise, from a sub-path", async (t) => {
  const page = await open(t);
  assert.equal(await page.locator("#boot").count(), 0);
  assert.equal(await page.title(), "IRSA Playground");
  assert.equal(await page.evaluate(() => typeof globalThis.irsaEditor?.create), "function");
});

test("theme and language follow the browser at the first visit", async (t) => {
  const page = await open(t, { theme: "dark", locale: "ko-KR" });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(13, 17, 23)");
});

test("a stored choice wins over the browser's", async (t) => {
  const page = await open(t, {
    theme: "light",
    locale: "en-US",
    storage: { "irsa.theme": "dark", "irsa.language": "ko" },
  });
  assert.equal(await page.evaluate(() => document.documentElement.lang), "ko");
  assert.equal(await page.evaluate(() => getComputedStyle(document.body).backgroundColor), "rgb(13, 17, 23)");
  const shown = await page.evaluate(() => [...document.querySelectorAll('meta[name="theme-color"]')].filter((meta) => matchMedia(meta.media).matches).map((meta) => meta.content));
  assert.deepEqual(shown, ["#0d1117"]);
});

test("blocked storage costs the memory and nothing else", async (t) => {
  await open(t, {
    before: (page) =>
      page.addInitScript(() => {
        Object.defineProperty(globalThis, "localStorage", {
          get() {
            throw new DOMException("blocked", "SecurityError");
          },
        });
      }),
  });
});

test("without the editor bundle the page starts all the same", async (t) => {
  const page = await open(t, {
    before: (page) => page.route("**/editor-*.js", (route) => route.abort("blockedbyclient")),
    noise: [/editor-/, /ERR_BLOCKED_BY_CLIENT/],
  });
  assert.equal(await page.evaluate(() => typeof globalThis.irsaEditor), "undefined");
});

const failing = [
  ["does not arrive", (route) => route.abort("failed"), /did not arrive/],
  ["is gone", (route) => route.fulfill({ status: 404, body: "gone" }), /did not arrive/],
  ["was changed on the way", (route) => route.fulfill({ contentType: "application/wasm", body: "changed" }), /was refused/],
];
for (const [name, answer, expected] of failing) {
  test(`a clear message when the wasm ${name}`, async (t) => {
    const page = await open(t, {
      settled: false,
      before: (page) => page.route("**/*.wasm", answer),
      noise: [/wasm/, /404/, /integrity/, /net::ERR/],
    });
    await page.waitForSelector('html[data-state="failed"]', { state: "attached" });
    const alert = page.getByRole("alert");
    await alert.waitFor();
    assert.match(await alert.innerText(), /could not start/);
    assert.match(await alert.innerText(), expected);
    assert.ok(await alert.getByRole("button", { name: "Reload the page" }).isVisible());
  });
}

test("a trap inside the wasm is told, with the text still on the page", async (t) => {
  const page = await open(t, { noise: [/unreachable/] });
  const before = await page.locator("#app").innerText();
  await page.evaluate(() => {
    // (module (func (export "trap") unreachable))
    const bytes = Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0, 1, 4, 1, 96, 0, 0, 3, 2, 1, 0, 7, 8, 1, 4, 116, 114, 97, 112, 0, 0, 10, 5, 1, 3, 0, 0, 11);
    const { trap } = new WebAssembly.Instance(new WebAssembly.Module(bytes)).exports;
    setTimeout(trap);
  });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /has stopped[\s\S]*Reload the page[\s\S]*unreachable/);
  assert.equal(await page.locator("#app").innerText(), before);
});

test("the message comes in Korean too", async (t) => {
  const page = await open(t, {
    locale: "ko-KR",
    settled: false,
    before: (page) => page.route(`**/${built("irsa-playground", ".js")}`, (route) => route.abort("failed")),
    noise: [/irsa-playground-/, /net::ERR/],
  });
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /시뮬레이터를 시작하지 못했습니다/);
});

test("when no script arrives at all, the page says so after a while", async (t) => {
  const page = await open(t, {
    settled: false,
    before: (page) => page.route("**/boot-*.js", (route) => route.abort("failed")),
    noise: [/boot-/, /net::ERR/],
  });
  const help = page.locator("#boot-help");
  assert.equal(await help.evaluate((node) => getComputedStyle(node).visibility), "hidden");
  await help.evaluate((node) => node.getAnimations().forEach((animation) => animation.finish()));
  assert.equal(await help.evaluate((node) => getComputedStyle(node).visibility), "visible");
});

test("without JavaScript the page says what it needs, in both languages", async (t) => {
  const page = await open(t, {
    javaScript: false,
    settled: false,
    // Preloads of modules are dropped then; no script is there to miss them.
    noise: [/request failed: .*\.js csp/],
  });
  const text = await page.locator("body").innerText();
  assert.match(text, /needs JavaScript/);
  assert.match(text, /JavaScript가 필요합니다/);
  assert.doesNotMatch(text, /Loading/);
});
