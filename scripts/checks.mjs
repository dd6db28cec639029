// The reference of checks as one document: of every file of tests/checks its code, and the scenarios of its first failing
// and first passing example. tests/checks/README.md says what stands in the files, tests/checks.rs holds the checks to
// them; src/reference.rs reads the result.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { parse, print } from "./json.mjs";

const DOCUMENTS = ["trustPolicy", "document", "permissionsBoundary", "sessionPolicy", "endpointPolicy", "policy"];
const LEVELS = ["serviceControlPolicies", "resourceControlPolicies"];
const ROLE = "arn:aws:iam::111122223333:role/app";

const get = (node, key) => node.members.find(([name]) => name === key)?.[1];
const document = (node) => (node.kind === "string" ? node.text : print(node));
const lines = (node) => (node.kind === "array" ? node.items.map((line) => `${line.text}\n`).join("") : node.text);

/** A value in which documents may stand as objects and manifests as a list of lines, as plain data. */
function plain(node) {
  if (node.kind === "array") return node.items.map(plain);
  if (node.kind === "string") return node.text;
  if (node.kind === "literal") return JSON.parse(node.text);
  const member = ([key, value]) => {
    if (key === "manifests") return [key, lines(value)];
    if (DOCUMENTS.includes(key)) return [key, document(value)];
    if (LEVELS.includes(key)) return [key, value.items.map((level) => level.items.map(document))];
    return [key, plain(value)];
  };
  return Object.fromEntries(node.members.map(member));
}

/** The scenario of an example; of the short form, the one that has the policy in its place. */
function scenario(example, place) {
  const whole = get(example, "scenario");
  if (whole) return plain(whole);
  const manifests = get(example, "manifests");
  if (manifests) return { manifests: lines(manifests) };
  const text = document(get(example, "policy"));
  const kind = get(example, "kind")?.text ?? "identity";
  const resource = get(example, "resource")?.text ?? "arn:aws:s3:::amzn-s3-demo-bucket";
  const made = {
    identity: { roles: [{ arn: ROLE, policies: [{ name: "permissions", document: text }] }] },
    trust: { roles: [{ arn: ROLE, trustPolicy: text }] },
    boundary: { roles: [{ arn: ROLE, permissionsBoundary: text }] },
    resource: { resourcePolicies: [{ resource, document: text }] },
    session: { sessionPolicy: text },
    scp: { serviceControlPolicies: [[text]] },
    rcp: { resourceControlPolicies: [[text]] },
    endpoint: { endpointPolicy: text },
  }[kind];
  if (!made) throw new Error(`${place}: no kind of policy: ${kind}`);
  return made;
}

/** Whether an example stands for a long text (README.md of the checks), which nobody wants to read. */
const isLong = (made) => /\{\{.+?\*\d+\}\}|\{\d+\.\.\d+\}/s.test(JSON.stringify(made));

/** Everything below `folder`, ready to be written as JSON. */
export async function checks(folder) {
  const names = (await readdir(folder, { recursive: true })).filter((name) => name.endsWith(".json")).sort();
  const check = async (name) => {
    const place = join(folder, name);
    const file = parse(await readFile(place, "utf8"));
    const first = (key) => get(file, key)?.items[0];
    const example = (key) => {
      const made = first(key) && scenario(first(key), place);
      return made && !isLong(made) ? { [key]: made } : {};
    };
    return { code: get(file, "code").text, ...example("failing"), ...example("passing") };
  };
  return { checks: await Promise.all(names.map(check)) };
}
