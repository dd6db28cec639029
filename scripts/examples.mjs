// The gallery as one document: www/scenarios/index.json (categories, in order) with every example.json it names, in
// which a text "file:NAME" stands for the file NAME of the example's folder. src/gallery.rs reads the result, and
// tests/examples.rs holds every example to what it says of itself.
import { readFile } from "node:fs/promises";
import { join } from "node:path";

/** A file of JSON; its name stands in the error. */
export const json = async (path) => {
  try {
    return JSON.parse(await readFile(path, "utf8"));
  } catch (error) {
    throw new Error(`${path}: ${error.message}`);
  }
};

/** A value in which each text "file:NAME" has given way to that file of the folder. */
export async function filled(value, folder) {
  if (typeof value === "string") return value.startsWith("file:") ? readFile(join(folder, value.slice(5)), "utf8") : value;
  if (Array.isArray(value)) return Promise.all(value.map((one) => filled(one, folder)));
  if (value === null || typeof value !== "object") return value;
  return Object.fromEntries(await Promise.all(Object.entries(value).map(async ([key, one]) => [key, await filled(one, folder)])));
}

/** Everything below `folder`, ready to be written as JSON. */
export async function examples(folder) {
  const { categories } = await json(join(folder, "index.json"));
  const ids = [...new Set(categories.flatMap((category) => category.examples))];
  const example = async (id) => ({ id, ...(await filled(await json(join(folder, id, "example.json")), join(folder, id))) });
  return { categories, examples: await Promise.all(ids.map(example)) };
}
