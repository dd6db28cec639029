// Sentences from the app: what stands in backticks is code.

/** An element with a sentence in it. */
export function prose(name, className, text) {
  const element = document.createElement(name);
  element.className = className;
  text.split("`").forEach((part, index) => {
    if (index % 2 === 0) return element.append(part);
    const code = document.createElement("code");
    code.textContent = part;
    element.append(code);
  });
  return element;
}
