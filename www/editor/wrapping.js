// Long lines wrap, and what wraps hangs under its line's own indent, so that structure stays readable in a narrow
// pane. By classes, because a strict content security policy refuses style attributes; `hangs` is their style sheet.
import { Decoration, ViewPlugin } from "@codemirror/view";

const MOST = 32;
const line = Array.from({ length: MOST + 1 }, (_, columns) => Decoration.line({ class: `cm-hang-${columns}` }));

/** In a pane too narrow for it, the indent takes at most a third. */
export const hangs = line
  .map((_, columns) => {
    const indent = `min(${columns}ch, 33%)`;
    return `.cm-editor .cm-hang-${columns}{padding-left:calc(var(--space-1) + ${indent});text-indent:calc(-1 * ${indent})}`;
  })
  .join("");

function decorations({ visibleRanges, state }) {
  const found = [];
  for (const { from, to } of visibleRanges) {
    for (let at = from; at <= to; ) {
      const { text, from: start, to: end } = state.doc.lineAt(at);
      // Two more than the line itself, so that the rest of a value is not taken for the next key.
      const columns = Math.min(MOST, text.search(/\S|$/) + 2);
      found.push(line[columns].range(start));
      at = end + 1;
    }
  }
  return Decoration.set(found, true);
}

export const hangingWrap = ViewPlugin.define((view) => ({
  decorations: decorations(view),
  update({ docChanged, viewportChanged, view }) {
    if (docChanged || viewportChanged) this.decorations = decorations(view);
  },
}), { decorations: (plugin) => plugin.decorations });
