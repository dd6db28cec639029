// Completion: the list comes from the app, which knows the scenario; this writes what is chosen.
//
// The list opens by itself only after a character that begins or continues a word, so that Enter after a bracket or a
// comma makes a line. Enter also makes a line where the choice is what stands there already.
import {
  acceptCompletion,
  autocompletion,
  closeBrackets,
  closeBracketsKeymap,
  closeCompletion,
  completionKeymap,
  completionStatus,
  pickedCompletion,
  selectedCompletion,
  startCompletion,
} from "@codemirror/autocomplete";
import { EditorSelection, Prec } from "@codemirror/state";
import { keymap, ViewPlugin } from "@codemirror/view";
import { prose } from "./prose.js";

const opens = /[\w"':$/*.-]$|: $/;

const write = (option, before, after) => (view, completion, from, to) => {
  const start = from - before;
  view.dispatch({
    changes: { from: start, to: to + after, insert: option.apply },
    selection: EditorSelection.single(start + option.select[0], start + option.select[1]),
    scrollIntoView: true,
    userEvent: "input.complete",
    annotations: pickedCompletion.of(completion),
  });
  if (option.again) startCompletion(view);
};

const source = (complete) => (context) => {
  const { state, pos, explicit } = context;
  const line = state.doc.lineAt(pos);
  if (!explicit && !opens.test(line.text.slice(0, pos - line.from))) return null;
  const found = complete(state.doc.toString(), pos);
  if (!found) return null;
  const { from, before, after } = found;
  const options = found.options.map((option, index) => ({
    label: option.label,
    detail: option.detail || undefined,
    type: option.type,
    info: option.info ? () => prose("div", "cm-prose", option.info) : undefined,
    // The app's order where nothing is typed; a hint of it afterwards.
    boost: from === pos ? Math.max(99 - index, -99) : Math.max(10 - index, 0),
    apply: write(option, before, after),
    same: state.sliceDoc(from - before, pos + after) === option.apply,
  }));
  return { from, options };
};

function enter(view) {
  if (selectedCompletion(view.state)?.same) {
    closeCompletion(view);
    return false;
  }
  return acceptCompletion(view);
}

/** The list goes before the focus moves on, so that Tab leads out of the editor and not into the list. */
function leave(view) {
  closeCompletion(view);
  return false;
}

// Who scrolls the list with its own means must be able to reach it.
const reachable = ViewPlugin.define((view) => ({
  update({ state }) {
    if (!completionStatus(state)) return;
    view.requestMeasure({
      key: reachable,
      read: () => view.dom.querySelector(".cm-tooltip-autocomplete > ul"),
      write: (list) => list?.setAttribute("tabindex", "0"),
    });
  },
}));

const keys = completionKeymap.filter(({ key }) => key !== "Enter");

/** `complete(text, offset)` gives {from, before, after, options} or null; see editor.js. */
export const completion = (complete) => [
  closeBrackets(),
  keymap.of(closeBracketsKeymap),
  autocompletion({ override: [source(complete)], icons: false, maxRenderedOptions: 60, defaultKeymap: false }),
  reachable,
  Prec.highest(keymap.of([...keys, { key: "Enter", run: enter }, { key: "Tab", run: leave, shift: leave }])),
];
