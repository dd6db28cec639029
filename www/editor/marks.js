// Diagnostics in the editor: underlines, gutter signs and tooltips with quick-fix buttons, on CodeMirror's lint.
// Severity is told by the line's shape and the gutter sign (editor.css), not by colour alone. A mark keeps its index
// in the list that the app gave, so that a fix can be named by two numbers; positions follow edits by themselves.
import { lintGutter, nextDiagnostic, previousDiagnostic, setDiagnostics } from "@codemirror/lint";

// CodeMirror knows four names; the third and fourth are ours under its own.
const SEVERITY = { error: "error", warning: "warning", security: "info", suggestion: "hint" };

const clamp = (offset, length) => Math.max(0, Math.min(Number(offset) || 0, length));

function element(name, className, text) {
  const node = document.createElement(name);
  node.className = className;
  node.textContent = text;
  return node;
}

/** The transaction that replaces all marks of `state`; `fix(markIndex, fixIndex)` is called by the buttons. */
export function marksSpec(state, marks, words, fix) {
  const length = state.doc.length;
  const diagnostics = marks.map((mark, index) => {
    const from = clamp(mark.from, length);
    return {
      from,
      to: Math.max(from, clamp(mark.to, length)),
      severity: SEVERITY[mark.severity] ?? "hint",
      message: mark.message ?? "",
      renderMessage() {
        const box = document.createElement("div");
        box.append(element("span", "cm-mark-severity", words[mark.severity] ?? words.suggestion));
        box.append(element("span", "cm-mark-message", mark.message ?? ""));
        if (mark.help) box.append(element("div", "cm-mark-help", mark.help));
        return box;
      },
      actions: [...(mark.fixes ?? [])].map((name, fixIndex) => ({ name, apply: () => fix(index, fixIndex) })),
    };
  });
  return setDiagnostics(state, diagnostics);
}

export const marksGutter = lintGutter({ hoverTime: 150 });
export { nextDiagnostic, previousDiagnostic };
