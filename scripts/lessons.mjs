// The course as one document: www/scenarios/course.json (parts, in order) with every lesson.json it names, in which a
// text "file:NAME" stands for the file NAME of the lesson's folder. src/lesson.rs reads the result, and tests/lessons.rs
// plays every lesson.
import { join } from "node:path";
import { filled, json } from "./examples.mjs";

/** Everything below `folder`, ready to be written as JSON. */
export async function course(folder) {
  const { parts } = await json(join(folder, "course.json"));
  const ids = [...new Set(parts.flatMap((part) => part.lessons))];
  const lesson = async (id) => ({ id, ...(await filled(await json(join(folder, id, "lesson.json")), join(folder, id))) });
  return { parts, lessons: await Promise.all(ids.map(lesson)) };
}
