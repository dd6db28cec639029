// Explanations: under the pointer, and at the caret with Ctrl+I, which also reads them to a screen reader.
import { StateEffect, StateField } from "@codemirror/state";
import { EditorView, hoverTooltip, keymap, showTooltip } from "@codemirror/view";
import { prose } from "./prose.js";

const setOpen = StateEffect.define();

const field = StateField.define({
  create: () => null,
  update(value, transaction) {
    let next = transaction.docChanged || transaction.selection ? null : value;
    for (const effect of transaction.effects) if (effect.is(setOpen)) next = effect.value;
    return next;
  },
  provide: (self) => showTooltip.from(self),
});

function tooltip(found) {
  if (!found) return null;
  return {
    pos: found.from,
    end: found.to,
    above: true,
    create() {
      const dom = document.createElement("div");
      dom.className = "cm-hover-text";
      dom.append(prose("strong", "cm-hover-title", `\`${found.title}\``));
      if (found.text) dom.append(prose("p", "", found.text));
      if (found.facts.length > 0) {
        const list = document.createElement("ul");
        list.append(...found.facts.map((fact) => prose("li", "", fact)));
        dom.append(list);
      }
      if (found.more) {
        const more = document.createElement("a");
        more.href = found.more.href;
        more.textContent = found.more.text;
        dom.append(more);
      }
      return { dom };
    },
  };
}

/** Explains what stands at the caret; `hover(offset)` gives {from, to, title, text, facts, more} or null. */
export const explain = (hover) => (view) => {
  const { head } = view.state.selection.main;
  // Behind a word it is still that word.
  const found = hover(head) ?? (head > 0 ? hover(head - 1) : null);
  const said = found ? [found.title, found.text, ...found.facts].filter(Boolean).join(". ").replaceAll("`", "") : "";
  view.dispatch({ effects: [setOpen.of(tooltip(found)), ...(said ? [EditorView.announce.of(said)] : [])] });
  return true;
};

function close(view) {
  if (!view.state.field(field, false)) return false;
  view.dispatch({ effects: setOpen.of(null) });
  return true;
}

export const explanations = (hover) => [
  field,
  hoverTooltip((view, offset) => (view.state.field(field) ? null : tooltip(hover(offset)))),
  keymap.of([
    { key: "Mod-i", run: explain(hover), preventDefault: true },
    { key: "Escape", run: close },
  ]),
];
