// One key for each thing that a reviewer does.
import { open } from "./dialogs.js";
import { addSelected } from "./selection.js";

const ITEMS = "#claims [tabindex='0']";

export function listen() {
  document.addEventListener("keydown", (event) => {
    if (event.ctrlKey || event.metaKey || event.altKey || document.querySelector("dialog[open]")) return;
    if (event.target.closest("input, select, textarea")) return;
    const act = KEYS[event.key];
    if (act && act(current()) !== false) event.preventDefault();
  });
  document.getElementById("claims")?.addEventListener("focusin", (event) => show(event.target.closest("[data-claim]")));
  for (const mark of document.querySelectorAll("mark[data-claims]")) {
    mark.addEventListener("click", () => {
      if (String(getSelection())) return;
      document.getElementById("p-" + mark.dataset.claims.trim().split(" ")[0])?.focus();
    });
  }
  const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (target?.matches(ITEMS)) target.focus();
}

const KEYS = {
  j: () => step(1),
  k: () => step(-1),
  c: (item) => open("correct", item),
  r: (item) => open("judge", item, "reject"),
  y: (item) => open("judge", item, "confirm"),
  a: () => addSelected(),
  s: (item) => decide(item, "same"),
  d: (item) => decide(item, "different"),
  o: (item) => follow(item),
  u: () => document.querySelector("#effect form, .decisions form")?.requestSubmit(),
  "/": () => document.getElementById("q").focus(),
};

function current() {
  return document.activeElement?.closest(ITEMS) ?? document.querySelector("#claims .asked");
}

function step(by) {
  const items = [...document.querySelectorAll(ITEMS)].filter((item) => !item.matches(".rejected, .corrected"));
  if (!items.length) return false;
  const at = items.indexOf(current());
  const item = items[Math.max(0, Math.min(items.length - 1, at < 0 ? 0 : at + by))];
  item.focus();
  item.scrollIntoView({ block: "nearest" });
}

// The words of a claim, seen in the text beside it.
function show(item) {
  if (!item) return;
  for (const mark of document.querySelectorAll("mark.now")) mark.classList.remove("now");
  const marks = [...document.querySelectorAll("mark[data-claims]")].filter((mark) => mark.dataset.claims.split(" ").includes(item.dataset.claim));
  for (const mark of marks) mark.classList.add("now");
  marks[0]?.scrollIntoView({ block: "nearest" });
}

function decide(item, kind) {
  const form = item?.querySelector("form.verdict") ?? document.querySelector("main > form.verdict");
  const button = form?.querySelector(`button[value="${kind}"]`);
  if (!button) return false;
  form.elements.why.focus();
  // Enter in the reason decides what the key asked for.
  form.elements.why.onkeydown = (event) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    form.requestSubmit(button);
  };
}

function follow(item) {
  const link = item?.dataset.open ?? item?.querySelector("a")?.href;
  if (!link) return false;
  location.assign(link);
}
