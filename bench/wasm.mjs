// Benchmarks of the built wasm in Node, through the JavaScript API: how long a simulation takes, and what a hostile
// pattern adds to it. Prints milliseconds, the median of several rounds; asserts nothing.
import { readFileSync } from "node:fs";
import { performance } from "node:perf_hooks";
import { load } from "../dist/api.js";

const { simulate } = await load();
const example = (name) => readFileSync(new URL(`../www/scenarios/textbook/${name}`, import.meta.url), "utf8");
const arn = "arn:aws:iam::123456789012:role/my-iam-role";

function textbook(resource, question) {
  const statement = { Effect: "Allow", Action: "s3:GetObject", Resource: resource };
  const document = JSON.stringify({ Version: "2012-10-17", Statement: [statement] });
  return {
    manifests: example("manifests.yaml"),
    roles: [{ arn, trustPolicy: example("trust.json"), policies: [{ document }] }],
    questions: [{ action: "s3:GetObject", resource: question }],
  };
}

function median(scenario, rounds = 41) {
  const times = [];
  // The first rounds run code that V8 has not optimized yet; they would hide what is compared.
  for (let round = 0; round < 200; round += 1) simulate(scenario);
  for (let round = 0; round < rounds; round += 1) {
    const begun = performance.now();
    simulate(scenario);
    times.push(performance.now() - begun);
  }
  return times.sort((a, b) => a - b)[rounds >> 1];
}

const long = `arn:aws:s3:::bucket/${"a".repeat(10_000)}`;
const short = "arn:aws:s3:::bucket/key";
const plain = median(textbook("arn:aws:s3:::bucket/b", long));
// 40 stars with a letter between them, and an end that never comes: every star is tried.
const hostile = median(textbook(`arn:aws:s3:::bucket/${"*a".repeat(40)}b`, long));
// Whole simulations, parsing and explanation included: an upper bound for the match.
console.log(`textbook example:                                       ${median(textbook("arn:aws:s3:::bucket/*", short)).toFixed(2)} ms`);
console.log(`a plain pattern against 10,000 characters:              ${plain.toFixed(2)} ms`);
console.log(`a pattern of 40 stars against 10,000 characters:        ${hostile.toFixed(2)} ms`);
