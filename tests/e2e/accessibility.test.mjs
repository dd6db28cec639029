// axe-core over the states of the page: both themes, both languages, desktop and phone.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const broken = (scenario) =>
  JSON.stringify({ ...scenario, roles: scenario.roles.map((role) => ({ ...role, trustPolicy: role.trustPolicy.replace(":my-namespace:", ":prod:") })) });

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation: ${theme}, ${locale}, ${size}`, async (t) => {
        const page = await open(t, { theme, locale, size });
        await check(page, "opened");
        const scenario = await page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
        await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), broken(scenario));
        await page.reload();
        await page.locator(".verdict.fail").waitFor();
        await check(page, "broken at link 5");
        if (size === "phone") {
          for (const pane of await page.locator(".pane-button").all()) {
            await pane.tap();
            await check(page, await pane.innerText());
          }
        } else {
          await page.locator(".cell").first().click();
          await check(page, "a cell stands open");
        }
      });
    }
  }
}
