// What decides a link, shown in the text: a bar on each touched line and a tint on the exact range. The bar's style
// (solid, broken, dashed, double: editor.css) says the verdict too, so colour is never alone.
import { StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

const KINDS = new Set(["pass", "fail", "unknown", "decides"]);
const MOST_LINES = 400;
const setHighlights = StateEffect.define();

function decorations(doc, ranges) {
  const found = [];
  for (const { from, to, kind } of ranges) {
    const known = KINDS.has(kind) ? kind : "decides";
    const start = Math.max(0, Math.min(from, doc.length));
    const end = Math.max(start, Math.min(to, doc.length));
    if (end > start) found.push(Decoration.mark({ class: `cm-decides cm-decides-${known}` }).range(start, end));
    const last = Math.min(doc.lineAt(end).number, doc.lineAt(start).number + MOST_LINES);
    for (let line = doc.lineAt(start).number; line <= last; line++) {
      found.push(Decoration.line({ class: `cm-decides-line cm-decides-line-${known}` }).range(doc.line(line).from));
    }
  }
  return Decoration.set(found, true);
}

export const highlights = StateField.define({
  create: () => Decoration.none,
  update(value, transaction) {
    let next = value.map(transaction.changes);
    for (const effect of transaction.effects) {
      if (effect.is(setHighlights)) next = decorations(transaction.newDoc, effect.value);
    }
    return next;
  },
  provide: (field) => EditorView.decorations.from(field),
});

/** The transaction that replaces all highlights. */
export const highlightSpec = (ranges) => ({ effects: setHighlights.of([...ranges]) });
