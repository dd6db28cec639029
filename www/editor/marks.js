// Diagnostics in the editor: underlines, gutter signs and a box with quick-fix buttons. Severity is told by the
// line's shape and the sign (editor.css), not by colour alone. The box opens under the mouse, by a tap on the sign, at
// F8, and at Ctrl+. (then its first button has the focus; Escape leads back).
//
// A mark keeps its index in the list that the app gave, so that a fix is named by two numbers; positions follow
// edits. CodeMirror's own lint package does less of this and is three times the size.
import { EditorSelection, RangeSet, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, gutter, GutterMarker, hoverTooltip, keymap, showTooltip, WidgetType } from "@codemirror/view";

const SEVERITIES = ["error", "warning", "security", "suggestion"];
const setMarks = StateEffect.define();
const setOpen = StateEffect.define();

class Sign extends GutterMarker {
  constructor(severity, label) {
    super();
    this.severity = severity;
    this.label = label;
  }
  eq(other) {
    return other.severity === this.severity && other.label === this.label;
  }
  toDOM() {
    const node = document.createElement("div");
    node.className = `cm-sign cm-sign-${this.severity}`;
    node.title = this.label;
    return node;
  }
}

/** Stands where a mark has no text to underline: an empty range, or the end of a line. */
class Point extends WidgetType {
  constructor(severity) {
    super();
    this.severity = severity;
  }
  eq(other) {
    return other.severity === this.severity;
  }
  toDOM() {
    const node = document.createElement("span");
    node.className = `cm-point cm-point-${this.severity}`;
    return node;
  }
}

const clamp = (offset, length) => Math.max(0, Math.min(Number(offset) || 0, length));

function fitted(doc, marks) {
  return [...marks].map((mark, index) => {
    const from = clamp(mark.from, doc.length);
    return {
      index,
      from,
      to: Math.max(from, clamp(mark.to, doc.length)),
      severity: SEVERITIES.includes(mark.severity) ? mark.severity : "suggestion",
      message: String(mark.message ?? ""),
      help: String(mark.help ?? ""),
      code: String(mark.code ?? ""),
      fixes: [...(mark.fixes ?? [])].map(String),
      places: [...(mark.places ?? [])].map(String),
    };
  });
}

function decorate(doc, marks) {
  const ranges = marks.map((mark) => {
    const { from, to, severity } = mark;
    return doc.sliceString(from, to).trim() === ""
      ? Decoration.widget({ widget: new Point(severity), mark, side: 1 }).range(from)
      : Decoration.mark({ class: `cm-mark cm-mark-${severity}`, mark }).range(from, to);
  });
  return Decoration.set(ranges, true);
}

/** One sign a line: the worst severity, and all messages as its title. */
function signs(doc, marks, words) {
  const lines = new Map();
  for (const mark of marks) {
    const { from } = doc.lineAt(mark.from);
    lines.set(from, [...(lines.get(from) ?? []), mark]);
  }
  const ranges = [...lines].map(([from, found]) => {
    const worst = SEVERITIES.find((severity) => found.some((mark) => mark.severity === severity));
    return new Sign(worst, found.map((mark) => `${words[mark.severity]}: ${mark.message}`).join("\n")).range(from);
  });
  return RangeSet.of(ranges, true);
}

const EMPTY = { marks: [], decorations: Decoration.none, signs: RangeSet.empty, words: {}, fix: () => {}, place: () => {}, open: null };

const field = StateField.define({
  create: () => EMPTY,
  update(value, transaction) {
    let next = value;
    if (transaction.docChanged) {
      const { changes } = transaction;
      next = { ...next, decorations: next.decorations.map(changes), signs: next.signs.map(changes), open: null };
    }
    if (transaction.selection) next = { ...next, open: null };
    for (const effect of transaction.effects) {
      if (effect.is(setMarks)) {
        const { marks, words, fix, place } = effect.value;
        const doc = transaction.newDoc;
        next = { marks, words, fix, place, decorations: decorate(doc, marks), signs: signs(doc, marks, words), open: null };
      }
      if (effect.is(setOpen)) next = { ...next, open: effect.value };
    }
    return next;
  },
  provide: (self) => [
    EditorView.decorations.from(self, (value) => value.decorations),
    showTooltip.from(self, (value) => value.open),
  ],
});

/** The marks that touch `from..to` now, each with its present place, in order of place. */
function touching(state, from, to) {
  const found = [];
  state.field(field).decorations.between(from, to, (start, end, { spec }) => {
    found.push({ ...spec.mark, from: start, to: end });
  });
  return found;
}

function node(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

/** The other places of a mark: each leads there, into another document too. */
function placesOf(view, mark, place) {
  const row = node("div", "cm-marks-places", "");
  mark.places.forEach((label, index) => {
    const button = node("button", "cm-button cm-marks-place", label);
    button.type = "button";
    button.addEventListener("click", () => {
      view.dispatch({ effects: setOpen.of(null) });
      place(mark.index, index);
    });
    row.append(button);
  });
  return row;
}

function box(view, found) {
  const { words, fix, place } = view.state.field(field);
  const dom = document.createElement("div");
  dom.className = "cm-marks";
  for (const mark of found) {
    const entry = node("div", `cm-marks-entry cm-marks-${mark.severity}`, "");
    entry.append(node("strong", "cm-marks-severity", words[mark.severity] ?? ""), ` ${mark.message}`);
    if (mark.help) entry.append(node("p", "cm-marks-help", mark.help));
    if (mark.code) entry.append(node("p", "cm-marks-code", mark.code));
    mark.fixes.forEach((label, index) => {
      const button = node("button", "cm-button cm-marks-fix", label);
      button.type = "button";
      button.addEventListener("click", () => {
        view.dispatch({ effects: setOpen.of(null) });
        view.focus();
        fix(mark.index, index);
      });
      entry.append(button);
    });
    if (mark.places.length > 0) entry.append(placesOf(view, mark, place));
    dom.append(entry);
  }
  dom.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    view.dispatch({ effects: setOpen.of(null) });
    view.focus();
    event.stopPropagation();
  });
  return dom;
}

function tooltip(found) {
  if (found.length === 0) return null;
  const pos = Math.min(...found.map((mark) => mark.from));
  const end = Math.max(...found.map((mark) => mark.to));
  return { pos, end, above: false, create: (view) => ({ dom: box(view, found) }) };
}

/** Selects a mark, says it, and opens its box. */
function reveal(view, mark) {
  view.dispatch({
    selection: EditorSelection.single(mark.from, mark.to),
    effects: [
      EditorView.scrollIntoView(mark.from, { y: "center" }),
      setOpen.of(tooltip([mark])),
      EditorView.announce.of(`${view.state.field(field).words[mark.severity]}: ${mark.message}`),
    ],
  });
}

/** Goes to the mark with this index in the app's list. */
export function revealMark(view, index) {
  const mark = touching(view.state, 0, view.state.doc.length).find((mark) => mark.index === index);
  if (mark) reveal(view, mark);
}

/** F8 and Shift+F8: selects the next mark (round the end), says it, and opens its box. */
const go = (direction) => (view) => {
  const { state } = view;
  const all = touching(state, 0, state.doc.length).sort((a, b) => a.from - b.from || a.to - b.to);
  if (all.length === 0) return false;
  const { from, to } = state.selection.main;
  const at = all.findIndex((mark) => mark.from === from && mark.to === to);
  let next;
  if (at >= 0) next = all[(at + direction + all.length) % all.length];
  else if (direction > 0) next = all.find((mark) => mark.from >= to) ?? all[0];
  else next = all.findLast((mark) => mark.to <= from) ?? all[all.length - 1];
  reveal(view, next);
  return true;
};
export const nextMark = go(1);
export const previousMark = go(-1);

function openAtCaret(view) {
  const { from, to } = view.state.doc.lineAt(view.state.selection.main.head);
  const open = tooltip(touching(view.state, from, to));
  if (!open) return false;
  view.dispatch({ effects: setOpen.of(open) });
  view.dom.querySelector(".cm-marks button")?.focus();
  return true;
}

function closeBox(view) {
  if (!view.state.field(field).open) return false;
  view.dispatch({ effects: setOpen.of(null) });
  return true;
}

export const marksSetup = [
  field,
  gutter({
    class: "cm-signs",
    markers: (view) => view.state.field(field).signs,
    domEventHandlers: {
      click(view, line) {
        const open = tooltip(touching(view.state, line.from, line.to));
        view.dispatch({ effects: setOpen.of(open) });
        return open !== null;
      },
    },
  }),
  hoverTooltip((view, pos) => (view.state.field(field).open ? null : tooltip(touching(view.state, pos, pos)))),
  keymap.of([
    { key: "Mod-.", run: openAtCaret },
    { key: "Escape", run: closeBox },
  ]),
];

/**
 * The transaction that replaces all marks of `state`, or null if they are the ones it has. `words` names the four
 * severities; `fix(markIndex, fixIndex)` and `place(markIndex, placeIndex)` are called by the buttons.
 */
export function marksSpec(state, list, words, fix, place) {
  const marks = fitted(state.doc, list);
  const before = state.field(field);
  // The app sends its marks at every render; an open box must survive that.
  const same =
    JSON.stringify(marks) === JSON.stringify(touching(state, 0, state.doc.length).sort((a, b) => a.index - b.index));
  return same && before.words === words ? null : { effects: setMarks.of({ marks, words, fix, place }) };
}
