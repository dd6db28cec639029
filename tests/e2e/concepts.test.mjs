// The concepts: read from top to bottom, reached from everywhere, left by the back button; the reader's work stays as it
// is; in both languages, on a phone, by keyboard, without storage.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, built, dist } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();
const { parts } = JSON.parse(readFileSync(join(dist, built("concepts", ".json")), "utf8"));
const pages = parts.flatMap((part) => part.concepts);
const page_ = (id) => pages.find((one) => one.id === id);

const scenario = (page) => page.evaluate(() => localStorage.getItem("irsa.scenario"));
const hash = (page) => page.evaluate(() => location.hash);
const reader = (page) => page.getByRole("dialog", { name: /^(Concepts|개념)$/ });
const heading = (page, name) => reader(page).getByRole("heading", { name, exact: true, level: 3 });
const close = (page) => reader(page).getByRole("button", { name: /^(Close|닫기)$/ });

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

/** A configuration of the reader's own, kept in the browser. */
async function withOwnWork(page) {
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# mine\n");
  await page.waitForFunction(() => localStorage.getItem("irsa.scenario")?.includes("# mine"));
  return scenario(page);
}

test("from the first page to the last, each with its title, its miniatures and no unknown link", async (t) => {
  const page = await open(t);
  await page.getByRole("link", { name: "Concepts" }).first().click();
  await heading(page, "Concepts").waitFor();
  assert.equal(await reader(page).locator(".text-page").count(), pages.length);
  const contents = reader(page).getByRole("navigation", { name: "Contents" });
  assert.deepEqual(await contents.locator("ol .reader-entry").allInnerTexts(), pages.map((one) => one.en.title));
  await contents.getByRole("link", { name: pages[0].en.title }).click();
  for (const [at, one] of pages.entries()) {
    await heading(page, one.en.title).waitFor();
    assert.equal(await hash(page), `#/k/${one.id}`);
    assert.equal(await contents.locator('[aria-current="page"]').innerText(), one.en.title);
    const minis = one.en.blocks.filter((block) => block.mini);
    await page.waitForFunction((count) => document.querySelectorAll(".reader .mini svg.pic g").length > 0 || count === 0, minis.length);
    assert.equal(await reader(page).locator("figure.mini").count(), minis.length, one.id);
    for (const href of await reader(page).locator(".text a").evaluateAll((links) => links.map((link) => link.getAttribute("href")))) {
      const [, kind, id] = /^#\/([ke])\/(.+)$/.exec(href) ?? [];
      if (kind === "k") assert.ok(page_(id), `${one.id}: ${href}`);
      else if (kind !== "e") assert.match(href, /^https:\/\//, `${one.id}: ${href}`);
    }
    if (at + 1 < pages.length) await reader(page).getByRole("link", { name: `Next ${pages[at + 1].en.title}` }).click();
  }
  // One press leaves, however much was read.
  await close(page).click();
  await reader(page).waitFor({ state: "hidden" });
  assert.equal(await hash(page), "");
  await page.goForward();
  await heading(page, "Concepts").waitFor();
});

test("a miniature shows what the playground shows, and opens there; undo brings the work back", async (t) => {
  const page = await open(t);
  const own = await withOwnWork(page);
  await page.evaluate(() => (location.hash = "#/k/subject"));
  const mini = reader(page).locator("figure.mini");
  await mini.waitFor();
  assert.match(await mini.locator(".mini-sentence").innerText(), /its trust policy names another namespace/);
  assert.equal(await mini.getByRole("img").getAttribute("aria-label"), "The role refuses this Pod: its trust policy names another namespace");
  assert.equal(await mini.locator("[role=button], button, [tabindex]").count(), 0, "nothing in it can be operated");
  assert.equal(await scenario(page), own, "reading changes nothing");
  await mini.getByRole("link", { name: "Open in the playground" }).click();
  await reader(page).waitFor({ state: "hidden" });
  await page.locator(".verdict.fail").waitFor();
  assert.match(await page.locator(".example-title").innerText(), /sub names another namespace/);
  await page.goBack();
  await heading(page, "Subject (sub)").waitFor();
  await page.goBack();
  await reader(page).waitFor({ state: "hidden" });
  await page.getByRole("button", { name: /Bring back|Undo/ }).first().click();
  await page.waitForFunction((text) => localStorage.getItem("irsa.scenario") === text, own);
});

test("why, problem, settings and hover lead to the concept; back and Escape lead out, with the focus where it was", async (t) => {
  const page = await open(t, { path: "#/e/other-namespace" });
  const link = page.locator(".why").getByRole("link", { name: "Learn: Subject (sub)" });
  await link.click();
  await heading(page, "Subject (sub)").waitFor();
  await page.waitForFunction(() => document.activeElement?.textContent === "Subject (sub)");
  await page.goBack();
  await reader(page).waitFor({ state: "hidden" });
  assert.equal(await hash(page), "#/e/other-namespace", "the page is where it was");
  assert.ok(await link.evaluate((node) => node === document.activeElement), "the focus is where it was");

  await link.press("Enter");
  await heading(page, "Subject (sub)").waitFor();
  await reader(page).getByRole("link", { name: "OIDC provider" }).first().click();
  await heading(page, "Issuer and OIDC provider").waitFor();
  await page.keyboard.press("Escape");
  await reader(page).waitFor({ state: "hidden" });
  assert.equal(await hash(page), "#/e/other-namespace");
  assert.ok(await link.evaluate((node) => node === document.activeElement), "after Escape too");

  await page.getByRole("tab", { name: /Settings/ }).click();
  await page.locator("#settings").getByRole("link", { name: "Learn: Node role" }).click();
  await heading(page, "Node role").waitFor();
  await close(page).click();

  await page.getByRole("tab", { name: /Manifests/ }).click();
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("Control+i");
  await page.locator(".editor-host .cm-hover-text").getByRole("link", { name: /^Learn: / }).click();
  await reader(page).getByRole("heading", { level: 3 }).first().waitFor();
});

test("an address of a page opens it over the work that is kept, and closing leaves the work", async (t) => {
  const own = JSON.stringify({ manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata:\n  name: mine\n" });
  const page = await open(t, { path: "#/k/audience", storage: { "irsa.scenario": own } });
  await heading(page, "Audience (aud)").waitFor();
  assert.equal(await page.locator(".notice").count(), 0);
  await close(page).click();
  await reader(page).waitFor({ state: "hidden" });
  assert.equal(await hash(page), "");
  assert.equal(JSON.parse(await scenario(page)).manifests, JSON.parse(own).manifests);
  assert.match(await page.locator(".editor-host .cm-content").innerText(), /mine/);
});

test("an unknown page says so and shows all; texts that do not arrive can be asked for again", async (t) => {
  let broken = true;
  const page = await open(t, {
    path: "#/k/nothing-of-the-kind",
    before: (page) => page.route("**/concepts-*.json", (route) => (broken ? route.abort("failed") : route.continue())),
    noise: [/concepts-/, /ERR_FAILED/],
  });
  await reader(page).getByRole("alert").waitFor();
  broken = false;
  await reader(page).getByRole("button", { name: "Try again" }).click();
  await reader(page).getByRole("heading", { name: /There is no such page/ }).waitFor();
  await reader(page).locator(".text-entries").getByRole("link", { name: "Webhook", exact: true }).click();
  await heading(page, "Webhook").waitFor();
});

test("by keyboard: in, search, read, out; shortcuts of the page rest meanwhile", async (t) => {
  const page = await open(t, { path: "#/e/other-namespace" });
  const entry = page.locator(".bar-wide").getByRole("link", { name: "Concepts" });
  await entry.focus();
  await page.keyboard.press("Enter");
  await heading(page, "Concepts").waitFor();
  await page.waitForFunction(() => document.activeElement?.matches(".text-title"));
  await reader(page).getByRole("searchbox").focus();
  await page.keyboard.type("hop limit");
  assert.deepEqual(await reader(page).locator("ol .reader-entry").allInnerTexts(), ["Node role"]);
  for (let tabs = 0; tabs < 5 && !(await page.evaluate(() => document.activeElement.textContent === "Node role")); tabs += 1) {
    await page.keyboard.press("Tab");
  }
  await page.keyboard.press("Enter");
  await heading(page, "Node role").waitFor();
  await reader(page).getByRole("searchbox").fill("토큰 만료");
  assert.ok((await reader(page).locator("ol .reader-entry").count()) > 0, "either language is searched");
  await reader(page).getByRole("searchbox").fill("no such words anywhere");
  await reader(page).getByText("No page has all these words.").waitFor();
  await page.keyboard.press("F6");
  await page.keyboard.press("Control+/");
  assert.equal(await page.locator("dialog[open]").count(), 1);
  await close(page).focus();
  await page.keyboard.press("Enter");
  await reader(page).waitFor({ state: "hidden" });
  assert.ok(await entry.evaluate((node) => node === document.activeElement));
});

test("a phone in Korean: contents by hand, links as a list, nothing wider than the screen", async (t) => {
  const page = await open(t, { size: "phone", locale: "ko-KR" });
  await page.getByRole("button", { name: "메뉴" }).tap();
  await page.locator("#bar-menu").getByRole("link", { name: "개념" }).tap();
  await heading(page, "개념").waitFor();
  const contents = reader(page).getByRole("button", { name: "목차" });
  await contents.tap();
  await reader(page).locator("#reader-list").getByRole("link", { name: "주체(sub)" }).tap();
  await heading(page, "주체(sub)").waitFor();
  assert.equal(await contents.getAttribute("aria-expanded"), "false");
  const mini = reader(page).locator("figure.mini");
  await mini.waitFor();
  assert.equal(await mini.locator(".mini-links li").count(), 7);
  assert.match(await mini.locator(".mini-links li.seen").innerText(), /신뢰 정책이 주체를 수락[\s\S]*실패/);
  assert.ok(!(await mini.locator("svg.pic").isVisible()));
  for (const width of [390, 320]) {
    await page.setViewportSize({ width, height: 800 });
    for (const one of pages) {
      await page.evaluate((id) => (location.hash = `#/k/${id}`), one.id);
      await heading(page, one.ko.title).waitFor();
      const over = await page.evaluate(() => {
        const body = document.querySelector(".reader-body");
        return [document.documentElement.scrollWidth - innerWidth, body.scrollWidth - body.clientWidth];
      });
      assert.deepEqual(over, [0, 0], `${one.id} at ${width} px`);
    }
  }
  await reader(page).getByRole("button", { name: "English" }).tap();
  await heading(page, pages.at(-1).en.title).waitFor();
  await close(page).tap();
  await reader(page).waitFor({ state: "hidden" });
});

test("without storage all of it works", async (t) => {
  const page = await open(t, {
    path: "#/k",
    before: (page) =>
      page.addInitScript(() => {
        for (const name of ["localStorage", "sessionStorage"]) {
          Object.defineProperty(globalThis, name, {
            get() {
              throw new DOMException("blocked", "SecurityError");
            },
          });
        }
      }),
  });
  await reader(page).locator(".text-entries").getByRole("link", { name: "IRSA", exact: true }).click();
  await heading(page, "IRSA").waitFor();
  await page.goBack();
  await heading(page, "Concepts").waitFor();
  await close(page).click();
  await reader(page).waitFor({ state: "hidden" });
});

test("the chain inside another page leads to a text in a tab of its own", async (t) => {
  const page = await open(t, { path: "?view=chain#/e/other-namespace" });
  const link = page.locator(".why").getByRole("link", { name: "Learn: Subject (sub)" });
  await link.waitFor();
  assert.equal(await link.getAttribute("target"), "_blank");
  assert.match(await link.getAttribute("href"), /^http.*\/some\/where\/#\/k\/subject$/);
});

test("on paper only the text is left", async (t) => {
  const page = await open(t, { path: "#/k/irsa" });
  await heading(page, "IRSA").waitFor();
  await page.emulateMedia({ media: "print" });
  for (const hidden of [".bar", ".page", ".reader-bar", ".reader-contents", ".reader-ways"]) {
    assert.ok(!(await page.locator(hidden).first().isVisible()), hidden);
  }
  assert.ok(await page.locator(".reader .text-title").isVisible());
  const { clipped, height } = await page.evaluate(() => {
    const dialog = document.querySelector(".reader");
    return { clipped: getComputedStyle(dialog).overflow, height: dialog.getBoundingClientRect().height };
  });
  assert.equal(clipped, "visible");
  assert.ok(height > 1000, "as long as its text");
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await open(t, { theme, locale, size, path: "#/k" });
        await reader(page).locator("figure.mini").first().waitFor();
        await check(page, "everything on one page");
        await page.evaluate(() => (location.hash = "#/k/oidc-provider"));
        await heading(page, page_("oidc-provider")[locale === "ko-KR" ? "ko" : "en"].title).waitFor();
        await reader(page).locator("figure.mini").waitFor();
        await check(page, "one page");
      });
    }
  }
}
