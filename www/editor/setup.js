// The extensions that every document shares: what the keyboard does, what is drawn, how code is coloured.
// Always true: Tab is never bound (it leaves the editor) and Ctrl+/ and F6 are left to the page.
import { autocompletion, closeBrackets, closeBracketsKeymap, completionKeymap } from "@codemirror/autocomplete";
import { defaultKeymap, history, historyKeymap, indentLess, indentMore } from "@codemirror/commands";
import { json } from "@codemirror/lang-json";
import { yaml } from "@codemirror/lang-yaml";
import { bracketMatching, codeFolding, foldGutter, foldKeymap, HighlightStyle, indentOnInput, indentUnit, syntaxHighlighting } from "@codemirror/language";
import { highlightSelectionMatches, search, searchKeymap } from "@codemirror/search";
import { EditorState } from "@codemirror/state";
import { crosshairCursor, drawSelection, dropCursor, EditorView, highlightActiveLine, highlightActiveLineGutter, highlightSpecialChars, hoverTooltip, keymap, lineNumbers, rectangularSelection } from "@codemirror/view";
import { tags } from "@lezer/highlight";
import { highlights } from "./highlight.js";
import { marksGutter, nextDiagnostic, previousDiagnostic } from "./marks.js";

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

// The page's list of shortcuts is Ctrl+/; toggling a comment is what CodeMirror does with it.
const kept = defaultKeymap.filter(({ key }) => key !== "Mod-/");

// A finger has no hover and brings its own selection handles.
const coarse = () => globalThis.matchMedia?.("(pointer: coarse)").matches ?? false;

/** `hooks`: nextProblem(direction) -> handled; complete(context) or null; hover(view, offset) or null. */
export function sharedSetup(hooks) {
  const problem = (direction, otherwise) => (view) => hooks.nextProblem?.(direction) || otherwise(view);
  return [
    lineNumbers(),
    marksGutter,
    foldGutter(),
    codeFolding(),
    highlightSpecialChars(),
    history({ newGroupDelay: 500 }),
    coarse() ? [] : [drawSelection(), dropCursor(), rectangularSelection(), crosshairCursor()],
    EditorState.allowMultipleSelections.of(true),
    EditorState.tabSize.of(2),
    indentUnit.of("  "),
    indentOnInput(),
    bracketMatching(),
    closeBrackets(),
    highlightActiveLine(),
    highlightActiveLineGutter(),
    highlightSelectionMatches(),
    search({ top: true }),
    syntaxHighlighting(colours),
    EditorView.lineWrapping,
    highlights,
    hooks.complete ? autocompletion({ override: [hooks.complete], icons: false, maxRenderedOptions: 60 }) : [],
    hooks.hover ? hoverTooltip(hooks.hover) : [],
    keymap.of([
      { key: "F8", run: problem(1, nextDiagnostic), shift: problem(-1, previousDiagnostic) },
      { key: "Ctrl-]", run: indentMore },
      { key: "Ctrl-[", run: indentLess },
      ...closeBracketsKeymap,
      ...(hooks.complete ? completionKeymap : []),
      ...kept,
      ...searchKeymap,
      ...historyKeymap,
      ...foldKeymap,
    ]),
  ];
}
