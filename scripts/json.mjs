// JSON that keeps what JSON.parse loses: the order of all keys, keys that stand twice, numbers as they are written.
// A value is { kind: "object", members: [[key, value]] }, { kind: "array", items }, { kind: "string", text } or
// { kind: "literal", text }.

/** The value of a text that is JSON. */
export function parse(text) {
  JSON.parse(text); // What is wrong is said by the one who knows JSON; below, all is right.
  const tokens = text.matchAll(/"(?:[^"\\]|\\.)*"|[-+.\w]+|[{}[\],:]/g);
  const next = () => tokens.next().value[0];
  const value = (token) => {
    if (token === "{") return { kind: "object", members: list("}", (key) => [JSON.parse(key), (next(), value(next()))]) };
    if (token === "[") return { kind: "array", items: list("]", value) };
    return token.startsWith('"') ? { kind: "string", text: JSON.parse(token) } : { kind: "literal", text: token };
  };
  const list = (end, read) => {
    const found = [];
    for (let token = next(); token !== end; token = next()) if (token !== ",") found.push(read(token));
    return found;
  };
  return value(next());
}

/** The text of a value as people write policies: on one line where it is short, else one member a line. */
export function print(node, indent = "") {
  const line = inline(node);
  if (indent.length + line.length <= 76 || !["object", "array"].includes(node.kind)) return line;
  const inner = `${indent}  `;
  const parts = node.kind === "array" ? node.items.map((item) => print(item, inner)) : node.members.map(([key, value]) => `${JSON.stringify(key)}: ${print(value, inner)}`);
  const [open, close] = node.kind === "array" ? "[]" : "{}";
  return `${open}\n${parts.map((part) => inner + part).join(",\n")}\n${indent}${close}`;
}

function inline(node) {
  if (node.kind === "array") return `[${node.items.map(inline).join(", ")}]`;
  if (node.kind === "object") return node.members.length === 0 ? "{}" : `{ ${node.members.map(([key, value]) => `${JSON.stringify(key)}: ${inline(value)}`).join(", ")} }`;
  return node.kind === "string" ? JSON.stringify(node.text) : node.text;
}
