// The editor of the page: CodeMirror 6 in a shadow root, reached by the app through `globalThis.irsaEditor`, which
// boot.js sets to this module. Bundled into one file by scripts/assemble.mjs.
//
// create(host, callbacks) -> handle
//
// `host` is an element of the page; its shadow root is the editor's own. Every offset is in UTF-16 units, every `id`
// names a document, every colour is a custom property of the page (www/css/tokens.css), so that a change of theme
// needs no call. An unknown id is ignored by every function but `open`.
//
// callbacks (only `change` is required):
//   change(id, text)                 the text is another one: typed, pasted, undone, or changed by `edit`, `undo`,
//                                    `redo`. Not called for `open` and `setText`.
//   caret(id, offset)                the caret moved
//   complete(id, text, offset)       -> {from, before, after, options} | null: the text since `from` filters the options
//                                    [{label, apply, select: [from, to], detail?, info?, type?, again?}]; the chosen
//                                    one's `apply` takes the place of that text, of `before` units before it and of
//                                    `after` units after the caret, `select` of it is selected, and `again` asks anew
//   hover(id, offset)                -> {from, to, title, text, facts: [text], more: {text, href} | null} | null;
//                                       backticks mark code
//   format(id)                       Shift+Alt+F
//   fix(id, markIndex, fixIndex)     the quick fix `fixes[fixIndex]` of mark `markIndex` of the last `marks` was chosen
//   place(id, markIndex, placeIndex) the other place `places[placeIndex]` of that mark was chosen
//   nextProblem(id, direction)       F8 (1) or Shift+F8 (-1); return true if handled, else the editor goes to its own
//                                    next mark in this document
//   escape(id)                       Escape was pressed and the editor had nothing to close
// A callback that a call of the handle causes comes in a microtask after that call, never during it.
//
// handle:
//   open(id, text, language)         shows a document, "yaml" or "json". Each id keeps its own undo history, selection,
//                                    folds and scroll position; a differing `text` is applied as by `setText`
//   setText(id, text)                replaces the text as one undoable step, the least change that does it
//   edit(id, [{from, to, insert}])   one undoable step, also for a document that is not shown
//   close(id)                        forgets a document; if it is shown, an empty editor remains
//   marks(id, [{from, to, severity, message, help?, code?, fixes?: [label], places?: [label]}])  replaces the diagnostics; severity is "error",
//                                    "warning", "security" or "suggestion"
//   highlight(id, [{from, to, kind}])  replaces the highlights; kind is "pass", "fail", "unknown" or "decides"
//   select(id, from, to)             selects, scrolls into view and focuses; for a document that is not shown: as soon
//                                    as it is opened (without focus)
//   problem(id, index)               goes to a mark of the shown document, as F8 does
//   explain()                        shows at the caret what `hover` says there, as Ctrl+I does
//   focus()   undo(id)   redo(id)    undo and redo return whether there was something
//   labels({language, name})         "en" or "ko" for the editor's own words; `name` is the editor's accessible name
//   readOnly(flag)
//   text(id)   caret(id)             the text (undefined if unknown); the caret's offset
//   shown()                          the id that is shown, or undefined
//   destroy()
import { isolateHistory, redo, undo } from "@codemirror/commands";
import { closeSearchPanel, openSearchPanel, searchPanelOpen } from "@codemirror/search";
import { Annotation, Compartment, EditorSelection, EditorState } from "@codemirror/state";
import { EditorView, keymap } from "@codemirror/view";
import { difference, followed } from "./editor/change.js";
import css from "./editor/editor.css";
import { explain } from "./editor/explain.js";
import { highlightSpec } from "./editor/highlight.js";
import { marksSpec, revealMark } from "./editor/marks.js";
import { phrasesOf, severityWords } from "./editor/phrases.js";
import { languageOf, sharedSetup } from "./editor/setup.js";
import { hangs } from "./editor/wrapping.js";

/** On a transaction that the app made: true = it knows the new text, so `change` is not called. */
const quiet = Annotation.define();

export function create(host, callbacks) {
  const root = host.shadowRoot ?? host.attachShadow({ mode: "open" });
  root.replaceChildren();
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css + hangs);
  root.adoptedStyleSheets = [sheet];

  /** id -> { state, scroll, reveal }; the state of the shown document is the view's. */
  const documents = new Map();
  let shown;
  let language = "en";
  let name = "";
  let frozen = false;
  // Counts the calls of the handle that are running: callbacks wait until it is 0.
  let depth = 0;
  const worded = new Compartment();
  const editable = new Compartment();

  const tell = (callback, ...values) => {
    if (!callback) return;
    if (depth) queueMicrotask(() => callback(...values));
    else callback(...values);
  };

  const words = () => [
    EditorState.phrases.of(phrasesOf(language)),
    // The tabindex says to checkers what contenteditable means anyway.
    EditorView.contentAttributes.of({ "aria-label": name || "Editor", lang: "en", tabindex: "0" }),
  ];
  const rights = () =>
    frozen ? [EditorState.readOnly.of(true), EditorView.editable.of(false), EditorView.contentAttributes.of({ tabindex: "0" })] : [];

  const hover = (offset) => (shown === undefined ? null : (callbacks.hover(shown, offset) ?? null));

  const shared = [
    sharedSetup({
      nextProblem: callbacks.nextProblem && ((direction) => callbacks.nextProblem(shown, direction) === true),
      complete: callbacks.complete && ((text, offset) => callbacks.complete(shown, text, offset) ?? null),
      hover: callbacks.hover && hover,
      format: callbacks.format && (() => (tell(callbacks.format, shown), true)),
    }),
    // Last in line: reached only when no panel or list was there to close.
    keymap.of([{ key: "Escape", run: () => (tell(callbacks.escape, shown), false) }]),
    EditorView.contentAttributes.of({
      autocapitalize: "off",
      autocorrect: "off",
      spellcheck: "false",
      translate: "no",
      "data-gramm": "false",
    }),
  ];

  const view = new EditorView({
    root,
    parent: root,
    state: EditorState.create({ extensions: [shared, worded.of(words()), editable.of(rights())] }),
    dispatchTransactions(transactions, view) {
      view.update(transactions);
      report(shown, transactions);
    },
  });

  function report(id, transactions) {
    if (id === undefined) return;
    const state = stateOf(id);
    if (transactions.some((one) => one.docChanged && !one.annotation(quiet))) {
      tell(callbacks.change, id, state.doc.toString());
    }
    if (transactions.some((one) => one.selection || one.docChanged)) {
      tell(callbacks.caret, id, state.selection.main.head);
    }
  }

  const stateOf = (id) => (id === shown ? view.state : documents.get(id)?.state);

  /** Applies a transaction to a document, shown or not. */
  function dispatch(id, spec) {
    if (id === shown) {
      view.dispatch(spec);
      return;
    }
    const entry = documents.get(id);
    if (entry) run(id, entry, entry.state.update(spec));
  }

  function run(id, entry, transaction) {
    entry.state = transaction.state;
    report(id, [transaction]);
  }

  /** Runs a CodeMirror command such as undo on a document, shown or not. */
  function command(id, action) {
    if (id === shown) return action(view);
    const entry = documents.get(id);
    return entry ? action({ state: entry.state, dispatch: (one) => run(id, entry, one) }) : false;
  }

  const inside = (state, offset) => Math.max(0, Math.min(offset, state.doc.length));

  // CodeMirror counts \r\n as one; text from outside is brought to \n before it is compared or measured.
  const clean = (text) => text.replace(/\r\n?/g, "\n");

  function replace(id, text) {
    const state = stateOf(id);
    const [before, after] = [state.doc.toString(), clean(text)];
    const change = difference(before, after);
    if (!change) return;
    // After a change of blanks only, the caret stands at the same word.
    const caret = followed(before, after, state.selection.main.head);
    const selection = caret === undefined ? undefined : EditorSelection.cursor(caret);
    dispatch(id, { changes: change, selection, annotations: [quiet.of(true), isolateHistory.of("full")] });
  }

  function leave() {
    const entry = documents.get(shown);
    if (!entry) return;
    entry.state = view.state;
    entry.scroll = view.scrollSnapshot();
  }

  function everywhere(compartment, content) {
    for (const id of documents.keys()) dispatch(id, { effects: compartment.reconfigure(content()) });
    if (shown === undefined) view.dispatch({ effects: compartment.reconfigure(content()) });
  }

  const handle = {
    open(id, text, kind) {
      const known = documents.get(id);
      if (known) replace(id, text);
      else {
        const extensions = [shared, languageOf(kind), worded.of(words()), editable.of(rights())];
        documents.set(id, { state: EditorState.create({ doc: clean(text), extensions }) });
      }
      if (id === shown) return;
      leave();
      const entry = documents.get(id);
      shown = id;
      view.setState(entry.state);
      // Not while the panel of the last document is still being torn down: the snapshot is a measured effect.
      if (entry.reveal) view.dispatch({ effects: EditorView.scrollIntoView(view.state.selection.main, { y: "center" }) });
      else if (entry.scroll) view.dispatch({ effects: entry.scroll });
      else view.scrollDOM.scrollTop = 0;
      entry.reveal = false;
    },
    setText(id, text) {
      if (documents.has(id)) replace(id, text);
    },
    edit(id, changes) {
      const state = stateOf(id);
      if (!state || !documents.has(id)) return;
      const fitted = [...changes].map(({ from, to, insert }) => {
        const start = inside(state, from);
        return { from: start, to: Math.max(start, inside(state, to ?? from)), insert: clean(insert ?? "") };
      });
      dispatch(id, { changes: fitted, userEvent: "input.fix", annotations: isolateHistory.of("full") });
    },
    close(id) {
      if (!documents.delete(id) || id !== shown) return;
      shown = undefined;
      view.setState(EditorState.create({ extensions: [shared, worded.of(words()), editable.of(rights())] }));
    },
    marks(id, marks) {
      const state = stateOf(id);
      if (!documents.has(id)) return;
      const fix = (mark, index) => tell(callbacks.fix, id, mark, index);
      const place = (mark, index) => tell(callbacks.place, id, mark, index);
      const spec = marksSpec(state, marks, severityWords(language), fix, place);
      if (spec) dispatch(id, spec);
    },
    highlight(id, ranges) {
      if (documents.has(id)) dispatch(id, highlightSpec(ranges));
    },
    select(id, from, to) {
      const entry = documents.get(id);
      if (!entry) return;
      const state = stateOf(id);
      const selection = EditorSelection.single(inside(state, from), inside(state, to));
      if (id !== shown) {
        dispatch(id, { selection });
        entry.reveal = true;
        return;
      }
      view.focus();
      view.dispatch({ selection, effects: EditorView.scrollIntoView(selection.main, { y: "center" }) });
    },
    problem(id, index) {
      if (id === shown) revealMark(view, index);
    },
    explain() {
      if (callbacks.hover) explain(hover)(view);
    },
    focus: () => view.focus(),
    undo: (id) => command(id, undo),
    redo: (id) => command(id, redo),
    labels(next) {
      language = next.language ?? language;
      name = next.name ?? name;
      everywhere(worded, words);
      // A panel keeps the words it was built with.
      if (searchPanelOpen(view.state)) {
        const focused = root.activeElement;
        closeSearchPanel(view);
        openSearchPanel(view);
        if (focused === view.contentDOM) view.focus();
      }
    },
    readOnly(flag) {
      if (frozen === Boolean(flag)) return;
      frozen = Boolean(flag);
      everywhere(editable, rights);
    },
    text: (id) => (documents.has(id) ? stateOf(id).doc.toString() : undefined),
    caret: (id) => (documents.has(id) ? stateOf(id).selection.main.head : 0),
    shown: () => shown,
    destroy() {
      documents.clear();
      shown = undefined;
      view.destroy();
      root.replaceChildren();
    },
  };

  for (const [key, action] of Object.entries(handle)) {
    handle[key] = (...values) => {
      depth++;
      try {
        return action(...values);
      } finally {
        depth--;
      }
    };
  }
  return handle;
}
