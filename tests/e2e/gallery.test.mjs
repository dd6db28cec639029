// The gallery of examples: every one opens as its card says, found by search, category and keyboard; and what happens
// where it does not arrive.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, built, dist } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();
const gallery = JSON.parse(readFileSync(join(dist, built("examples", ".json")), "utf8"));
const STEPS = ["selectServiceAccount", "injectRole", "pickCredentials", "knowIssuer", "trustSubject", "allowAction", "resourceAgrees"];
const NAMES = { en: { examples: "Examples", menu: "Menu" }, ko: { examples: "예제", menu: "메뉴" } };

async function openGallery(page, language = "en") {
  const { examples, menu } = NAMES[language];
  const wide = page.locator(".bar-wide").getByRole("button", { name: examples, exact: true });
  if (await wide.isVisible()) await wide.click();
  else {
    await page.getByRole("button", { name: menu, exact: true }).click();
    await page.locator("#bar-menu").getByRole("button", { name: examples, exact: true }).click();
  }
  await page.locator(".example-card").first().waitFor();
}

const card = (page, id) => page.locator(`.example-card[data-example="${id}"]`).first();
const scenario = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));

async function type(page, text) {
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText(text);
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

for (const category of gallery.categories) {
  test(`every example of "${category.title.en}" opens, and shows what its card says`, async (t) => {
    const page = await open(t);
    for (const id of category.examples) {
      const example = gallery.examples.find((one) => one.id === id);
      await openGallery(page);
      const text = await card(page, id).innerText();
      await card(page, id).click();
      await page.locator(".example-title strong", { hasText: example.title.en.replaceAll("`", "") }).waitFor();
      assert.equal(await page.locator("dialog").count(), 0, id);
      assert.equal(await page.locator(".changed").count(), 0, id);
      const { verdict, link } = example.expect;
      if (!verdict) continue;
      assert.match(await page.locator(".verdict").first().getAttribute("class"), new RegExp(`\\b${verdict}\\b`), id);
      const number = STEPS.indexOf(link) + 1;
      const chips = await page.locator("ol.links .verdict-chip").allInnerTexts();
      if (number > 0) assert.match(chips[number - 1], new RegExp(verdict), id);
      else assert.ok(chips.every((chip) => /pass/.test(chip)), `${id}: ${chips}`);
      const says = { pass: /every link holds/, fail: new RegExp(`link ${number} breaks`), unknown: new RegExp(`undecided at link ${number}`) };
      assert.match(text, says[verdict], id);
    }
  });
}

test("a stranger is led to a broken example, which says what is wrong", async (t) => {
  const page = await open(t);
  await page.getByRole("button", { name: "See one that is broken" }).click();
  await page.locator(".verdict.fail").waitFor();
  assert.match(await page.locator(".bar").innerText(), /Example:\s+sub names another namespace/);
  assert.match(await page.locator(".verdict h2").innerText(), /names another namespace/);
  assert.match(await page.locator(".example-strip").innerText(), /my-namespace[\s\S]*prod/);
  // From one example to the next.
  await page.getByRole("button", { name: "Next: The smallest configuration" }).click();
  await page.locator(".verdict.pass").waitFor();
});

test("search and categories narrow the cards, and say so", async (t) => {
  const page = await open(t);
  await openGallery(page);
  const field = page.getByRole("searchbox", { name: "Search the examples" });
  assert.ok(await field.evaluate((node) => node === document.activeElement), "one can type at once");
  await field.fill("WILDCARD");
  assert.deepEqual(await page.locator(".example-card strong").allInnerTexts(), ["StringEquals with a wildcard"]);
  assert.equal(await page.locator(".gallery [role=status]").innerText(), "1 example");
  await field.fill("nothing like this");
  await page.getByRole("button", { name: "Show all examples" }).click();
  assert.equal(await field.inputValue(), "");
  await page.getByRole("button", { name: "EKS Pod Identity", pressed: false }).click();
  const category = gallery.categories.find((one) => one.id === "pod-identity");
  assert.equal(await page.locator(".example-card").count(), category.examples.length);
  assert.equal(await page.locator(".gallery h3").count(), 1);
});

test("keyboard only: open, search, walk the cards, load, undo", async (t) => {
  const page = await open(t);
  const focused = () => page.evaluate(() => document.activeElement.textContent.trim());
  for (let steps = 0; steps < 20 && (await focused()) !== "Examples"; steps++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".example-card").first().waitFor();
  await page.keyboard.press("ArrowDown");
  const at = () => page.evaluate(() => document.activeElement.dataset.example);
  assert.equal(await at(), "textbook");
  await page.keyboard.press("ArrowRight");
  assert.equal(await at(), "other-namespace");
  await page.keyboard.press("ArrowDown");
  const columns = await page.locator(".cards").first().evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(" ").length);
  assert.equal(await at(), gallery.categories[0].examples[1 + columns]);
  await page.keyboard.press("ArrowUp");
  assert.equal(await at(), "other-namespace");
  await page.keyboard.press("End");
  assert.equal(await at(), gallery.categories.at(-1).examples.at(-1));
  await page.keyboard.press("Home");
  // The cards are one stop of the Tab key.
  assert.equal(await page.locator('.example-card[tabindex="0"]').count(), 1);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.locator(".verdict.fail").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).focus();
  await page.keyboard.press("Enter");
  await page.locator(".verdict.pass").waitFor();
});

test("an edited example says that it is changed, and can be loaded again", async (t) => {
  const page = await open(t);
  await openGallery(page);
  await card(page, "annotation-typo").click();
  await type(page, "# mine\n");
  await page.locator(".bar .changed").waitFor();
  assert.match(await page.locator(".example-strip").innerText(), /You changed the example “Typo in the annotation key”/);
  // The title outlives a reload, and so does the change.
  await page.reload();
  await page.locator(".bar .changed").waitFor();
  assert.match(await page.locator(".bar").innerText(), /Typo in the annotation key/);
  await page.getByRole("button", { name: "Load it again as it was" }).click();
  await page.locator(".bar .changed").waitFor({ state: "detached" });
  assert.doesNotMatch((await scenario(page)).manifests, /# mine/);
  await page.getByRole("button", { name: "Bring back what was here" }).click();
  assert.match((await scenario(page)).manifests, /^# mine/);
});

test("an example opens the view in which its point is seen", async (t) => {
  const page = await open(t);
  await openGallery(page);
  await card(page, "rbac-role").click();
  await page.locator('.views-card [role=tab][aria-selected="true"]', { hasText: "Kubernetes" }).waitFor();
});

test("the empty page helps on, and undo brings back what was there", async (t) => {
  const page = await open(t);
  await type(page, "# mine\n");
  await openGallery(page);
  await page.getByRole("button", { name: "Empty page" }).click();
  const verdict = page.locator(".verdict.unknown");
  await verdict.waitFor();
  for (const name of ["Import", "Start with the example", "Examples"]) assert.ok(await verdict.getByRole("button", { name, exact: true }).isVisible(), name);
  assert.deepEqual(await scenario(page), {});
  await page.getByRole("button", { name: "Bring back what was here" }).click();
  assert.match((await scenario(page)).manifests, /^# mine/);
});

test("where the gallery does not arrive, it says so, tries again, and has the textbook", async (t) => {
  let broken = true;
  const page = await open(t, {
    before: (page) => page.route("**/examples-*.json", (route) => (broken ? route.abort("failed") : route.continue())),
    noise: [/examples-/, /ERR_FAILED/],
  });
  // The way to the broken example ends in the gallery, which explains.
  await page.getByRole("button", { name: "See one that is broken" }).click();
  const alert = page.getByRole("alert");
  await alert.waitFor();
  assert.match(await alert.innerText(), /did not arrive/);
  await check(page, "the gallery did not arrive");
  broken = false;
  await alert.getByRole("button", { name: "Try again" }).click();
  await page.locator(".example-card").first().waitFor();
});

test("a gallery that is no gallery is told like one that did not arrive", async (t) => {
  const page = await open(t, {
    before: (page) => page.route("**/examples-*.json", (route) => route.fulfill({ contentType: "application/json", body: "<html>" })),
  });
  await page.locator(".bar-wide").getByRole("button", { name: "Examples" }).click();
  await page.getByRole("alert").waitFor();
  await page.getByRole("button", { name: "Textbook: every link holds" }).click();
  await page.locator(".verdict.pass").waitFor();
});

test("the gallery is not fetched before it is wanted", async (t) => {
  const asked = [];
  const page = await open(t, { before: (page) => page.on("request", (request) => asked.push(request.url())) });
  await page.waitForLoadState("networkidle");
  assert.deepEqual(asked.filter((url) => url.includes("examples-")), []);
  await openGallery(page);
  await page.keyboard.press("Escape");
  await openGallery(page);
  assert.equal(asked.filter((url) => url.includes("examples-")).length, 1);
});

test("every example has an address", async (t) => {
  const page = await open(t, { path: "#/e/rbac-role" });
  await page.locator(".example-title", { hasText: "Role and RoleBinding" }).waitFor();
  await page.locator('.views-card [role=tab][aria-selected="true"]', { hasText: "Kubernetes" }).waitFor();
  await page.evaluate(() => (location.hash = "#/e/other-namespace"));
  await page.locator(".verdict.fail").waitFor();
  await page.evaluate(() => (location.hash = "#/e/no-such-example"));
  await page.locator(".notice-fault", { hasText: "no example under this address" }).waitFor();
  assert.ok(await page.locator(".verdict.fail").isVisible());
});

test("the address of an example that does not arrive says so", async (t) => {
  const page = await open(t, {
    path: "#/e/other-namespace",
    before: (page) => page.route("**/examples-*.json", (route) => route.abort("failed")),
    noise: [/examples-/, /ERR_FAILED/],
  });
  await page.locator(".notice-fault", { hasText: "did not arrive" }).waitFor();
  assert.ok(await page.locator(".verdict.pass").isVisible());
});

test("closing the gallery gives the focus back", async (t) => {
  const page = await open(t);
  await openGallery(page);
  await page.keyboard.press("Escape");
  await page.locator("dialog").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => document.activeElement.textContent.trim()), "Examples");
});

test("a phone shows one column, without scrolling sideways", async (t) => {
  const page = await open(t, { size: "phone" });
  await openGallery(page);
  const columns = await page.locator(".cards").first().evaluate((list) => getComputedStyle(list).gridTemplateColumns.split(" ").length);
  assert.equal(columns, 1);
  const wide = await page.locator(".modal-body").evaluate((body) => body.scrollWidth - body.clientWidth);
  assert.ok(wide <= 0, `the dialog is ${wide} px wider than the phone`);
  for (const box of await page.locator(".gallery-filter, .example-card").evaluateAll((all) => all.map((one) => one.getBoundingClientRect().height))) assert.ok(box >= 44, `${box}`);
  await card(page, "other-namespace").tap();
  await page.locator(".verdict.fail").waitFor();
  assert.match(await page.locator(".example-strip").innerText(), /sub names another namespace/);
});

test("Korean: titles, sentences and outcomes", async (t) => {
  const page = await open(t, { locale: "ko-KR" });
  await openGallery(page, "ko");
  assert.match(await card(page, "other-namespace").innerText(), /sub가 다른 네임스페이스를 가리킴[\s\S]*링크 5에서 끊김/);
  await page.locator(".gallery-search").fill("와일드카드");
  assert.equal(await page.locator(".example-card").count(), 1);
  await page.locator(".example-card").click();
  assert.match(await page.locator(".bar").innerText(), /예제:\s+와일드카드를 쓴 StringEquals/);
});

for (const theme of ["light", "dark"]) {
  for (const [locale, language] of [["en-US", "en"], ["ko-KR", "ko"]]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation in the gallery: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await open(t, { theme, locale, size });
        await openGallery(page, language);
        await check(page, "the gallery");
        await page.locator(".gallery-search").fill("no such thing");
        await check(page, "nothing found");
        await page.locator(".gallery-search").fill("");
        await card(page, "static-keys").click();
        await page.locator(".verdict.fail").waitFor();
        await check(page, "an example is open");
      });
    }
  }
}
