// The extensions that every document shares: what the keyboard does, what is drawn, how code is coloured.
// Always true: Tab always leaves the editor; Ctrl+/ and F6 are left to the page; caret and selection are
// the browser's own, so that phones, input methods and screen readers meet nothing unusual. The keys are chosen one by
// one: CodeMirror's default list would cost another 2 KB of download for commands that hardly anyone would miss.
import { deleteLine, history, historyKeymap, indentLess, indentMore, moveLineDown, moveLineUp, standardKeymap } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { closeSearchPanel, findNext, findPrevious, openSearchPanel, search } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, keymap, lineNumbers } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { completion } from "./complete.js";
import { explanations } from "./explain.js";
import { highlights } from "./highlight.js";
import { marksSetup, nextMark, previousMark } from "./marks.js";
import { hangingWrap } from "./wrapping.js";

const LANGUAGES = { yaml: () => yaml(), json: () => json() };
export const languageOf = (name) => (LANGUAGES[name] ?? LANGUAGES.yaml)();

const colours = HighlightStyle.define([
  { tag: [tags.propertyName, tags.definition(tags.propertyName)], color: "var(--code-key)" },
  { tag: [tags.string, tags.special(tags.string), tags.content], color: "var(--code-string)" },
  { tag: [tags.number, tags.bool, tags.null, tags.keyword], color: "var(--code-literal)" },
  { tag: [tags.comment, tags.meta], color: "var(--code-comment)" },
  { tag: [tags.labelName, tags.typeName, tags.attributeValue], color: "var(--code-literal)" },
  { tag: [tags.separator, tags.punctuation, tags.squareBracket, tags.brace], color: "var(--code-punctuation)" },
  { tag: tags.invalid, color: "var(--fail)" },
]);

const inSearch = "editor search-panel";
const searchKeys = [
  { key: "Mod-f", run: openSearchPanel, scope: inSearch },
  { key: "F3", run: findNext, shift: findPrevious, scope: inSearch, preventDefault: true },
  { key: "Mod-g", run: findNext, shift: findPrevious, scope: inSearch, preventDefault: true },
  { key: "Escape", run: closeSearchPanel, scope: inSearch },
];

/** `hooks`: nextProblem(direction) -> handled; complete(text, offset), hover(offset) and format(), each perhaps null. */
export function sharedSetup(hooks) {
  const problem = (direction, otherwise) => (view) => hooks.nextProblem?.(direction) || otherwise(view);
  return [
    marksSetup,
    lineNumbers(),
    foldGutter(),
    codeFolding(),
    highlightSpecialChars(),
    history({ newGroupDelay: 500 }),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    search({ top: true }),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    hangingWrap,
    highlights,
    hooks.complete ? completion(hooks.complete) : [],
    hooks.hover ? explanations(hooks.hover) : [],
    keymap.of([
      { key: "F8", run: problem(1, nextMark), shift: problem(-1, previousMark) },
      // Ctrl on every system, and Cmd on a Mac.
      ...["Ctrl-", "Mod-"].flatMap((mod) => [
        { key: `${mod}]`, run: indentMore },
        { key: `${mod}[`, run: indentLess },
      ]),
      { key: "Alt-ArrowUp", run: moveLineUp },
      { key: "Alt-ArrowDown", run: moveLineDown },
      { key: "Shift-Mod-k", run: deleteLine },
      ...(hooks.format ? [{ key: "Shift-Alt-f", run: hooks.format, preventDefault: true }] : []),
      ...searchKeys,
      ...historyKeymap,
      ...foldKeymap,
      ...standardKeymap,
    ]),
  ];
}
