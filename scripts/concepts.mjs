// The concepts as one document: www/concepts/index.json (three parts, in the order of reading) with the two texts of
// every concept it names, as blocks. src/handbook.rs reads the result; tests/concepts.rs holds the texts to what they
// link to.
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { blocks, frontMatter } from "./markdown.mjs";

async function page(folder, id, language) {
  const place = join(folder, `${id}.${language}.md`);
  const { fields, body } = frontMatter(await readFile(place, "utf8"), place);
  const { title, summary, ...others } = fields;
  if (!title || !summary || Object.keys(others).length > 0) throw new Error(`${place}: title and summary, and nothing else`);
  return { title, summary, blocks: blocks(body, place) };
}

/** Everything below `folder`, ready to be written as JSON. */
export async function concepts(folder) {
  const { parts } = JSON.parse(await readFile(join(folder, "index.json"), "utf8"));
  const concept = async (id) => ({ id, en: await page(folder, id, "en"), ko: await page(folder, id, "ko") });
  const part = async ({ concepts, ...words }) => ({ ...words, concepts: await Promise.all(concepts.map(concept)) });
  return { parts: await Promise.all(parts.map(part)) };
}
