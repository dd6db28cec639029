// What every browser test stands on: dist/ served from a sub-path, one Chromium, pages of a given size, theme and
// language, and the rule that no page makes noise: no console error or warning, no page error, no violation of the
// content security policy, no failed request, no request to another origin.
import assert from "node:assert/strict";
import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { after, before } from "node:test";
import { chromium } from "playwright-core";
import { serveFolder } from "../../scripts/serve.mjs";

export const here = dirname(fileURLToPath(import.meta.url));
export const dist = process.env.DIST ?? join(here, "..", "..", "dist");

/** The name of the built file such as `editor-0123456789ab.js`. */
export function built(start, extension) {
  const found = readdirSync(dist).filter((name) => name.startsWith(`${start}-`) && name.endsWith(extension));
  assert.equal(found.length, 1, `one ${start}-*${extension} in dist/, found: ${found}`);
  return found[0];
}

export const SIZES = {
  desktop: { width: 1280, height: 900 },
  tablet: { width: 768, height: 1024 },
  phone: { width: 390, height: 844 },
};

const launch = {
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
  ],
};

/**
 * Call once at the top of a test file. Gives `open(t, options)`, which opens a page that is closed, and checked for
 * noise, when the test `t` ends. `extra` are additional files of the server (see serve.mjs).
 */
export function browserTests({ extra = {} } = {}) {
  const shared = {};
  before(async () => {
    shared.site = await serveFolder(dist, { base: "/some/where/", extra });
    shared.browser = await chromium.launch(launch);
  });
  after(async () => {
    await shared.browser?.close();
    await shared.site?.close();
  });

  /**
   * `size` of SIZES, `theme` "light"|"dark" (the system's), `locale`, `touch`, `path` below the site, `storage`
   * (localStorage before the page starts), `before(page, context)` run before it opens, `settled` false to return
   * without waiting for the app, `until` how far the document must be then ("load"), `noise` a list of patterns that this test expects to be logged.
   */
  async function open(t, options = {}) {
    const { size = "desktop", theme = "light", locale = "en-US", path = "", storage = {}, noise = [] } = options;
    const context = await shared.browser.newContext({
      viewport: SIZES[size],
      colorScheme: theme,
      locale,
      hasTouch: options.touch ?? size === "phone",
      isMobile: options.touch ?? size === "phone",
      javaScriptEnabled: options.javaScript ?? true,
      serviceWorkers: "block",
    });
    context.setDefaultTimeout(15_000);
    const page = await context.newPage();
    const heard = [];
    page.on("console", (message) => {
      if (["error", "warning", "assert"].includes(message.type())) heard.push(`console ${message.type()}: ${message.text()}`);
    });
    page.on("pageerror", (error) => heard.push(`page error: ${error.message}`));
    page.on("requestfailed", (request) => {
      const reason = request.failure()?.errorText;
      if (reason !== "net::ERR_ABORTED") heard.push(`request failed: ${request.url()} ${reason}`);
    });
    page.on("request", (request) => {
      const url = new URL(request.url());
      if (!["data:", "blob:"].includes(url.protocol) && url.origin !== new URL(shared.site.url).origin) {
        heard.push(`request to another origin: ${url}`);
      }
    });
    page.on("response", (response) => {
      if (response.status() >= 400) heard.push(`${response.status()}: ${response.url()}`);
    });
    await context.exposeBinding("__violation", (_source, text) => heard.push(`violation: ${text}`));
    await context.addInitScript((entries) => {
      addEventListener("securitypolicyviolation", (event) => {
        globalThis.__violation(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}:${event.lineNumber}`);
      });
      try {
        for (const [key, value] of Object.entries(entries)) localStorage.setItem(key, value);
      } catch {
        // Blocked storage is what some tests are about.
      }
    }, storage);
    await options.before?.(page, context);
    t.after(async () => {
      await context.close();
      const unexpected = heard.filter((line) => !noise.some((pattern) => pattern.test(line)));
      assert.deepEqual(unexpected, [], "the page makes no noise");
    });
    await page.goto(new URL(path, shared.site.url).href, { waitUntil: options.until ?? "load" });
    if (options.settled ?? true) await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
    return page;
  }

  return { open, site: shared };
}
