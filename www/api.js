// The simulation without the page: `const { simulate } = await load();`, in a browser or in Node.
//
// `headlines(scenario, "en" | "ko")` gives one sentence for each container; `simulate(scenario)` takes and returns plain objects in the Scenario and Simulation shapes that the README
// describes; a bad field throws an Error with that field's path. `load` may be given the wasm's bytes, a compiled
// WebAssembly.Module, a Response or a URL; without an argument it takes the file next to this script.
// `loadCatalogue()` adds the catalogue of all AWS services (access levels, resource types, condition keys) to that of
// the core services which the wasm carries; it may be given the text, a Response or a URL, else it takes the file next
// to this script. The three names in here are replaced by the hashed ones when the page is built.
export async function load(source) {
  const glue = await import("./__JS__");
  let module_or_path = source ?? new URL("./__WASM__", import.meta.url);
  if (module_or_path instanceof URL && module_or_path.protocol === "file:") {
    module_or_path = await fromFile(module_or_path);
  }
  await glue.default({ module_or_path });
  const { simulate, headlines, installCatalogue } = glue;
  const loadCatalogue = async (from) => installCatalogue(await text(from ?? new URL("./__CATALOGUE__", import.meta.url)));
  return { simulate, headlines, loadCatalogue };
}

const fromFile = async (url, encoding) => (await import("node:fs/promises")).readFile(url, encoding);

async function text(source) {
  if (source instanceof URL && source.protocol === "file:") return fromFile(source, "utf8");
  const response = source instanceof URL ? await fetch(source) : source;
  if (typeof response === "string") return response;
  if (!response.ok) throw new Error(`${response.url}: HTTP ${response.status}`);
  return response.text();
}
