// The smallest single replacement that turns one text into another, so that caret, folds and marks outside of it
// stay where they are. Offsets are UTF-16; a surrogate pair is never split.

const isLow = (code) => code >= 0xdc00 && code <= 0xdfff;

/** `null` when the texts are equal. */
export function difference(before, after) {
  if (before === after) return null;
  const shorter = Math.min(before.length, after.length);
  let start = 0;
  while (start < shorter && before.charCodeAt(start) === after.charCodeAt(start)) start++;
  if (start > 0 && (isLow(before.charCodeAt(start)) || isLow(after.charCodeAt(start)))) start--;
  let end = 0;
  while (
    end < shorter - start &&
    before.charCodeAt(before.length - 1 - end) === after.charCodeAt(after.length - 1 - end)
  ) {
    end++;
  }
  if (end > 0 && isLow(before.charCodeAt(before.length - end))) end--;
  return { from: start, to: before.length - end, insert: after.slice(start, after.length - end) };
}

const solid = (text) => text.replace(/\s+/g, "");

/** Where an offset of `before` stands in `after`, if the two differ in blanks only; else `undefined`. */
export function followed(before, after, offset) {
  if (solid(before) !== solid(after)) return undefined;
  let left = solid(before.slice(0, offset)).length;
  let at = 0;
  while (left > 0) if (/\S/.test(after[at++])) left--;
  return at;
}
