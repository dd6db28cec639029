// Help while one writes: completion, explanations, formatting, problems and fixes by keyboard, and from the caret back
// to the links that it decides.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const editor = (page) => page.locator(".editor-host .cm-content");
const list = (page) => page.locator(".editor-host .cm-tooltip-autocomplete");
const openTab = (page, index) => page.getByRole("tablist").first().getByRole("tab").nth(index).click();
const scenario = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));

/** Selects a text of the shown document by the editor's search. */
async function select(page, text) {
  await editor(page).focus();
  await page.keyboard.press("Control+f");
  const field = page.locator(".editor-host .cm-search input[name=search]");
  await field.fill("");
  await field.pressSequentially(text);
  await field.press("Enter");
  await field.press("Escape");
}

/** The text once it fulfils a condition. */
async function until(page, read, fulfils) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const value = read(await scenario(page));
    if (fulfils(value)) return value;
    await page.waitForTimeout(50);
  }
  assert.fail(`waited in vain: ${read(await scenario(page))}`);
}

/** A page that starts with another scenario. */
const opened = async (t, options, change) => {
  const page = await open(t, options);
  const before = await scenario(page);
  await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), JSON.stringify(change(before)));
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  return page;
};

const policy = (scenario) => scenario.roles[0].policies[0].document;
const trust = (scenario) => scenario.roles[0].trustPolicy;

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

test("an action is completed with its access level, and Enter then makes a line", async (t) => {
  const page = await open(t);
  await openTab(page, 2);
  await select(page, "s3:PutObject");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("s3:PutObjectT");
  const first = list(page).getByRole("option").first();
  await first.waitFor();
  assert.match(await first.innerText(), /s3:PutObjectTagging\s+Tagging/);
  await check(page, "completion");
  await page.keyboard.press("Enter");
  await until(page, policy, (text) => text.includes('["s3:GetObject", "s3:PutObjectTagging"],'));
  assert.equal(await list(page).count(), 0);
  await page.keyboard.press("Control+z");
  await until(page, policy, (text) => text.includes("s3:PutObjectT\""));
});

test("the way through a condition: key, operator, claim, ServiceAccount, each list opening the next", async (t) => {
  const page = await opened(t, {}, (scenario) => {
    const statement = JSON.parse(scenario.roles[0].trustPolicy);
    delete statement.Statement[0].Condition;
    scenario.roles[0].trustPolicy = `${JSON.stringify(statement, null, 2)}\n`;
    return scenario;
  });
  await openTab(page, 1);
  await select(page, '"sts:AssumeRoleWithWebIdentity"');
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.type('"Con');
  for (const [shown, typed] of [["Condition", ""], ["StringEquals", ""], [":sub", ""], ["system:serviceaccount:my-namespace:my-service-account", ""]]) {
    const option = list(page).getByRole("option", { selected: true }).filter({ hasText: shown });
    await option.waitFor();
    // CodeMirror takes no key in the first moment of a list, lest a quick typist chooses by accident.
    await page.waitForTimeout(100);
    await page.keyboard.type(typed);
    await page.keyboard.press("Enter");
  }
  const text = await until(page, trust, (text) => text.includes("my-service-account"));
  const [{ Condition }] = JSON.parse(text).Statement;
  assert.deepEqual(Condition, {
    StringEquals: {
      "oidc.eks.ap-northeast-1.amazonaws.com/id/EXAMPLE1234:sub": "system:serviceaccount:my-namespace:my-service-account",
    },
  });
});

test("an annotation and its role are completed in the manifests", async (t) => {
  const page = await open(t);
  await select(page, "  annotations:");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Shift+ArrowDown");
  await page.keyboard.press("Shift+End");
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Enter");
  await page.keyboard.type("  eks");
  await list(page).getByRole("option", { name: "eks.amazonaws.com/role-arn" }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await list(page).getByRole("option", { name: "arn:aws:iam::123456789012:role/my-iam-role" }).waitFor();
  await page.waitForTimeout(100);
  await page.keyboard.press("Enter");
  await until(page, (s) => s.manifests, (text) => text.includes("  annotations:\n    eks.amazonaws.com/role-arn: arn:aws:iam::123456789012:role/my-iam-role\n---"));
  await page.locator(".verdict.pass").waitFor();
});

test("Enter makes a line where the list has nothing to add", async (t) => {
  const page = await open(t);
  await select(page, "kind: Pod");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("kind: Pod");
  await page.waitForTimeout(300);
  await page.keyboard.press("Enter");
  await until(page, (s) => s.manifests, (text) => text.includes("kind: Pod\n\nmetadata"));
});

for (const [locale, expected] of [["en-US", /The token's subject/], ["ko-KR", /토큰의 주체/]]) {
  test(`what stands under the pointer and at the caret is explained: ${locale}`, async (t) => {
    const page = await open(t, { locale });
    await openTab(page, 1);
    const key = editor(page).getByText("StringEquals");
    await key.hover();
    const box = page.locator(".editor-host .cm-hover-text");
    await box.waitFor();
    assert.match(await box.innerText(), locale === "ko-KR" ? /대소문자까지 같은/ : /The same text/);
    await page.mouse.move(0, 0);
    await box.waitFor({ state: "detached" });
    await select(page, "EXAMPLE1234:sub");
    await page.keyboard.press("Control+i");
    await box.waitFor();
    assert.match(await box.innerText(), expected);
    await check(page, "explanation");
    await page.keyboard.press("Escape");
    assert.equal(await box.count(), 0);
    await page.locator(".document-tools button").first().click();
    await box.waitFor();
  });
}

test("format puts the white space in order, as one step that undo takes back", async (t) => {
  const mess = '{"Version":"2012-10-17",\n"Statement":[{"Effect":"Allow","Action":["s3:GetObject"],"Resource":"arn:aws:s3:::my-bucket/*"}]}';
  const page = await opened(t, {}, (scenario) => {
    scenario.roles[0].policies[0].document = mess;
    return scenario;
  });
  await openTab(page, 2);
  await select(page, "s3:GetObject");
  await page.keyboard.press("Shift+Alt+f");
  const text = await until(page, policy, (text) => text.includes('\n      "Action": ["s3:GetObject"],\n'));
  assert.deepEqual(JSON.parse(text), JSON.parse(mess));
  assert.match(await page.locator(".document-said").innerText(), /Formatted/);
  await page.keyboard.type("x");
  await until(page, policy, (text) => text.includes('"s3:GetObjectx"'), "the caret stands behind the same word");
  await page.keyboard.press("Control+z");
  await page.keyboard.press("Control+z");
  await until(page, policy, (text) => text === mess);
  await page.getByRole("button", { name: "Format" }).click();
  await until(page, policy, (text) => text !== mess);
  await page.getByRole("button", { name: "Format" }).click();
  await page.getByText("Already in order.").waitFor();
  await editor(page).focus();
  await page.keyboard.press("Control+End");
  await page.keyboard.type("}");
  await page.getByRole("button", { name: "Format" }).click();
  await page.locator(".document-said").getByText("cannot be read").waitFor();
  await check(page, "not formatted");
});

test("the caret marks the links that it decides, and leads there", async (t) => {
  const page = await open(t);
  await openTab(page, 1);
  await select(page, "system:serviceaccount");
  const fifth = page.locator(".link").nth(4);
  await fifth.getByText("decided at the caret").waitFor();
  assert.equal(await page.locator(".decided-here").count(), 1);
  await check(page, "a link is marked");
  await page.locator(".decides-link").click();
  assert.equal(await fifth.locator(".link-row").getAttribute("aria-expanded"), "true");
  await page.waitForFunction(() => document.activeElement?.getAttribute("aria-controls") === "why-5");
  await openTab(page, 2);
  await select(page, "s3:GetObject");
  await page.locator(".decides-cell").waitFor();
  await select(page, "2012-10-17");
  await page.locator(".decided-here").waitFor({ state: "detached" });
});

test("F8 goes through the problems of all documents, and Ctrl+. mends one, by keyboard alone", async (t) => {
  const page = await opened(t, {}, (scenario) => {
    scenario.manifests = scenario.manifests.replace("serviceAccountName: my-service-account", "serviceAccountname: my-service-account");
    scenario.roles[0].trustPolicy = scenario.roles[0].trustPolicy.replace("StringEquals", "stringEquals");
    return scenario;
  });
  await editor(page).focus();
  const seen = [];
  const name = () => page.getByRole("tablist").first().getByRole("tab", { selected: true }).innerText();
  const problems = await page.locator(".problem").count();
  assert.ok(problems >= 2, `${problems} problems`);
  for (let step = 0; step < problems; step++) {
    await page.keyboard.press("F8");
    await page.locator(".editor-host .cm-marks").waitFor();
    seen.push(`${await name()}: ${await page.locator(".editor-host .cm-marks").innerText()}`);
  }
  assert.equal(new Set(seen).size, problems, seen.join("\n"));
  assert.ok(seen.some((one) => one.startsWith("Manifests")) && seen.some((one) => one.startsWith("Trust policy")));
  const first = seen[0];
  await page.keyboard.press("F8");
  await page.waitForTimeout(100);
  assert.equal(`${await name()}: ${await page.locator(".editor-host .cm-marks").innerText()}`, first, "round the end");
  await page.keyboard.press("Shift+F8");
  await page.keyboard.press("F8");

  // On to a problem with a fix.
  for (let step = 0; step < problems; step++) {
    if (await page.locator(".editor-host .cm-marks-fix").count()) break;
    await page.keyboard.press("F8");
    await page.waitForTimeout(100);
  }
  const before = JSON.stringify(await scenario(page));
  await page.keyboard.press("Control+.");
  await page.keyboard.press("Enter");
  await until(page, (s) => JSON.stringify(s), (text) => text !== before);
  assert.ok((await page.locator(".problem").count()) < problems);
});

test("the problems stand by document, and can be filtered where they are many", async (t) => {
  const page = await opened(t, {}, (scenario) => {
    scenario.roles[0].trustPolicy = scenario.roles[0].trustPolicy.replace("StringEquals", "stringEquals");
    const line = '{"Effect": "Allow", "Action": "GetObject", "Resource": "x"}';
    scenario.roles[0].policies[0].document = `{"Version": "2012-10-17", "Statement": [${Array(4).fill(line).join(",\n")}]}`;
    return scenario;
  });
  assert.ok((await page.locator(".problem-group").count()) >= 2);
  const filters = page.getByRole("group", { name: "Show" });
  const error = filters.getByRole("button", { name: /error/i });
  await error.click();
  assert.equal(await error.getAttribute("aria-pressed"), "true");
  const severities = await page.locator(".problem .severity").allInnerTexts();
  assert.ok(severities.length > 0 && severities.every((word) => /error/i.test(word)), severities.join());
  await check(page, "problems filtered");
  await filters.getByRole("button", { name: /All/ }).click();
  await page.locator(".problem").first().getByRole("button").last().focus();
  await page.keyboard.press("Enter");
  await page.waitForFunction(() => document.activeElement?.classList.contains("editor-host"));
});

test("Tab leaves the editor, Ctrl+] indents, folding and brackets work", async (t) => {
  const page = await open(t);
  await openTab(page, 2);
  await editor(page).focus();
  await page.keyboard.press("Control+Home");
  await page.locator(".cm-matchingBracket").first().waitFor();
  await page.keyboard.press("Control+Shift+BracketLeft");
  await page.locator(".cm-foldPlaceholder").waitFor();
  await page.keyboard.press("Control+Shift+BracketRight");
  await page.keyboard.press("Control+]");
  await until(page, policy, (text) => text.startsWith("  {"));
  await page.keyboard.press("Control+Home");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Control+Space");
  await list(page).waitFor();
  await page.keyboard.press("Tab");
  assert.equal(await list(page).count(), 0);
  assert.equal(await page.evaluate(() => document.activeElement?.classList.contains("editor-host")), false);
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    test(`completion on a phone: ${theme}, ${locale}`, async (t) => {
      const page = await open(t, { size: "phone", theme, locale });
      await page.locator(".pane-button").first().tap();
      await page.getByRole("tablist").first().getByRole("tab").nth(2).tap();
      await editor(page).getByText('"Allow"').tap();
      await page.keyboard.press("End");
      await page.keyboard.press("Enter");
      await page.keyboard.type('"Co');
      const option = list(page).getByRole("option", { name: "Condition" });
      await option.waitFor();
      await check(page, "completion on a phone");
      const { x, y, width, height } = await option.boundingBox();
      assert.ok(x >= 0 && x + width <= 390 && height >= 44, `${x} ${y} ${width} ${height}`);
      await option.tap();
      await until(page, policy, (text) => text.includes('"Condition": {  },\n') || text.includes('"Condition": { ""'));
      const wide = await page.evaluate(() => document.documentElement.scrollWidth);
      assert.ok(wide <= 390, `${wide}`);
      await check(page, "completed on a phone");
    });
  }
}

test("without the editor's bundle the plain text area can be formatted, and the page's undo takes it back", async (t) => {
  const page = await open(t, {
    before: (page) => page.route("**/editor-*.js", (route) => route.abort("blockedbyclient")),
    noise: [/editor-/, /ERR_BLOCKED_BY_CLIENT/],
  });
  await openTab(page, 2);
  const area = page.locator("textarea.plain-editor");
  await area.fill('{"Version":"2012-10-17","Statement":[]}');
  await page.getByRole("button", { name: "Format" }).click();
  await page.waitForFunction(() => document.querySelector("textarea.plain-editor").value.includes('\n  "Statement": []\n'));
  assert.equal(await page.getByRole("button", { name: "Explain" }).count(), 0);
});
