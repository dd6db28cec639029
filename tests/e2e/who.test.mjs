// Who can: a question and everybody with the answer; for a role, which ServiceAccounts it lets in, here and beyond, how
// wide that is at a glance, and who in Kubernetes may become one of them.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests, here } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const file = (name) => readFileSync(join(here, "..", "..", "www", "scenarios", "textbook", name), "utf8");
const policy = (...Statement) => JSON.stringify({ Version: "2012-10-17", Statement }, null, 2);
const allow = (Action, Resource) => ({ Effect: "Allow", Action, Resource });
const SUBJECT = "system:serviceaccount:my-namespace:my-service-account";

/** The textbook scenario, its trust policy for other subjects, changed. */
function textbook({ subject = SUBJECT, edit = () => {} } = {}) {
  const trust = file("trust.json").replace(SUBJECT, subject);
  const role = {
    arn: "arn:aws:iam::123456789012:role/my-iam-role",
    trustPolicy: subject.includes("*") ? trust.replaceAll("StringEquals", "StringLike") : trust,
    policies: [{ name: "my-policy", document: file("permissions.json") }],
  };
  const scenario = { manifests: file("manifests.yaml"), roles: [role] };
  edit(scenario, role);
  return { "irsa.scenario": JSON.stringify(scenario) };
}

async function who(t, options = {}) {
  const page = await open(t, options);
  if (options.size === "phone") await page.locator(".pane-button").nth(2).tap();
  await page.getByRole("button", { name: options.locale === "ko-KR" ? "누가 할 수 있나" : "Who can", exact: true }).click();
  await page.locator(".who-answer").waitFor();
  await page.locator(".at-a-glance").waitFor();
  return page;
}

const glance = (page) => page.locator(".at-a-glance").innerText();

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`), [], state);
}

test("what is allowed is asked from the start, and anything else may be", async (t) => {
  const page = await who(t, {
    storage: textbook({
      edit: (scenario) => {
        scenario.users = [{ arn: "arn:aws:iam::123456789012:user/eve", policies: [{ name: "p", document: policy(allow("s3:DeleteObject", "*")) }] }];
      },
    }),
  });
  const form = page.getByRole("form", { name: "Who can do this?" });
  assert.equal(await form.getByRole("combobox").first().inputValue(), "s3:GetObject");
  assert.match(await page.locator(".who-answer").innerText(), /2 of 3 can/);
  const pod = page.locator(".who-one").filter({ hasText: "Pod web" });
  assert.match(await pod.innerText(), /allowed[\s\S]*my-service-account, runs as the role my-iam-role, by web identity/);
  await form.getByRole("combobox").first().fill("s3:DeleteObject");
  await form.getByRole("button", { name: "Ask" }).click();
  await page.locator(".who-answer").filter({ hasText: "1 of 3 can" }).waitFor();
  await page.getByText("2 others cannot").click();
  assert.match(await page.locator(".who-one").filter({ hasText: "eve" }).innerText(), /allowed/);
  await form.getByRole("combobox").first().fill("nonsense");
  await form.getByRole("button", { name: "Ask" }).click();
  assert.match(await form.getByRole("alert").innerText(), /service:Name/);
  await check(page, "asked");
});

test("through another role, and by a resource's policy", async (t) => {
  const data = {
    arn: "arn:aws:iam::123456789012:role/data",
    trustPolicy: policy({ Effect: "Allow", Principal: { AWS: "arn:aws:iam::123456789012:role/my-iam-role" }, Action: "sts:AssumeRole" }),
    policies: [{ name: "p", document: policy(allow("s3:GetObject", "arn:aws:s3:::other/*")) }],
  };
  const page = await who(t, {
    storage: textbook({
      edit: (scenario) => {
        scenario.roles.push(data);
        const document = policy({ Effect: "Allow", Principal: { AWS: "222233334444" }, Action: "s3:GetObject", Resource: "arn:aws:s3:::other/*" });
        scenario.resourcePolicies = [{ resource: "arn:aws:s3:::other", document }];
      },
    }),
  });
  const form = page.getByRole("form", { name: "Who can do this?" });
  await form.getByRole("combobox").nth(1).fill("arn:aws:s3:::other/x");
  await form.getByRole("button", { name: "Ask" }).click();
  await page.getByText("by assuming data").waitFor();
  assert.match(await page.locator(".who-one").filter({ hasText: "222233334444" }).innerText(), /everybody in the account[\s\S]*its own policies must allow it too/);
});

test("the picture's role leads to who can become it: one ServiceAccount by its name", async (t) => {
  const page = await open(t);
  await page.getByRole("button", { name: /Who can become my-iam-role/ }).first().click();
  await page.locator(".at-a-glance.pass").waitFor();
  assert.match(await glance(page), /1 ServiceAccount, by its name/);
  await page.waitForFunction(() => document.activeElement?.id === "who-becomes");
  const row = page.locator(".subjects tbody tr");
  assert.deepEqual((await row.locator("td").allInnerTexts()).slice(0, 2), ["my-namespace", "my-service-account"]);
  const member = page.locator(".becoming .who-one").first();
  assert.match(await member.innerText(), /allowed[\s\S]*my-service-account[\s\S]*names the role/);
  await row.getByRole("button", { name: /^Trust policy · line/ }).click();
  await page.getByRole("tab", { name: "Trust policy", selected: true }).waitFor();
});

test("too wide a trust is seen at a glance, with who may make use of it", async (t) => {
  const binding = `
---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: { name: deployers, namespace: prod-1 }
roleRef: { apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit }
subjects: [{ kind: User, name: jane, apiGroup: rbac.authorization.k8s.io }]
`;
  for (const [subject, tone, says, cells] of [
    ["system:serviceaccount:prod-*:app", "security", /in namespaces by a pattern[\s\S]*create a namespace/, ["prod-*", "app"]],
    ["system:serviceaccount:my-namespace:*", "caution", /in namespaces that are named/, ["my-namespace", "any"]],
    ["system:serviceaccount:*", "security", /Every ServiceAccount of the cluster/, ["any", "any"]],
  ]) {
    const page = await who(t, { storage: textbook({ subject, edit: (scenario) => (scenario.manifests += binding) }) });
    await page.locator(`.at-a-glance.${tone}`).waitFor();
    assert.match(await glance(page), says);
    assert.deepEqual((await page.locator(".subjects tbody tr").first().locator("td").allInnerTexts()).slice(0, 2), cells);
    await page.getByText("These patterns also let in ServiceAccounts that do not exist yet.").waitFor();
    const makers = page.locator(".who-bridges").filter({ hasText: "Who can create such ServiceAccounts" });
    if (subject.includes("my-namespace")) assert.equal(await makers.filter({ hasText: "jane" }).count(), 0);
    else assert.match(await makers.innerText(), /User[\s\S]*jane[\s\S]*prod-1/);
    await check(page, subject);
  }
});

test("a trust policy that cannot be read gives no verdict, and one that is not given neither", async (t) => {
  for (const [trust, says] of [["{", /cannot be read, so it cannot be said/], [undefined, /not given, so it cannot be said/]]) {
    const storage = textbook({ edit: (_, role) => (role.trustPolicy = trust) });
    const page = await open(t, { storage });
    await page.getByRole("button", { name: "Who can", exact: true }).click();
    await page.locator(".becoming").getByText(says).waitFor();
    assert.equal(await page.locator(".at-a-glance").count(), 0);
  }
});

test("other principals, with what is known of their own policies", async (t) => {
  const page = await who(t, {
    storage: textbook({
      edit: (scenario, role) => {
        const trust = JSON.parse(role.trustPolicy);
        trust.Statement = [trust.Statement].flat().concat({ Effect: "Allow", Principal: { AWS: ["222233334444", "arn:aws:iam::123456789012:user/eve"], Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" });
        role.trustPolicy = JSON.stringify(trust);
        scenario.users = [{ arn: "arn:aws:iam::123456789012:user/eve" }];
      },
    }),
  });
  const one = (name) => page.locator(".becoming .who-one").filter({ hasText: name }).innerText();
  assert.match(await one("user/eve"), /allowed[\s\S]*user[\s\S]*its own policies allow it/);
  assert.match(await one("222233334444"), /everybody in the account[\s\S]*they are not here/);
  assert.match(await one("ec2.amazonaws.com"), /AWS service[\s\S]*no policy of its own is needed/);
});

for (const [theme, locale] of [["dark", "ko-KR"], ["light", "en-US"]]) {
  test(`on a phone: ${theme}, ${locale}`, async (t) => {
    const page = await who(t, { size: "phone", theme, locale, storage: textbook({ subject: "system:serviceaccount:prod-*:app" }) });
    assert.match(await glance(page), locale === "ko-KR" ? /패턴에 맞는 네임스페이스/ : /namespaces by a pattern/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
    await check(page, "phone");
  });
}

test("on a phone the link that decides leads there, since there is no picture", async (t) => {
  const page = await open(t, { size: "phone" });
  await page.locator(".pane-button").nth(1).tap();
  await page.locator('[aria-controls="why-5"]').tap();
  await page.locator("#why-5").getByRole("button", { name: "Who can become my-iam-role?" }).tap();
  await page.locator(".at-a-glance.pass").waitFor();
  await page.waitForFunction(() => document.activeElement?.id === "who-becomes");
});
