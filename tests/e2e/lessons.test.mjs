// The course: three lessons played as a person would, on a phone, in Korean, and with the keyboard alone; what is kept of
// it, what is locked, and the ways in and out.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { after, lessons, openDocument, retype, typed } from "./course.mjs";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();
const first = (part) => typed.find((lesson) => lesson.part === part);

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

/** Text as the page shows it: without backticks, and only the words of links. */
const plain = (text) => text.replaceAll("`", "").replaceAll(/\[([^\]]*)\]\([^)]*\)/g, "$1");
const kept = (page, id) => page.evaluate((key) => JSON.parse(localStorage.getItem(key)), `irsa.lesson.${id}`);
const points = (page, state) => page.locator(`.play-goal:not(.play-bonus) .play-point.${state}`);

/** Presses `key` until an element that `selector` names has the focus. */
async function go(page, selector, key = "Tab") {
  for (let steps = 0; steps < 150; steps++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${selector}`);
}

test("on a phone: a lesson is opened from the menu, read, edited in its own pane, and reached", async (t) => {
  const page = await open(t, { size: "phone", storage: { "irsa.intro": "closed" } });
  const lesson = first("irsa");
  await page.getByRole("button", { name: "Menu", exact: true }).tap();
  await page.locator("#bar-menu").getByRole("button", { name: "Lessons", exact: true }).tap();
  await check(page, "the list of lessons");
  await page.locator(".modal-course").getByRole("link", { name: plain(lesson.title.en) }).last().tap();
  await page.getByRole("heading", { level: 2, name: plain(lesson.title.en) }).waitFor();
  assert.equal(await page.locator("dialog[open]").count(), 0);
  assert.equal(await page.locator(".play-story").innerText(), plain(lesson.story.en));
  assert.equal(await page.locator(".play-goal .play-point").count(), lesson.goal.length);
  assert.notEqual(await points(page, "holds").count(), lesson.goal.length, "there is something to do");
  await check(page, "a lesson that was just opened");
  for (const hint of lesson.hints) {
    await page.getByRole("button", { name: /^Show hint/ }).tap();
    await page.locator(".play-hint", { hasText: plain(hint.text.en).slice(0, 40) }).waitFor();
  }
  await check(page, "all hints shown");

  const texts = after(new Map(), lesson.scenario, lesson.solution);
  await page.getByRole("button", { name: "Edit", exact: true }).tap();
  for (const [document, text] of texts) {
    await openDocument(page, document);
    await page.locator(".editor-host .cm-content").tap();
    await retype(page, text);
  }
  const button = page.getByRole("button", { name: /^Lesson/ });
  await page.locator(".pane-count", { hasText: `${lesson.goal.length}/${lesson.goal.length}` }).waitFor();
  await button.tap();
  await page.locator(".play-reached", { hasText: "Goal reached." }).waitFor();
  assert.equal(await points(page, "holds").count(), lesson.goal.length);
  await page.getByRole("heading", { name: "What you learned" }).waitFor();
  await check(page, "the goal is reached");
  assert.equal((await kept(page, lesson.id)).reached, "goal");

  if (lesson.bonus) {
    await page.getByRole("button", { name: "Edit", exact: true }).tap();
    for (const [document, text] of after(texts, lesson.scenario, lesson.bonus.solution)) {
      await openDocument(page, document);
      await page.locator(".editor-host .cm-content").tap();
      await retype(page, text);
    }
    await button.tap();
    await page.locator(".play-reached", { hasText: "Goal and bonus reached." }).waitFor();
    assert.equal((await kept(page, lesson.id)).reached, "bonus");
  }
});

test("in Korean: a lesson is played to its end, and the next one follows", async (t) => {
  const page = await open(t, { locale: "ko-KR", path: `#/l/${first("iam").id}` });
  const lesson = first("iam");
  await page.getByRole("heading", { level: 2, name: plain(lesson.title.ko) }).waitFor();
  assert.equal(await page.locator(".play-story").innerText(), plain(lesson.story.ko));
  await check(page, "a lesson in Korean");
  await page.getByRole("button", { name: "힌트 보기 (1/3)" }).click();
  assert.match(await page.locator(".play-hint").first().innerText(), /[가-힣]/);
  for (const [document, text] of after(new Map(), lesson.scenario, lesson.solution)) {
    await openDocument(page, document);
    await page.locator(".editor-host .cm-content").click();
    await retype(page, text);
  }
  await page.locator(".play-reached", { hasText: "목표를 달성했습니다." }).waitFor();
  await check(page, "the goal in Korean");
  const next = lessons[lessons.findIndex((one) => one.id === lesson.id) + 1];
  await page.getByRole("link", { name: `다음: ${plain(next.title.ko)}` }).click();
  await page.getByRole("heading", { level: 2, name: plain(next.title.ko) }).waitFor();
  assert.equal(await page.evaluate(() => document.activeElement.id), "play-title", "the focus is where one reads on");
  // Every word of the lesson is Korean, or the name of something.
  for (const text of await page.locator(".play-card button:visible").allInnerTexts()) {
    if (text.trim()) assert.match(text, /[가-힣]/, text);
  }
});

test("with the keyboard alone: open, take a hint, mend, go on", async (t) => {
  const page = await open(t, { storage: { "irsa.intro": "closed" } });
  const lesson = typed.at(-1);
  const bar = page.locator(".bar-wide button", { hasText: "Lessons" });
  await bar.waitFor();
  for (let steps = 0; steps < 30 && !(await bar.evaluate((node) => node === document.activeElement)); steps++) await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  await page.locator(".course-lesson").first().waitFor();
  await go(page, `.course-lesson[href="#/l/${lesson.id}"]`);
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.id === "play-title");
  await go(page, ".play-hints .button");
  await page.keyboard.press("Enter");
  await page.locator(".play-hint").waitFor();

  const texts = after(new Map(), lesson.scenario, lesson.solution);
  for (const [document, text] of texts) {
    await go(page, "[role=tablist] [role=tab][aria-selected=true]", "Shift+Tab");
    for (let steps = 0; steps < 30; steps++) {
      if (await page.evaluate((id) => window.document.activeElement.id === id, `tab-${document}`)) break;
      await page.keyboard.press("ArrowRight");
    }
    await go(page, ".editor-host");
    await retype(page, text);
  }
  await page.locator(".play-reached").waitFor();
  assert.match(await page.locator(".play-card > [role=status]").innerText(), /Goal (and bonus )?reached\./, "it is said, too");
  await go(page, ".play-reached .button", "Shift+Tab");
  const name = await page.evaluate(() => document.activeElement.textContent);
  await page.keyboard.press("Enter");
  if (name === "All lessons") await page.locator(".modal-course").waitFor();
  else await page.waitForFunction((id) => document.activeElement?.id === "play-title" && !location.hash.endsWith(id), lesson.id);
});

test("a solution is shown as a difference, applied in one step, and undone in one", async (t) => {
  const lesson = first("irsa");
  const page = await open(t, { path: `#/l/${lesson.id}` });
  await page.locator("#play-title").waitFor();
  const before = await page.evaluate(() => localStorage.getItem("irsa.scenario"));
  for (const _ of lesson.hints) await page.getByRole("button", { name: /^Show hint/ }).click();
  await page.getByRole("button", { name: "Show a solution" }).click();
  await page.locator(".play-solution .diff .is-new").first().waitFor();
  await check(page, "the solution as a difference");
  await page.getByRole("button", { name: "Apply the solution" }).click();
  await page.locator(".play-reached").waitFor();
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  await page.locator(".play-reached").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.getItem("irsa.scenario")), before);
  // What was reached once stays reached, and what was learned stays to be read.
  assert.equal((await kept(page, lesson.id)).reached, "goal");
  await page.getByRole("heading", { name: "What you learned" }).waitFor();
});

test("leaving brings the reader's own work back, and coming back goes on where one was", async (t) => {
  const lesson = first("irsa");
  const page = await open(t, { storage: { "irsa.intro": "closed" } });
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# mine\n");
  const own = await page.evaluate(() => localStorage.getItem("irsa.scenario"));
  await page.evaluate((id) => (location.hash = `#/l/${id}`), lesson.id);
  await page.locator("#play-title").waitFor();
  await page.getByRole("button", { name: "Show hint 1 of 3" }).click();
  await page.locator(".editor-host .cm-content").click();
  await page.keyboard.press("Control+Home");
  await page.keyboard.insertText("# tried\n");
  await page.getByRole("button", { name: "Start over" }).waitFor();
  await page.getByRole("button", { name: "Leave the lesson" }).click();
  await page.locator(".play-card").waitFor({ state: "detached" });
  assert.equal(await page.evaluate(() => localStorage.getItem("irsa.scenario")), own);

  await page.getByRole("button", { name: "Lessons", exact: true }).click();
  await page.locator(".modal-course").getByRole("link", { name: `Go on: ${plain(lesson.title.en)}` }).click();
  await page.locator("#play-title").waitFor();
  assert.match(JSON.parse(await page.evaluate(() => localStorage.getItem("irsa.scenario"))).manifests, /^# tried/);
  assert.equal(await page.locator(".play-hint").count(), 1, "the hint is still there");
  // So it is after a reload.
  await page.reload();
  await page.locator("#play-title").waitFor();
  assert.equal(await page.locator(".play-hint").count(), 1);
  await page.getByRole("button", { name: "Start over" }).click();
  await page.getByRole("button", { name: "Start over" }).waitFor({ state: "detached" });
  // One undo brings back what was tried.
  await page.getByRole("button", { name: "Undo", exact: true }).click();
  assert.match(JSON.parse(await page.evaluate(() => localStorage.getItem("irsa.scenario"))).manifests, /^# tried/);
});

test("how far one is can be forgotten, and brought back", async (t) => {
  const [one, other] = lessons;
  const page = await open(t, {
    storage: { [`irsa.lesson.${one.id}`]: '{"reached":"bonus","hints":0}', [`irsa.lesson.${other.id}`]: '{"reached":"begun","hints":2}' },
  });
  await page.evaluate(() => (location.hash = "#/l"));
  const state = (id) => page.locator(`.course-lesson[href="#/l/${id}"] .course-state`);
  await state(one.id).waitFor();
  assert.equal(await state(one.id).innerText(), "goal and bonus reached");
  assert.equal(await state(other.id).innerText(), "begun");
  await check(page, "lessons in different states");
  await page.getByRole("button", { name: "Forget how far I am" }).click();
  assert.equal(await state(one.id).innerText(), "not begun");
  await page.locator(".course-foot").getByRole("button", { name: "Undo" }).click();
  assert.equal(await state(one.id).innerText(), "goal and bonus reached");
  assert.equal((await kept(page, other.id)).hints, 2);
});

test("without storage the lessons work, and say that nothing is kept", async (t) => {
  const lesson = first("irsa");
  const blocked = () => Object.defineProperty(globalThis, "localStorage", { get: () => { throw new DOMException("blocked", "SecurityError"); } });
  const page = await open(t, { path: `#/l/${lesson.id}`, before: (_page, context) => context.addInitScript(blocked) });
  await page.locator("#play-title").waitFor();
  await page.getByRole("button", { name: "All lessons" }).click();
  await page.getByText("This browser gives the page no storage").waitFor();
  assert.equal(await page.locator(`.course-lesson[href="#/l/${lesson.id}"] .course-state`).innerText(), "on the page");
});

test("an address without a lesson says so and changes nothing", async (t) => {
  const page = await open(t, { path: "#/l/no-such-lesson" });
  await page.locator(".notice-fault", { hasText: "There is no lesson under this address." }).waitFor();
  await page.locator(".verdict.pass").waitFor();
});
