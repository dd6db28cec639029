// The whole way without a mouse: paste, find the broken link, apply the fix, pin an expectation, share.
import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { browserTests } from "./support.mjs";

const { open } = browserTests();

/** Presses `key` until an element that `selector` names has the focus. */
async function go(page, selector, key = "Tab") {
  for (let steps = 0; steps < 150; steps++) {
    if (await page.evaluate((wanted) => document.activeElement?.matches(wanted), selector)) return;
    await page.keyboard.press(key);
  }
  assert.fail(`${key} does not lead to ${selector}`);
}

const textbook = (name) => readFile(new URL(`../../www/scenarios/textbook/${name}`, import.meta.url), "utf8");

const scenario = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));

test("paste, find, fix, pin and share with the keyboard alone", async (t) => {
  const page = await open(t);
  const [manifests, trustPolicy, document] = await Promise.all(["manifests.yaml", "trust.json", "permissions.json"].map(textbook));
  const role = { arn: "arn:aws:iam::123456789012:role/my-iam-role", trustPolicy: trustPolicy.replace(":my-namespace:", ":prod:") };
  const pasted = JSON.stringify({ manifests, roles: [{ ...role, policies: [{ name: "p", document }] }] });

  await go(page, ".intro .button-primary");
  await page.keyboard.press("Enter");
  await page.locator(".modal-import textarea").waitFor();
  await go(page, ".modal-import textarea");
  await page.keyboard.insertText(pasted);
  await page.locator(".modal-import .button-primary:not([disabled])").waitFor();
  await page.keyboard.press("Control+Enter");
  await page.locator(".modal-import").waitFor({ state: "detached" });
  await page.locator(".verdict.fail").waitFor();

  // The broken link stands open; its first button mends it.
  await go(page, ".links .button-primary");
  await page.keyboard.press("Enter");
  await page.locator(".verdict.pass").waitFor();
  assert.match((await scenario(page)).roles[0].trustPolicy, /:my-namespace:/);

  await go(page, ".matrix .pin");
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => JSON.parse(localStorage.getItem("irsa.scenario")).questions?.length === 1);

  await go(page, ".bar > .button-primary", "Shift+Tab");
  await page.keyboard.press("Enter");
  const field = page.locator(".modal-share input[readonly]").first();
  await field.waitFor();
  assert.match(await field.inputValue(), /#\/s\/1\.[\w-]+$/);
  await page.keyboard.press("Escape");
  await page.locator(".modal-share").waitFor({ state: "detached" });
});
