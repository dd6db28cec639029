// Everything that a session may do: one sentence, groups that open, what waits, what is useless, and the ways to more;
// worked out when somebody looks, for Pods and for users, on the desktop and on a phone.
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
const allow = (Action, Resource, rest = {}) => ({ Effect: "Allow", Action, Resource, ...rest });
const ACCOUNT = "123456789012";

/** The textbook scenario with these permissions, changed. */
function textbook(statements, edit = () => {}) {
  const role = {
    arn: `arn:aws:iam::${ACCOUNT}:role/my-iam-role`,
    trustPolicy: file("trust.json"),
    policies: [{ name: "my-policy", document: statements ? policy(...statements) : file("permissions.json") }],
  };
  const scenario = { manifests: file("manifests.yaml"), roles: [role] };
  edit(scenario);
  return { "irsa.scenario": JSON.stringify(scenario) };
}

async function everything(t, options = {}) {
  const page = await open(t, options);
  const korean = options.locale === "ko-KR";
  if (options.size === "phone") await page.locator(".pane-button").nth(2).tap();
  const part = page.getByRole("button", { name: korean ? "전체 권한" : "Everything it may do", exact: true });
  await part.click();
  await page.locator(".in-one-sentence").waitFor();
  return page;
}

const sentence = (page) => page.locator(".in-one-sentence").innerText();
const service = (page, name) => page.locator(".grant").filter({ has: page.getByRole("button", { name }) }).first();

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  assert.deepEqual(violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`), [], state);
}

test("one sentence says it, and each grant leads to its statement", async (t) => {
  const page = await everything(t);
  await page.getByRole("heading", { name: "What can web do?" }).waitFor();
  assert.equal(await sentence(page), "It may read and write objects in the bucket my-bucket. Nothing else.");
  const s3 = service(page, "Amazon S3");
  assert.match(await s3.innerText(), /2 of \d+ actions[\s\S]*Read[\s\S]*GetObject[\s\S]*all objects in my-bucket/);
  await s3.getByRole("button", { name: "Permissions · line 4" }).first().click();
  await page.getByRole("tab", { name: "Permissions", selected: true }).waitFor();
  await page.getByText("None: with these rights it can neither become somebody else").waitFor();
});

test("exceptions, conditions and the other side stand in words", async (t) => {
  const page = await everything(t, {
    storage: textbook([
      allow("s3:PutObject", "arn:aws:s3:::my-bucket/*"),
      { Effect: "Deny", Action: "s3:PutObject", Resource: "arn:aws:s3:::my-bucket/logs/*" },
      allow("dynamodb:Query", `arn:aws:dynamodb:eu-west-1:${ACCOUNT}:table/orders`, { Condition: { IpAddress: { "aws:SourceIp": "10.0.0.0/8" } } }),
      allow("kms:Decrypt", `arn:aws:kms:eu-west-1:${ACCOUNT}:key/*`),
    ]),
  });
  assert.equal(await sentence(page), "It may read the table orders, under conditions; write objects in the bucket my-bucket.");
  assert.match(await service(page, "Amazon S3").innerText(), /all objects in my-bucket, except objects logs\/\* in my-bucket/);
  assert.match(await service(page, "Amazon DynamoDB").innerText(), /the table orders in eu-west-1\s+depends on\s+aws:SourceIp/);
  assert.match(await page.locator(".waiting").innerText(), /AWS Key Management Service[\s\S]*Decrypt[\s\S]*all keys in eu-west-1/);
  await check(page, "words");
});

test("a grant that gives nothing is told apart, with what the action works on", async (t) => {
  const page = await everything(t, { storage: textbook([allow(["s3:GetObject", "s3:ListBucket"], "arn:aws:s3:::my-bucket/*")]) });
  assert.equal(await sentence(page), "It may read objects in the bucket my-bucket. Nothing else.");
  const useless = page.locator(".useless-grants");
  assert.match(await useless.innerText(), /Granted but useless: 1 action[\s\S]*s3:ListBucket[\s\S]*all objects in my-bucket[\s\S]*works on[\s\S]*arn:\$\{Partition\}:s3:::\$\{BucketName\}/);
});

test("an administrator is flagged, folded up, and searched", async (t) => {
  const page = await everything(t, { storage: textbook([allow("*", "*")]) });
  assert.match(await sentence(page), /Everything, on every resource of the account/);
  await page.getByText("It may do everything already; no way leads further.").waitFor();
  // Nothing of a closed group is drawn.
  assert.equal(await page.locator(".grants").first().locator("code").count(), 0);
  const s3 = service(page, "Amazon S3");
  assert.match(await s3.innerText(), /every action\s+on everything/);
  await s3.getByRole("button", { name: "Amazon S3" }).click();
  await s3.locator("details summary").first().click();
  assert.ok((await s3.locator("code").count()) > 100);
  await page.getByRole("searchbox", { name: "Filter actions" }).fill("putbucket policy");
  await page.getByRole("status").filter({ hasText: /of \d+ actions/ }).first().waitFor();
  assert.match(await service(page, "Amazon S3").innerText(), /PutBucketPolicy/);
  await page.getByRole("searchbox", { name: "Filter actions" }).fill("nosuchthing");
  await page.getByText("No action matches.").first().waitFor();
  await check(page, "administrator");
});

test("ways to more: each step with the statements that allow it", async (t) => {
  const admin = {
    arn: `arn:aws:iam::${ACCOUNT}:role/admin`,
    trustPolicy: policy({ Effect: "Allow", Principal: { Service: "lambda.amazonaws.com" }, Action: "sts:AssumeRole" }),
    policies: [{ name: "all", document: policy(allow("s3:*", "*")) }],
  };
  const page = await everything(t, {
    storage: textbook([allow("iam:PassRole", admin.arn), allow(["lambda:CreateFunction", "lambda:InvokeFunction"], "*")], (scenario) => {
      scenario.roles.push(admin);
    }),
  });
  const gain = page.locator(".gain");
  await gain.getByText("It can become the role admin").waitFor();
  assert.equal(await gain.count(), 1);
  assert.match(await gain.innerText(), /security[\s\S]*my-iam-role passes admin to AWS Lambda and lets it run its own code/);
  assert.match(await gain.innerText(), /iam:PassRole\s+on\s+arn:aws:iam::123456789012:role\/admin[\s\S]*lambda:CreateFunction\s+lambda:InvokeFunction[\s\S]*sts:AssumeRole/);
  await gain.getByRole("button", { name: /^Trust policy · admin · line/ }).click();
  await page.getByRole("tab", { name: /Trust policy/, selected: true }).waitFor();
  // Once the trust policy names another service, the way is gone: the answer follows the text.
  const [scenario] = await page.evaluate(() => [localStorage.getItem("irsa.scenario")]);
  const changed = JSON.parse(scenario);
  changed.roles[1].trustPolicy = changed.roles[1].trustPolicy.replace("lambda", "ec2");
  const again = await everything(t, { storage: { "irsa.scenario": JSON.stringify(changed) } });
  assert.equal(await again.locator(".gain").count(), 0);
  await again.locator("details.beyond summary").click();
  await again.getByText(/Pass any of these roles that trusts it to AWS Lambda/).waitFor();
  await check(again, "ways");
});

test("a user's access, and a Pod that really runs as its node", async (t) => {
  const user = await everything(t, {
    storage: {
      "irsa.scenario": JSON.stringify({
        users: [{ arn: `arn:aws:iam::${ACCOUNT}:user/eve`, policies: [{ name: "p", document: policy(allow("sqs:SendMessage", `arn:aws:sqs:*:${ACCOUNT}:jobs`)) }] }],
      }),
    },
  });
  await user.getByRole("heading", { name: "What can eve do?" }).waitFor();
  assert.equal(await sentence(user), "It may write the queue jobs. Nothing else.");
  const node = {
    arn: `arn:aws:iam::${ACCOUNT}:role/workers`,
    trustPolicy: policy({ Effect: "Allow", Principal: { Service: "ec2.amazonaws.com" }, Action: "sts:AssumeRole" }),
    policies: [{ name: "n", document: policy(allow("ecr:GetAuthorizationToken", "*")) }],
  };
  const page = await everything(t, {
    storage: textbook(null, (scenario) => {
      scenario.roles.push(node);
      scenario.nodeRole = node.arn;
      scenario.imdsReachable = true;
      scenario.manifests = scenario.manifests.replace("eks.amazonaws.com/role-arn", "eks.amazonaws.com/rolearn");
    }),
  });
  const whose = page.getByRole("group", { name: "Whose access" });
  await whose.getByRole("button", { name: /the node's role: workers/ }).click();
  await page.waitForFunction(() => /Elastic Container Registry/.test(document.querySelector(".in-one-sentence").textContent));
});

for (const [theme, locale] of [["light", "ko-KR"], ["dark", "en-US"]]) {
  test(`on a phone: ${theme}, ${locale}`, async (t) => {
    const page = await everything(t, { size: "phone", theme, locale });
    assert.match(await sentence(page), locale === "ko-KR" ? /객체 읽기·쓰기\(버킷 my-bucket\)\. 그 밖의 권한은 없습니다/ : /Nothing else/);
    assert.ok(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "nothing sticks out");
    await check(page, "phone");
  });
}

test("with the keyboard alone", async (t) => {
  const page = await everything(t, { storage: textbook([allow("s3:*", "*")]) });
  const button = service(page, "Amazon S3").getByRole("button", { name: "Amazon S3" });
  await button.focus();
  assert.equal(await button.getAttribute("aria-expanded"), "false");
  await page.keyboard.press("Enter");
  assert.equal(await button.getAttribute("aria-expanded"), "true");
  await page.keyboard.press("Tab");
  await page.keyboard.press("Enter");
  assert.ok(await page.locator("details.grant-actions[open]").count(), "the first list of actions stands open");
});
