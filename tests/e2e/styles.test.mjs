// The palette, read from the source: the two dark blocks are equal, and every pair of colours keeps its contrast.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { here } from "./support.mjs";

const css = readFileSync(join(here, "..", "..", "www", "css", "tokens.css"), "utf8");

function block(selector) {
  const start = css.indexOf(selector);
  assert.ok(start >= 0, selector);
  const body = css.slice(css.indexOf("{", start) + 1, css.indexOf("}", start));
  return Object.fromEntries([...body.matchAll(/^\s*(--[\w-]+|color-scheme):\s*([^;]+);/gm)].map(([, name, value]) => [name, value]));
}
const light = block(":root {");
const dark = block(':root[data-theme="dark"]');

const luminance = (hex) => {
  const [r, g, b] = [1, 3, 5].map((at) => {
    const channel = parseInt(hex.slice(at, at + 2), 16) / 255;
    return channel <= 0.04045 ? channel / 12.92 : ((channel + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
const contrast = (a, b) => {
  const [high, low] = [luminance(a), luminance(b)].sort((x, y) => y - x);
  return (high + 0.05) / (low + 0.05);
};

test("the dark theme is the same whether chosen or the system's", () => {
  assert.deepEqual(block(':root:not([data-theme="light"])'), dark);
});

test("every colour of the light theme has a dark one", () => {
  const colours = Object.keys(light).filter((name) => light[name].startsWith("#"));
  assert.deepEqual(colours.filter((name) => !(name in dark)), []);
});

for (const [theme, colours] of Object.entries({ light, dark })) {
  test(`${theme}: text has a contrast of 4.5, lines of 3`, () => {
    const grounds = ["--background", "--surface", "--ground", "--raised"];
    const tinted = ["pass", "fail", "caution", "unknown", "accent"];
    const texts = ["--ink", "--muted", "--code-key", "--code-string", "--code-literal", "--code-comment", "--code-punctuation"];
    const pairs = [
      ...grounds.flatMap((ground) => [...texts, ...tinted.map((name) => `--${name}`)].map((text) => [text, ground, 4.5])),
      ...grounds.map((ground) => ["--line", ground, 3]),
      ...tinted.map((name) => [`--${name}`, `--${name}-tint`, 4.5]),
      ...tinted.map((name) => ["--ink", `--${name}-tint`, 4.5]),
      ...texts.filter((name) => name !== "--muted").flatMap((text) => ["--fail-tint", "--pass-tint", "--unknown-tint"].map((tint) => [text, tint, 4.5])),
      ["--on-accent", "--accent", 4.5],
      ["--ink", "--selection", 4.5],
    ];
    const weak = pairs
      .map(([a, b, least]) => [a, b, least, contrast(colours[a], colours[b])])
      .filter(([, , least, found]) => found < least)
      .map(([a, b, least, found]) => `${a} on ${b}: ${found.toFixed(2)} < ${least}`);
    assert.deepEqual(weak, []);
  });
}
