// Words selected in a document's text, as code points of that text.
import { openAdd } from "./dialogs.js";

export function watch() {
  const text = document.getElementById("text");
  const adder = document.getElementById("adder");
  if (!text || !adder) return;
  document.addEventListener("selectionchange", () => {
    adder.hidden = !selected(text);
  });
  // A click would take the selection away before it is read.
  adder.addEventListener("pointerdown", (event) => event.preventDefault());
  adder.querySelector("button").addEventListener("click", addSelected);
}

// The selection is read when it is asked for: the browser tells of a change later than it takes a key.
export function addSelected() {
  const text = document.getElementById("text");
  const chosen = text && selected(text);
  if (!chosen) return false;
  openAdd(chosen.start, chosen.end, chosen.quote);
}

// Where the selection stands in `text`; null where it is empty or reaches outside. White space at its ends is left out.
function selected(text) {
  const selection = getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.startContainer) || !text.contains(range.endContainer)) return null;
  const before = document.createRange();
  before.selectNodeContents(text);
  before.setEnd(range.startContainer, range.startOffset);
  const quote = range.toString();
  const lead = quote.length - quote.trimStart().length;
  const start = points(before.toString()) + points(quote.slice(0, lead));
  const words = quote.trim();
  return words ? { start, end: start + points(words), quote: words } : null;
}

// JavaScript counts UTF-16 units; the record counts code points.
function points(words) {
  let count = 0;
  for (const _ of words) count += 1;
  return count;
}
