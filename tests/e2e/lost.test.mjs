// Nothing is lost: closing the tab, opening an example, an empty page, blocked, full and damaged storage, two tabs.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const editor = (page) => page.locator(".editor-host .cm-content");
const stored = (page, key = "irsa.scenario") => page.evaluate((key) => localStorage.getItem(key), key);
const manifests = async (page) => JSON.parse(await stored(page)).manifests;
const keys = (page, start) => page.evaluate((start) => Object.keys(localStorage).filter((key) => key.startsWith(start)).sort(), start);

async function type(page, text) {
  await editor(page).click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText(text);
}

async function openBroken(page) {
  await page.locator(".example-strip, .intro").getByRole("button", { name: /sub names another|is broken/ }).first().click();
  await page.locator(".verdict.fail").waitFor();
}

async function openHistory(page, names = ["History", "Menu"]) {
  const wide = page.locator(".bar-wide").getByRole("button", { name: names[0], exact: true });
  if (await wide.isVisible()) await wide.click();
  else {
    await page.getByRole("button", { name: names[1], exact: true }).click();
    await page.locator("#bar-menu").getByRole("button", { name: names[0], exact: true }).click();
  }
  await page.locator("dialog .history").waitFor();
}

const states = (page) => page.locator(".history-item");

/** Another page of the same browser, checked like the first. */
async function another(page) {
  const next = await page.context().newPage();
  await next.goto(page.url());
  await next.waitForSelector('html[data-state="ready"]', { state: "attached" });
  return next;
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("closing the tab right after typing loses nothing", async (t) => {
  const page = await open(t);
  await type(page, "# the last word\n");
  const url = page.url();
  const context = page.context();
  await page.close();
  const next = await context.newPage();
  await next.goto(url);
  await next.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.match(await editor(next).innerText(), /^# the last word/);
});

test("what an example replaces comes back: by undo, and from the history after a reload", async (t) => {
  const page = await open(t);
  await type(page, "# mine\n");
  await openBroken(page);
  await page.getByRole("button", { name: "Bring back what was here" }).click();
  assert.match(await manifests(page), /^# mine/);
  await page.getByRole("button", { name: "Redo", exact: true }).click();
  await page.locator(".verdict.fail").waitFor();
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  await openHistory(page);
  await states(page).first().locator(".history-head").click();
  await page.getByRole("button", { name: "Restore" }).click();
  assert.match(await manifests(page), /^# mine/);
  assert.equal(await page.locator("dialog").count(), 0);
  // Restoring is a replacement too: undo goes back.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.locator(".verdict.fail").waitFor();
});

test("a pause keeps a state, with time, title and verdict; typing on replaces it", async (t) => {
  const page = await open(t);
  await type(page, "# one\n");
  await page.waitForFunction(() => Object.keys(localStorage).some((key) => key.startsWith("irsa.history.")));
  await type(page, "# two\n");
  await page.waitForFunction(() => Object.entries(localStorage).some(([key, text]) => key.startsWith("irsa.history.") && text.includes("# two")));
  assert.equal((await keys(page, "irsa.history.")).length, 1);
  await openHistory(page);
  const text = await states(page).innerText();
  assert.match(text, /Example: Textbook[\s\S]*my-namespace\/web[\s\S]*✓ every link holds[\s\S]*on the page/);
  assert.ok(await states(page).locator("time[datetime]").isVisible());
  await states(page).locator(".history-head").click();
  await states(page).getByText("Trust policy").click();
  assert.match(await states(page).locator("pre:visible").innerText(), /sts:AssumeRoleWithWebIdentity/);
});

test("an example that was only looked at is no state of one's work", async (t) => {
  const page = await open(t);
  await openBroken(page);
  await openHistory(page);
  assert.equal(await states(page).count(), 0);
  assert.match(await page.locator(".history").innerText(), /Nothing here yet/);
});

test("deleting one or all is undone; downloading gives the scenario", async (t) => {
  const page = await open(t);
  await type(page, "# one\n");
  await openBroken(page);
  await type(page, "# two\n");
  await openHistory(page);
  assert.equal(await states(page).count(), 2);
  await states(page).nth(1).locator(".history-head").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "Download", exact: true }).click()]);
  assert.match(JSON.parse(readFileSync(await file.path(), "utf8")).manifests, /^# one/);
  await page.getByRole("button", { name: "Delete", exact: true }).click();
  assert.equal(await states(page).count(), 1);
  assert.equal((await keys(page, "irsa.history.")).length, 1);
  await page.locator(".history").getByRole("button", { name: "Undo" }).click();
  assert.equal(await states(page).count(), 2);
  await page.getByRole("button", { name: "Delete all" }).click();
  assert.equal(await states(page).count(), 0);
  await page.locator(".history").getByRole("button", { name: "Undo" }).click();
  assert.equal(await states(page).count(), 2);
});

test("the address of an example takes the place of one's work, and the work comes back", async (t) => {
  const page = await open(t);
  await type(page, "# mine\n");
  await page.evaluate(() => (location.hash = "#/e/annotation-typo"));
  await page.locator(".example-title", { hasText: "Typo in the annotation key" }).waitFor();
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  // Hidden until the example of the address has arrived.
  await page.locator(".example-title").waitFor();
  await openHistory(page);
  await states(page).first().locator(".history-head").click();
  await page.getByRole("button", { name: "Restore" }).click();
  assert.match(await manifests(page), /^# mine/);
  // The address no longer says what the page shows.
  assert.equal(await page.evaluate(() => location.hash), "");
});

test("a page that opens with an address keeps the work of the last visit", async (t) => {
  const own = { manifests: "# mine\napiVersion: v1\nkind: ServiceAccount\nmetadata: { name: a, namespace: b }\n" };
  const page = await open(t, { path: "#/e/textbook", storage: { "irsa.scenario": JSON.stringify(own) } });
  await page.locator(".verdict.pass").waitFor();
  await openHistory(page);
  await states(page).filter({ hasText: "Your work" }).locator(".history-head").click();
  await page.getByRole("button", { name: "Restore" }).click();
  assert.match(await manifests(page), /^# mine/);
});

test("a chain inside another page neither shows nor touches what is kept", async (t) => {
  const own = JSON.stringify({ manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata: { name: secret, namespace: a }\n" });
  const page = await open(t, { path: "?view=chain&lang=ko&theme=dark#/e/other-namespace", storage: { "irsa.scenario": own } });
  await page.locator(".verdict.fail").waitFor();
  assert.deepEqual(await page.evaluate(() => Object.entries(localStorage)), [["irsa.scenario", own]]);
  await page.evaluate(() => (location.hash = ""));
  await page.goto(page.url().replace(/#.*/, ""));
  await page.locator(".verdict").first().waitFor();
  assert.doesNotMatch(await page.locator("#app").innerText(), /secret/);
});

const blocked = (page) =>
  page.addInitScript(() => {
    for (const name of ["localStorage", "sessionStorage"]) {
      Object.defineProperty(globalThis, name, {
        get() {
          throw new DOMException("blocked", "SecurityError");
        },
      });
    }
  });

test("blocked storage: everything works, and what cannot be kept is said once", async (t) => {
  const page = await open(t, { before: blocked });
  const strip = page.locator(".notice", { hasText: "cannot be kept" });
  assert.equal(await strip.count(), 0, "a visit that writes nothing is not disturbed");
  await type(page, "# mine\n");
  await strip.waitFor();
  const [file] = await Promise.all([page.waitForEvent("download"), strip.getByRole("button", { name: "Download" }).click()]);
  assert.match(JSON.parse(readFileSync(await file.path(), "utf8")).manifests, /^# mine/);
  await strip.getByRole("button", { name: "Close" }).click();
  await type(page, "# more\n");
  await openBroken(page);
  assert.equal(await strip.count(), 0);
  await page.getByRole("button", { name: "Bring back what was here" }).click();
  assert.match(await editor(page).innerText(), /^# more/);
  await openHistory(page);
  assert.match(await page.locator(".history").innerText(), /blocks storage/);
});

/** A storage with room for so many characters. */
const room = (page, most) =>
  page.addInitScript((most) => {
    const set = Storage.prototype.setItem;
    Storage.prototype.setItem = function (key, value) {
      const others = Object.keys(this).filter((one) => one !== key);
      const used = others.reduce((sum, one) => sum + one.length + this.getItem(one).length, 0);
      if (this === globalThis.localStorage && used + key.length + value.length > most) throw new DOMException("full", "QuotaExceededError");
      set.call(this, key, value);
    };
  }, most);

test("full storage: said once, the tab's own copy survives a reload", async (t) => {
  const page = await open(t, { before: (page) => room(page, 100) });
  const strip = page.locator(".notice", { hasText: "cannot be kept" });
  assert.equal(await strip.count(), 0);
  await type(page, "# mine\n");
  await strip.waitFor();
  assert.match(await strip.innerText(), /is full/);
  await strip.getByRole("button", { name: "Close" }).click();
  await type(page, "# more\n");
  assert.equal(await strip.count(), 0);
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.match(await editor(page).innerText(), /^# more/);
});

test("full storage: the oldest states give way to the work", async (t) => {
  const record = (time, text) => [
    `irsa.history.${String(time).padStart(13, "0")}.0000000${time % 10}`,
    JSON.stringify({ time, line: `0000000${time % 10}`, origin: "own", outcome: { chains: 0 }, scenario: { manifests: `# ${text}\n${"x".repeat(2000)}` } }),
  ];
  const old = [record(1, "first"), record(2, "second"), record(3, "third")];
  const page = await open(t, {
    before: async (page) => {
      await page.addInitScript((old) => {
        if (sessionStorage.getItem("filled")) return;
        for (const [key, text] of old) localStorage.setItem(key, text);
        sessionStorage.setItem("filled", "yes");
      }, old);
      await room(page, 9000);
    },
  });
  await type(page, `# ${"y".repeat(1500)}\n`);
  await page.waitForFunction(() => localStorage.getItem("irsa.scenario").includes("yyy"));
  const left = (await keys(page, "irsa.history.")).map((key) => key.slice(-1));
  assert.ok(!left.includes("1") && left.includes("3"), `${left}`);
  assert.equal(await page.locator(".notice").count(), 0);
});

test("a damaged scenario is set aside, told, handed out, and never written over", async (t) => {
  const broken = '{"manifests": "kind: Pod", "roles": [{"arn": 7}]';
  const page = await open(t, {
    before: async (page) => {
      await page.addInitScript((broken) => {
        if (sessionStorage.getItem("damaged")) return;
        localStorage.setItem("irsa.scenario", broken);
        sessionStorage.setItem("damaged", "yes");
      }, broken);
    },
  });
  const strip = page.locator(".notice", { hasText: "cannot be read" });
  await strip.waitFor();
  await page.locator(".verdict.pass").waitFor();
  const [key] = await keys(page, "irsa.damaged.");
  assert.equal(await stored(page, key), broken);
  const [file] = await Promise.all([page.waitForEvent("download"), strip.getByRole("button", { name: "Download" }).click()]);
  assert.equal(readFileSync(await file.path(), "utf8"), broken);
  await type(page, "# mine\n");
  assert.equal(await stored(page, key), broken);
  // After a reload it is told no more; the history still has it.
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.equal(await strip.count(), 0);
  assert.match(await editor(page).innerText(), /^# mine/);
  await openHistory(page);
  const item = states(page).filter({ hasText: "Cannot be read" });
  await item.locator(".history-head").click();
  assert.equal(await item.locator("pre").innerText(), broken);
  assert.equal(await item.getByRole("button", { name: "Restore" }).count(), 0);
});

test("a damaged scenario that cannot be set aside stays where it is", async (t) => {
  const broken = `{"manifests": ${"x".repeat(300)}`;
  const page = await open(t, {
    before: async (page) => {
      await page.addInitScript((broken) => localStorage.setItem("irsa.scenario", broken), broken);
      await room(page, 400);
    },
  });
  await page.locator(".notice", { hasText: "cannot be read" }).waitFor();
  await type(page, "# mine\n");
  await page.locator(".notice", { hasText: "cannot be kept" }).waitFor();
  assert.equal(await stored(page), broken);
});

test("two tabs do not take each other's work", async (t) => {
  const page = await open(t);
  const other = await another(page);
  const arrived = (at, start) => at.waitForFunction((start) => JSON.parse(localStorage.getItem("irsa.scenario")).manifests.startsWith(start), start);
  await type(page, "# first tab\n");
  await arrived(other, "# first tab");
  await type(other, "# second tab\n");
  await arrived(page, "# second tab");
  // What the first tab wrote was put into the history before the second wrote over it.
  const kept = await page.evaluate(() => Object.entries(localStorage).filter(([key]) => key.startsWith("irsa.history.")).map(([, text]) => JSON.parse(text).scenario.manifests));
  assert.ok(kept.some((text) => text.startsWith("# first tab")), `${kept}`);
  // Each goes on with its own after a reload, the title too.
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.match(await editor(page).innerText(), /^# first tab/);
  assert.match(await page.locator(".bar").innerText(), /Example: Textbook/);
  await other.reload();
  await other.waitForSelector('html[data-state="ready"]', { state: "attached" });
  assert.match(await editor(other).innerText(), /^# second tab/);
  // The history of one tab shows what the other keeps, while it stands open.
  await openHistory(page);
  await type(other, "# more of it\n");
  await page.locator(".history-item", { hasText: /on the page|Example/ }).nth(1).waitFor();
});

test("the history by keyboard alone", async (t) => {
  const page = await open(t);
  await type(page, "# mine\n");
  await openBroken(page);
  await openHistory(page);
  const focused = () => page.evaluate(() => document.activeElement.className + document.activeElement.textContent);
  for (let steps = 0; steps < 10 && !/history-head/.test(await focused()); steps++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  for (let steps = 0; steps < 12 && !/Restore/.test(await focused()); steps++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".verdict.pass").waitFor();
  assert.match(await manifests(page), /^# mine/);
});

for (const theme of ["light", "dark"]) {
  for (const [locale, names] of [["en-US", ["History", "Menu"]], ["ko-KR", ["기록", "메뉴"]]]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation in the history: ${theme}, ${locale}, ${size}`, async (t) => {
        const time = Date.now() - 3_600_000;
        const record = { time, line: "a", origin: "example other-namespace", outcome: { verdict: "fail", link: 5, name: "my-namespace/web", chains: 1 }, scenario: { manifests: "apiVersion: v1\nkind: ServiceAccount\nmetadata: {name: a, namespace: b}\n" } };
        const page = await open(t, {
          theme,
          locale,
          size,
          storage: { [`irsa.history.${time}.a`]: JSON.stringify(record), [`irsa.damaged.${time}`]: "{" },
        });
        await openHistory(page, names);
        assert.equal(await states(page).count(), 2);
        await states(page).filter({ hasText: "my-namespace/web" }).locator(".history-head").click();
        await states(page).locator("summary").first().click();
        await check(page, "a state stands open");
        const wide = await page.locator(".modal-body").evaluate((body) => body.scrollWidth - body.clientWidth);
        assert.ok(wide <= 0, `the dialog is ${wide} px too wide`);
      });
    }
  }
}
