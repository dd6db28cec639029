// The course as the page fetches it, and how a person mends what a lesson shows: in the ordinary editor.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { built, dist } from "./support.mjs";

const course = JSON.parse(readFileSync(join(dist, built("course", ".json")), "utf8"));

/** All lessons, in order, each with the id of its part. */
export const lessons = course.parts.flatMap((part) =>
  part.lessons.map((id) => ({ part: part.id, ...course.lessons.find((lesson) => lesson.id === id) })),
);

/** Lessons that are mended by text alone. */
export const typed = lessons.filter((lesson) => [...lesson.solution, ...(lesson.bonus?.solution ?? [])].every((change) => !change.set));

/** The value at a path such as `roles[0].trustPolicy`. */
const at = (scenario, path) => path.split(/[.[\]]+/).filter(Boolean).reduce((value, key) => value?.[key], scenario);

/** The documents that changes touch, with their texts afterwards. */
export function after(texts, scenario, changes) {
  for (const { document, find, put, text } of changes) {
    const before = texts.get(document) ?? at(scenario, document) ?? "";
    if (find !== undefined) assert.equal(before.split(find).length, 2, `once in ${document}: ${find}`);
    texts.set(document, text ?? before.replace(find, () => put));
  }
  return texts;
}

/** Replaces the text of the open editor: all of it goes, then the new one is typed. */
export async function retype(page, text) {
  await page.keyboard.press("Control+A");
  await page.keyboard.press("Delete");
  await page.keyboard.insertText(text);
}

/** Clicks the tab of a document; on a phone the pane is shown first. */
export async function openDocument(page, document) {
  const tab = page.locator(`[id="tab-${document}"]`);
  if (await tab.count()) await tab.click();
  else {
    await page.locator(".tab-bar .more > button, .tab-bar button[aria-haspopup]").first().click();
    await page.locator(`[data-document="${document}"]`).click();
  }
}
