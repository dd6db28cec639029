// Code in colours: pieces of JSON, YAML and plain text with what each is (key, string, literal, comment, punctuation).
// Small on purpose: it colours what the pages show and need not understand more. What it does not know stays plain.

const JSON_PARTS = /("(?:[^"\\]|\\.)*")(\s*:)?|(-?\b\d[\d.]*\b|\btrue\b|\bfalse\b|\bnull\b)|([{}[\],])|([^"{}[\],]+?(?=["{}[\],]|-?\b\d|\btrue\b|\bfalse\b|\bnull\b|$))/gs;

function json(text) {
  const pieces = [];
  for (const [whole, string, colon, literal, sign] of text.matchAll(JSON_PARTS)) {
    if (string !== undefined) {
      pieces.push({ text: string, kind: colon === undefined ? "string" : "key" });
      if (colon !== undefined) pieces.push({ text: colon, kind: "punctuation" });
    } else if (literal !== undefined) pieces.push({ text: literal, kind: "literal" });
    else if (sign !== undefined) pieces.push({ text: sign, kind: "punctuation" });
    else pieces.push({ text: whole });
  }
  return pieces;
}

function yaml(text) {
  return text.split("\n").flatMap((line, index) => {
    const [, before, key, colon, value, comment] = /^(\s*(?:- )*)(?:([^\s#:][^#]*?)(:)(?=\s|$))?(.*?)(\s*#.*)?$/.exec(line);
    const said = /^\s*(true|false|null|\d+)\s*$/.test(value) ? "literal" : /^\s*(---|[|>{}[\]]*)\s*$/.test(value) ? "punctuation" : "string";
    const pieces = [{ text: before }, { text: key, kind: "key" }, { text: colon, kind: "punctuation" }, { text: value, kind: said }, { text: comment, kind: "comment" }];
    return [...(index > 0 ? [{ text: "\n" }] : []), ...pieces.filter((piece) => piece.text)];
  });
}

/** The pieces of a text in a language; neighbours of one kind are one piece. */
export function code(text, language) {
  const pieces = language === "json" ? json(text) : language === "yaml" ? yaml(text) : [{ text }];
  const joined = [];
  for (const piece of pieces) {
    const last = joined.at(-1);
    if (last && last.kind === piece.kind) last.text += piece.text;
    else joined.push({ ...piece });
  }
  if (joined.map((piece) => piece.text).join("") !== text) throw new Error(`code that was not kept whole: ${text}`);
  return joined;
}
