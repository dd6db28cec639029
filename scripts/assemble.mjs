// The last step of a build, called by Trunk (Trunk.toml) with TRUNK_STAGING_DIR holding index.html, the wasm-bindgen
// glue and the wasm. Puts the scripts, styles and digests into place:
// - every file but index.html, api.js and package.json is named after its content, so it can be cached for ever;
// - index.html gets no inline script or style: only links with names and, where the browser checks them, digests;
// - api.js and package.json make the folder importable as a module, in browsers and in Node.
import { createHash } from "node:crypto";
import { readFile, readdir, rename, unlink, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import * as esbuild from "esbuild";
import { checks } from "./checks.mjs";
import { concepts } from "./concepts.mjs";
import { examples } from "./examples.mjs";
import { course } from "./lessons.mjs";

const root = dirname(dirname(fileURLToPath(import.meta.url)));
const staging = process.env.TRUNK_STAGING_DIR;
if (!staging) throw new Error("scripts/assemble.mjs is called by trunk; run `make build`");
const release = process.env.TRUNK_PROFILE === "release";
const www = (...path) => join(root, "www", ...path);

const digest = (bytes) => `sha384-${createHash("sha384").update(bytes).digest("base64")}`;
const named = (name, bytes) => name.replace(/(\.\w+)$/, `-${createHash("sha256").update(bytes).digest("hex").slice(0, 12)}$1`);

/** Writes `bytes` under a name that contains their hash. */
async function put(name, bytes) {
  const file = named(name, bytes);
  await writeFile(join(staging, file), bytes);
  return { file, integrity: digest(bytes) };
}

/** The editor's style sheet is handed to a shadow root as text, minified like every other. */
const cssText = {
  name: "css-text",
  setup(build) {
    build.onLoad({ filter: /www[\\/]editor[\\/].*\.css$/ }, async ({ path }) => ({
      contents: (await esbuild.transform(await readFile(path, "utf8"), { loader: "css", minify: release })).code,
      loader: "text",
    }));
  },
};

async function bundleEditor() {
  const result = await esbuild.build({
    entryPoints: [www("editor.js")],
    bundle: true,
    write: false,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    logLevel: "warning",
    plugins: [cssText],
    minify: release,
  });
  return result.outputFiles[0].contents;
}

/** tokens, base, then the app's own style sheets in the order of their names: one file. */
async function bundleStyles() {
  const app = (await readdir(www("css"))).filter((name) => /^app.*\.css$/.test(name)).sort();
  const contents = ["tokens.css", "base.css", ...app].map((name) => `@import "./${name}";`).join("\n");
  const result = await esbuild.build({
    stdin: { contents, resolveDir: www("css"), loader: "css" },
    bundle: true,
    write: false,
    charset: "utf8",
    logLevel: "warning",
    loader: { ".svg": "dataurl" },
    minify: release,
  });
  return result.outputFiles[0].contents;
}

const minified = async (text) =>
  (await esbuild.transform(text, { minify: release, charset: "utf8", target: "es2022", legalComments: "none" })).code;

const page = join(staging, "index.html");
let html = await readFile(page, "utf8");
const marker = /<script data-assemble="boot" data-js="([^"]+)" data-wasm="([^"]+)"><\/script>/.exec(html);
if (!marker) throw new Error("index.html: the start-up marker of Trunk.toml is missing");
const [whole, glueName, wasmName] = marker;

const wasmBytes = await readFile(join(staging, wasmName));
const wasm = { file: named("irsa-playground.wasm", wasmBytes), integrity: digest(wasmBytes) };
await rename(join(staging, wasmName), join(staging, wasm.file));
const glueText = (await readFile(join(staging, glueName), "utf8")).replaceAll(
  /[\w-]+_bg\.wasm/g,
  wasm.file,
);
await unlink(join(staging, glueName));

const glue = await put("irsa-playground.js", await minified(glueText));
const editor = await put("editor.js", await bundleEditor());
const styles = await put("styles.css", await bundleStyles());
const boot = await put("boot.js", await minified(await readFile(www("boot.js"), "utf8")));
// Fetched when it is first wanted. Of the examples the wasm carries the textbook's alone, of the services the embedded
// ones.
const later = { examples: await examples(www("scenarios")), course: await course(www("scenarios")), concepts: await concepts(www("concepts")), checks: await checks(join(root, "tests", "checks")) };
const catalogue = await put("catalogue.tsv", await readFile(join(root, "data", "all.tsv")));
const wanted = { catalogue: catalogue.file };
for (const [name, content] of Object.entries(later)) {
  wanted[name] = (await put(`${name}.json`, JSON.stringify(content))).file;
}
const icon = await put("icon.svg", await readFile(www("icons", "icon.svg")));
const api = (await readFile(www("api.js"), "utf8")).replace("__JS__", glue.file).replace("__WASM__", wasm.file).replace("__CATALOGUE__", catalogue.file);
await writeFile(join(staging, "api.js"), api);
// The version stands once, in Cargo.toml.
const [, version] = /^version = "([^"]+)"/m.exec(await readFile(join(root, "Cargo.toml"), "utf8"));
await writeFile(
  join(staging, "package.json"),
  `${JSON.stringify({ name: "irsa-playground", version, type: "module", exports: "./api.js" }, null, 2)}\n`,
);

/** Replaces text that must be there exactly once. */
function place(found, replacement) {
  if (html.split(found).length !== 2) throw new Error(`index.html: expected once: ${found}`);
  html = html.replace(found, () => replacement);
}
place(whole, "");
place('<link data-assemble="icon" />', `<link rel="icon" type="image/svg+xml" href="./${icon.file}" />`);
// boot.js fetches all of this in its time.
const files = {
  js: glue.file,
  "js-integrity": glue.integrity,
  wasm: wasm.file,
  integrity: wasm.integrity,
  editor: editor.file,
  "editor-integrity": editor.integrity,
  ...wanted,
};
place(
  '<link data-assemble="styles" />',
  [
    `<script src="./${boot.file}" ${Object.entries(files).map(([name, value]) => `data-${name}="${value}"`).join(" ")}></script>`,
    `<link rel="stylesheet" href="./${styles.file}" />`,
  ].join("\n    "),
);
await writeFile(page, html.replaceAll(/\n\s*\n/g, "\n"));
