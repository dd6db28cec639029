// The views under the chain: what RBAC allows beside IAM and the can-i question, the inspector, the comparison.
import assert from "node:assert/strict";
import { test } from "node:test";
import axe from "@axe-core/playwright";
import { browserTests } from "./support.mjs";

const AxeBuilder = axe.default ?? axe;
const { open } = browserTests();

const RBAC = `---
apiVersion: rbac.authorization.k8s.io/v1
kind: RoleBinding
metadata: {name: developers, namespace: my-namespace}
roleRef: {apiGroup: rbac.authorization.k8s.io, kind: ClusterRole, name: edit}
subjects:
- {kind: User, name: jane, apiGroup: rbac.authorization.k8s.io}
`;

/** Opens the page on the textbook example, changed. */
async function openWith(t, change, options = {}) {
  const page = await open(t, options);
  const scenario = await page.evaluate(() => JSON.parse(localStorage.getItem("irsa.scenario")));
  change(scenario);
  await page.evaluate((text) => localStorage.setItem("irsa.scenario", text), JSON.stringify(scenario));
  await page.reload();
  await page.waitForSelector('html[data-state="ready"]', { state: "attached" });
  return page;
}

const broken = (scenario) => {
  scenario.roles[0].trustPolicy = scenario.roles[0].trustPolicy.replace(":my-namespace:", ":prod:");
};

/** Chooses a view; on a phone the pane of the views comes first. */
async function view(page, id, phone = false) {
  if (phone) await page.locator(".pane-button").nth(2).tap();
  const tab = page.locator(`#view-${id}`);
  await (phone ? tab.tap() : tab.click());
}

async function check(page, state) {
  const { violations } = await new AxeBuilder({ page }).analyze();
  const found = violations.map((v) => `${v.id}: ${v.nodes.map((node) => node.target.join(" ")).join(", ")}`);
  assert.deepEqual(found, [], `no violation in state: ${state}`);
}

/** What the clipboard was given; reading the real one needs a permission that headless browsers lack. */
const clipboard = (page) =>
  page.addInitScript(() => {
    globalThis.copied = [];
    Object.defineProperty(navigator, "clipboard", { value: { writeText: async (text) => void globalThis.copied.push(text) } });
  });

test("can-i answers while one types, with the rule that decides and the nearest miss", async (t) => {
  const page = await open(t, { before: clipboard });
  await view(page, "kubernetes");
  const answer = page.locator(".can-i-answer");
  assert.match(await answer.innerText(), /✓ yes/);
  assert.match(await answer.innerText(), /RoleBinding read-pods.*Role read-pods/s);
  assert.match(await answer.innerText(), /kubectl auth can-i get pods -n my-namespace --as=system:serviceaccount:my-namespace:my-service-account/);

  await page.locator("#can-i-verb").fill("delete");
  assert.match(await answer.innerText(), /✕ no/);
  assert.match(await answer.innerText(), /RoleBinding read-pods allows other verbs on it: get, list/);
  assert.match(await answer.innerText(), /pods is forbidden: User "system:serviceaccount:my-namespace:my-service-account" cannot delete/);
  await answer.getByRole("button", { name: /^Copy/ }).click();
  const copied = await page.evaluate(() => globalThis.copied);
  assert.deepEqual(copied, ["kubectl auth can-i delete pods -n my-namespace --as=system:serviceaccount:my-namespace:my-service-account"]);

  await page.locator("#can-i-resource").fill("/version");
  await page.locator("#can-i-verb").fill("get");
  assert.match(await answer.innerText(), /✓ yes/);
  assert.match(await answer.innerText(), /in every cluster/);
  assert.equal(await page.locator("#can-i-namespace").count(), 0);
  await page.locator("#can-i-resource").fill("widgets");
  assert.match(await answer.innerText(), /no resource widgets/);
  await page.locator("#can-i-verb").fill("");
  assert.match(await page.locator(".can-i-status").innerText(), /Fill in/);
});

test("a manifest that cannot be read leaves a refusal open", async (t) => {
  const page = await openWith(t, (scenario) => (scenario.manifests += "---\nkind: [\n"));
  await view(page, "kubernetes");
  assert.match(await page.locator(".can-i-answer").innerText(), /✓ yes/);
  await page.locator("#can-i-verb").fill("delete");
  assert.match(await page.locator(".can-i-answer").innerText(), /\? cannot be said/);
});

test("two systems in one picture, and who may become the ServiceAccount", async (t) => {
  const page = await openWith(t, (scenario) => (scenario.manifests += RBAC));
  await view(page, "kubernetes");
  assert.match(await page.locator(".system-kubernetes").innerText(), /RoleBinding read-pods/);
  assert.match(await page.locator(".system-aws").innerText(), /my-iam-role/);
  assert.match(await page.locator(".system-note").innerText(), /gives nothing in AWS/);
  const bridges = page.locator(".bridges");
  assert.match(await bridges.innerText(), /jane may mint its token, for STS too: create serviceaccounts\/token/);
  assert.match(await bridges.innerText(), /do in AWS what the role my-iam-role may/);
  await page.locator(".rules tbody").getByRole("button", { name: /Role read-pods/ }).last().click();
  assert.equal(await page.getByRole("tab", { name: /Manifests/ }).getAttribute("aria-selected"), "true");
  // Another subject of the manifests.
  await page.locator("#can-i-subject").selectOption("jane");
  await page.locator("#can-i-verb").fill("create");
  await page.locator("#can-i-resource").fill("pods/exec");
  assert.match(await page.locator(".can-i-answer").innerText(), /✓ yes/);
  assert.match(await page.locator(".can-i-answer").innerText(), /--subresource=exec -n my-namespace --as=jane/);
});

test("the inspector shows what the webhook adds, line by line", async (t) => {
  const page = await open(t);
  await view(page, "inspector");
  const added = await page.locator(".diff-row.is-new.by-webhook code").allInnerTexts();
  for (const name of ["AWS_DEFAULT_REGION", "AWS_REGION", "AWS_ROLE_ARN", "AWS_WEB_IDENTITY_TOKEN_FILE"]) {
    assert.ok(added.some((line) => line.trim() === `- name: ${name}`), `${name} is added`);
  }
  assert.ok(added.some((line) => line.includes("audience: sts.amazonaws.com")));
  assert.ok(added.some((line) => line.includes("expirationSeconds: 86400")));
  assert.ok((await page.locator(".by-admission code").allInnerTexts()).some((line) => line.includes("kube-api-access-")));
  assert.equal(await page.locator(".diff-row.by-default").count(), 0);
  await page.getByRole("button", { name: /defaults/ }).click();
  assert.ok((await page.locator(".diff-row.by-default").count()) > 5);
});

test("the token: claims with their meaning, and a real one held against the model", async (t) => {
  const page = await open(t);
  await view(page, "inspector");
  await page.locator("#station-token").click();
  const row = page.locator(".claims").getByRole("row", { name: /^sub/ });
  assert.match(await row.innerText(), /system:serviceaccount:my-namespace:my-service-account/);
  assert.match(await page.locator("#station").innerText(), /not signed and opens nothing/);
  await page.getByText("Compare with a real token").click();
  const field = page.getByLabel("Token", { exact: true });
  await field.fill("not.a.token");
  assert.match(await page.locator(".pasted-token").innerText(), /Part 1/);
  const part = (value) => Buffer.from(JSON.stringify(value)).toString("base64url");
  const claims = { iss: "https://oidc.eks.ap-northeast-1.amazonaws.com/id/EXAMPLE1234", aud: ["sts.amazonaws.com"], exp: 1700000000 };
  const secret = `${part({ alg: "RS256" })}.${part({ ...claims, sub: "system:serviceaccount:dev:app" })}.c2lnbmF0dXJl`;
  await field.fill(secret);
  const compared = page.locator(".pasted-token tbody");
  assert.match(await compared.getByRole("row", { name: /^sub/ }).innerText(), /✕ differs/);
  assert.match(await compared.getByRole("row", { name: /^iss/ }).innerText(), /✓ same/);
  assert.match(await page.locator(".pasted-token").innerText(), /2023-11-14T22:13:20Z/);
  // It is kept nowhere, and leaving the view forgets it.
  const kept = await page.evaluate(() => JSON.stringify([{ ...localStorage }, { ...sessionStorage }, location.href]));
  assert.ok(!kept.includes("c2lnbmF0dXJl"));
  await page.locator("#station-pod").click();
  await page.locator("#station-token").click();
  assert.equal(await page.locator("#pasted-token").inputValue(), "");
});

test("a broken trust policy is answered in the words of STS; a session names itself", async (t) => {
  const page = await openWith(t, broken, { before: clipboard });
  await view(page, "inspector");
  await page.locator("#station-exchange").click();
  const station = page.locator("#station");
  assert.match(await station.innerText(), /<Message>Not authorized to perform sts:AssumeRoleWithWebIdentity<\/Message>/);
  await station.getByText("What CloudTrail records").click();
  assert.match(await station.innerText(), /"errorCode": "AccessDenied"/);
  await station.getByRole("button", { name: "Copy: Request" }).click();
  assert.match((await page.evaluate(() => globalThis.copied))[0], /^POST \/ HTTP\/1\.1\nHost: sts\.ap-northeast-1\.amazonaws\.com/);
  await page.locator("#station-session").click();
  assert.match(await station.innerText(), /no session/);
  await page.locator("#why-5 .button-primary").click();
  assert.match(await station.innerText(), /"Arn": "arn:aws:sts::123456789012:assumed-role\/my-iam-role\//);
  assert.match(await station.innerText(), /aws:PrincipalArn/);
});

test("after a fix the comparison shows link 5 mended and what is newly allowed", async (t) => {
  const page = await openWith(t, broken);
  await view(page, "compare");
  assert.match(await page.locator(".compare-headline").innerText(), /Nothing is different/);
  await page.locator("#why-5 .button-primary").click();
  assert.match(await page.locator(".compare-headline").innerText(), /3 links changed, 1 identity changed, 2 actions newly allowed/);
  const link = page.locator(".link-change").first();
  assert.match(await link.innerText(), /Link 5.*✕ fail.*→.*✓ pass/s);
  const gained = page.locator(".compare-cells.gained");
  assert.match(await gained.innerText(), /s3:GetObject.*role not reached.*→.*allowed/s);
  const changed = page.locator(".compare-document .diff");
  assert.deepEqual(await changed.locator("mark").allInnerTexts(), ["prod", "my-namespace"]);

  await page.getByRole("button", { name: "Swap sides" }).click();
  assert.match(await page.locator(".compare-headline").innerText(), /2 actions no longer allowed/);
  await page.getByRole("button", { name: "Swap sides" }).click();

  // Taking the other brings the break back; undo mends it again.
  await page.getByRole("button", { name: "Take the other" }).click();
  await page.locator(".verdict.fail").waitFor();
  assert.match(await page.locator(".compare-headline").innerText(), /no longer allowed/);
  await page.locator(".bar").getByRole("button", { name: "Undo" }).click();
  await page.locator(".verdict.pass").waitFor();
});

test("compared with an example, a remembered state, and something pasted", async (t) => {
  const page = await openWith(t, broken);
  await view(page, "compare");
  await page.getByRole("button", { name: "Remember this state" }).click();
  await page.locator("#why-5 .button-primary").click();
  assert.match(await page.locator(".compare-sides").innerText(), /Remembered state/);
  assert.match(await page.locator(".compare-headline").innerText(), /newly allowed/);
  await page.locator("#compare-with").selectOption({ label: "A link or JSON …" });
  await page.locator("#compare-paste").fill('{"manifests": 1}');
  assert.match(await page.locator(".compare-paste").innerText(), /no configuration: .*manifests/);
  await page.locator("#compare-paste").fill('{"manifests": ""}');
  await page.locator("#compare-paste").waitFor({ state: "detached" });
  assert.match(await page.locator(".compare-view").innerText(), /New chain/);
});

test("by keyboard alone: from tab to tab, a question, the next station", async (t) => {
  const page = await open(t);
  await page.locator("#view-access").focus();
  await page.keyboard.press("ArrowRight");
  await page.locator(".can-i").waitFor();
  await page.locator("#can-i-verb").focus();
  await page.keyboard.press("Control+a");
  await page.keyboard.type("watch");
  assert.match(await page.locator(".can-i-answer").innerText(), /✕ no/);
  await page.locator("#view-kubernetes").focus();
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("Tab");
  await page.keyboard.press("ArrowRight");
  assert.equal(await page.evaluate(() => document.activeElement.id), "station-token");
  assert.equal(await page.locator("#station-token").getAttribute("aria-selected"), "true");
});

for (const theme of ["light", "dark"]) {
  for (const locale of ["en-US", "ko-KR"]) {
    for (const size of ["desktop", "phone"]) {
      test(`no violation, no overflow: ${theme}, ${locale}, ${size}`, async (t) => {
        const phone = size === "phone";
        const change = (scenario) => {
          broken(scenario);
          scenario.manifests += RBAC;
        };
        const page = await openWith(t, change, { theme, locale, size });
        const press = (locator) => (phone ? locator.tap() : locator.click());
        const fits = async (state) => {
          await check(page, state);
          const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
          assert.ok(over <= 0, `${state} fits the width, over by ${over}`);
        };
        await view(page, "kubernetes", phone);
        await press(page.locator(".bridges summary"));
        await fits("Kubernetes access");
        await view(page, "inspector", phone);
        await press(page.locator(".diff-head .button").first());
        await press(page.locator(".patch summary"));
        await fits("Pod");
        await press(page.locator("#station-token"));
        await press(page.locator(".pasted-token summary"));
        await page.locator("#pasted-token").fill("e30.e30.e30");
        await fits("token");
        await press(page.locator("#station-exchange"));
        await press(page.locator(".exchange summary"));
        await fits("exchange");
        if (phone) await page.locator(".pane-button").nth(1).tap();
        await press(page.locator("#why-5 .button-primary"));
        if (phone) await page.locator(".pane-button").nth(2).tap();
        await press(page.locator("#station-session"));
        await fits("session");
        await view(page, "compare", phone);
        await fits("comparison");
        if (locale === "ko-KR") assert.match(await page.locator(".compare-headline").innerText(), /새로 허용된 작업 2개/);
      });
    }
  }
}
