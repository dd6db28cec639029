// The simulation without the page: `const { simulate } = await load();`, in a browser or in Node.
//
// `headlines(scenario, "en" | "ko")` gives one sentence for each container; `simulate(scenario)` takes and returns plain objects in the Scenario and Simulation shapes that the README
// describes; a bad field throws an Error with that field's path. `load` may be given the wasm's bytes, a compiled
// WebAssembly.Module, a Response or a URL; without an argument it takes the file next to this script.
// The two names in it are replaced by the hashed ones when the page is built.
export async function load(source) {
  const glue = await import("./__JS__");
  let module_or_path = source ?? new URL("./__WASM__", import.meta.url);
  if (module_or_path instanceof URL && module_or_path.protocol === "file:") {
    const { readFile } = await import("node:fs/promises");
    module_or_path = await readFile(module_or_path);
  }
  await glue.default({ module_or_path });
  const { simulate, headlines } = glue;
  return { simulate, headlines };
}
