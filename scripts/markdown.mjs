// Markdown as blocks of data, so that the page makes elements of it and never takes HTML. Knows what the pages need and
// refuses the rest: front matter, headings, paragraphs, lists, tables, quotes (a warning box), fenced code, and the
// line `::mini <example> [link | number]`, which stands for the miniature of a chain: the link to look at, or which of
// the example's ways is drawn. src/handbook.rs reads the result.
import { code } from "./markdown-code.mjs";

const { marked } = await import("marked").catch(() => {
  throw new Error("the Markdown library is not installed: run npm ci");
});

/** Front matter (`key: value` between two lines `---`) and the text behind it. */
export function frontMatter(text, place) {
  const found = /^---\n([\s\S]*?)\n---\n/.exec(text);
  if (!found) throw new Error(`${place}: begins without front matter`);
  const lines = found[1].split("\n").map((line) => /^(\w+): (\S.*)$/.exec(line) ?? [line]);
  const wrong = lines.find(([, key]) => !key);
  if (wrong) throw new Error(`${place}: not a line of front matter: ${wrong[0]}`);
  return { fields: Object.fromEntries(lines.map(([, key, value]) => [key, value])), body: text.slice(found[0].length) };
}

/** The blocks of a text. */
export function blocks(text, place) {
  const refuse = (what) => {
    throw new Error(`${place}: cannot be shown: ${what}`);
  };
  const plain = (text) => text.replaceAll("&lt;", "<").replaceAll("&gt;", ">").replaceAll("&quot;", '"').replaceAll("&#39;", "'").replaceAll("&amp;", "&");

  // Spans of a line: text with a style and perhaps a target.
  const spans = (tokens, around = {}) =>
    tokens.flatMap((token) => {
      switch (token.type) {
        case "text":
        case "escape":
          if (token.tokens) return spans(token.tokens, around);
          return [{ text: plain(token.text).replaceAll("\n", " "), ...around }];
        case "codespan":
          return [{ ...around, text: plain(token.text), style: "code" }];
        case "strong":
          return spans(token.tokens, { ...around, style: "strong" });
        case "em":
          return spans(token.tokens, { ...around, style: "emphasis" });
        case "link":
          return spans(token.tokens, { ...around, href: token.href });
        default:
          return refuse(`${token.type} in ${token.raw}`);
      }
    });

  const item = (item) => {
    const [first, ...rest] = item.tokens.filter((token) => token.type !== "space");
    if (rest.length > 0 || !["text", "paragraph"].includes(first?.type)) refuse(`a list item of several parts: ${item.raw}`);
    return spans(first.tokens);
  };

  const block = (token) => {
    switch (token.type) {
      case "heading":
        return token.depth === 2 ? { heading: spans(token.tokens) } : refuse(`a heading of level ${token.depth}: ${token.raw}`);
      case "paragraph": {
        const mini = /^::mini (\S+)(?: (\S+))?$/.exec(token.text);
        if (mini) return { mini: mini[1], ...(mini[2] && (/^\d+$/.test(mini[2]) ? { way: Number(mini[2]) } : { link: mini[2] })) };
        return token.text.startsWith("::") ? refuse(token.text) : { text: spans(token.tokens) };
      }
      case "list":
        return { [token.ordered ? "steps" : "list"]: token.items.map(item) };
      case "table":
        return { head: token.header.map((cell) => spans(cell.tokens)), rows: token.rows.map((row) => row.map((cell) => spans(cell.tokens))) };
      case "blockquote":
        return { warning: token.tokens.filter((inner) => inner.type !== "space").map((inner) => (inner.type === "paragraph" ? spans(inner.tokens) : refuse(inner.raw))) };
      case "code":
        return token.lang ? { code: code(token.text, token.lang) } : refuse(`code without a language: ${token.raw}`);
      default:
        return refuse(`${token.type}: ${token.raw}`);
    }
  };
  return marked
    .lexer(text)
    .filter((token) => token.type !== "space")
    .map(block);
}
