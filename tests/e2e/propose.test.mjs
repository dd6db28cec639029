// Least privilege: what is pinned becomes the role's policies, and who names the role its trust policy; each is shown
// as a difference, applied as one step and undone with another.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const file = (name) => readFileSync(join(here, "..", "..", "www", "scenarios", "textbook", name), "utf8");
const document = (...Statement) => JSON.stringify({ Version: "2012-10-17", Statement }, null, 2);
const allow = (Action, Resource) => ({ Effect: "Allow", Action, Resource });

/** The textbook scenario with wide policies, a wide trust policy and these questions. */
const wide = (questions) => ({
  "irsa.scenario": JSON.stringify({
    manifests: file("manifests.yaml"),
    roles: [
      {
        arn: "arn:aws:iam::123456789012:role/my-iam-role",
        trustPolicy: file("trust.json").replace("StringEquals", "StringLike").replace(":my-namespace:my-service-account", ":*:*"),
        policies: [
          { name: "everything", document: document(allow("s3:*", "*")) },
          { name: "queues", document: document(allow("sqs:*", "arn:aws:sqs:ap-northeast-1:123456789012:my-queue")) },
        ],
      },
    ],
    questions,
  }),
});

const pin = (action, resource, expect = "allowed") => ({ action, resource, expect });
const kept = (page) => page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
const part = (page, name) => page.getByRole("button", { name, exact: true });
const section = (page, name) => page.getByRole("region", { name, exact: true });

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

/** What is kept, once it fulfils a condition. */
async function until(page, fulfils) {
  for (let attempt = 0; attempt < 100; attempt++) {
    const scenario = await kept(page);
    if (fulfils(scenario)) return scenario;
    await page.waitForTimeout(50);
  }
  assert.fail(`waited in vain: ${JSON.stringify(await kept(page))}`);
}

test("what is pinned becomes the policies, in one step and back", async (t) => {
  const page = await open(t, {
    storage: wide([
      pin("s3:GetObject", "arn:aws:s3:::my-bucket/*"),
      pin("s3:ListBucket", "arn:aws:s3:::my-bucket"),
      pin("s3:DeleteObject", "arn:aws:s3:::my-bucket/*", "denied"),
    ]),
  });
  await part(page, "Least privilege").click();
  const permissions = section(page, "Proposed permissions");
  assert.match(await permissions.getByRole("group", { name: "What changes in everything" }).innerText(), /s3:GetObject/);
  assert.match(await permissions.getByRole("group", { name: "What changes in queues" }).innerText(), /sqs:\*/);
  await permissions.getByText(/What goes away: \d+ actions/).click();
  assert.match(await permissions.innerText(), /Amazon Simple Queue Service|Amazon SQS/i);
  assert.match(await permissions.innerText(), /Allowed on less[\s\S]*s3:GetObject[\s\S]*still on\s+arn:aws:s3:::my-bucket\/\*/);
  await check(page, "proposed");
  await permissions.getByRole("button", { name: "Use these policies" }).click();
  const scenario = await until(page, (scenario) => scenario.roles[0].policies.length === 1);
  assert.deepEqual(JSON.parse(scenario.roles[0].policies[0].document).Statement, [
    allow("s3:ListBucket", "arn:aws:s3:::my-bucket"),
    allow("s3:GetObject", "arn:aws:s3:::my-bucket/*"),
  ]);
  await permissions.getByText("The role's policies allow exactly what is expected.").waitFor();
  assert.match(await page.locator(".expectations").innerText(), /3 expectations hold/);
  await permissions.getByRole("button", { name: "Undo" }).click();
  await until(page, (scenario) => scenario.roles[0].policies.length === 2);
});

test("a task is expected to work, and the policies follow", async (t) => {
  const page = await open(t, { storage: wide([]) });
  await part(page, "Least privilege").click();
  await section(page, "Proposed permissions").getByRole("button", { name: "Choose tasks" }).click();
  const task = page.locator(".task").filter({ hasText: "Send messages" }).first();
  await task.locator("summary").click();
  await task.getByRole("button", { name: /Expect it to work/ }).click();
  await part(page, "Least privilege").click();
  await section(page, "Proposed permissions").getByRole("button", { name: "Use these policies" }).click();
  const scenario = await until(page, (scenario) => scenario.roles[0].policies.length === 1);
  assert.match(scenario.roles[0].policies[0].document, /"Action": "sqs:SendMessage"/);
});

test("expectations that contradict each other are told, and nothing is offered", async (t) => {
  const page = await open(t, {
    storage: wide([
      pin("s3:GetObject", "arn:aws:s3:::my-bucket/*"),
      pin("s3:GetObject", "arn:aws:s3:::my-bucket/secret", "denied"),
    ]),
  });
  await part(page, "Least privilege").click();
  const permissions = section(page, "Proposed permissions");
  assert.match(await permissions.innerText(), /contradict each other: s3:GetObject on arn:aws:s3:::my-bucket\/secret/);
  assert.equal(await permissions.getByRole("button", { name: "Use these policies" }).count(), 0);
});

test("the trust policy lets in who names the role, on a phone, in Korean", async (t) => {
  const page = await open(t, { size: "phone", locale: "ko-KR", theme: "dark", storage: wide([]) });
  await page.locator(".pane-button").nth(2).tap();
  await part(page, "최소 권한").tap();
  const trust = section(page, "제안하는 신뢰 정책");
  assert.match(await trust.innerText(), /더 이상 맡을 수 없는 쪽[\s\S]*system:serviceaccount:\*:\*/);
  await check(page, "trust on a phone");
  assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing overflows");
  await trust.getByRole("button", { name: "이 신뢰 정책 적용" }).tap();
  const scenario = await until(page, (scenario) => !scenario.roles[0].trustPolicy.includes("StringLike"));
  const [{ Condition }] = JSON.parse(scenario.roles[0].trustPolicy).Statement;
  assert.deepEqual(Object.values(Condition.StringEquals).sort(), ["sts.amazonaws.com", "system:serviceaccount:my-namespace:my-service-account"]);
  await trust.getByText("신뢰 정책이 역할을 지정한 쪽만 정확히 허용합니다.").waitFor();
});
