// The forms of a page, filled from the claim that they are about; where to go on after it was saved.

const KEPT = "saksi.reasons";
const MOST = 8;

export function prepare() {
  const reasons = kept();
  for (const list of document.querySelectorAll("datalist#reasons")) {
    list.replaceChildren(...reasons.map((words) => Object.assign(document.createElement("option"), { value: words })));
  }
  for (const form of document.querySelectorAll('form[action="/decide"]')) form.addEventListener("submit", () => keep(form));
  for (const button of document.querySelectorAll("[data-close]")) {
    button.addEventListener("click", () => button.closest("dialog").close());
  }
  for (const select of document.querySelectorAll('dialog select[name="slot"], .forms select[name="slot"]')) {
    select.addEventListener("change", () => fit(select.form));
    fit(select.form);
  }
}

// Opens the dialog `name` on the claim of a list item; `kind` is what the small dialog decides.
export function open(name, item, kind) {
  const dialog = document.getElementById(name);
  if (!dialog || !item?.dataset.claim) return;
  const form = dialog.querySelector("form");
  form.reset();
  const { claim, quote } = item.dataset;
  form.elements.claim.value = claim;
  form.elements.back.value = here("p-" + (next(item)?.dataset.claim ?? claim));
  dialog.querySelector(".quoted").textContent = quote;
  if (kind) {
    form.elements.kind.value = kind;
    const heading = dialog.querySelector("h2");
    heading.textContent = heading.dataset[kind];
    form.elements.why.value = kind === "confirm" ? form.elements.why.dataset.confirm : kept()[0] ?? "";
  } else {
    for (const field of ["slot", "count", "bound", "how", "scope"]) form.elements[field].value = item.dataset[field] ?? "";
    if (form.elements.attack) form.elements.attack.value = item.dataset.attack;
    fit(form, item.dataset.what);
    form.elements.why.value = kept()[0] ?? "";
  }
  dialog.showModal();
  const first = kind ? form.elements.why : form.elements.count;
  first.focus();
  first.select();
}

// Opens the form for a claim at characters start..end.
export function openAdd(start, end, quote) {
  const dialog = document.getElementById("add");
  const form = dialog.querySelector("form");
  form.reset();
  form.elements.start.value = start;
  form.elements.end.value = end;
  form.elements.back.value = here("text");
  dialog.querySelector(".quoted").textContent = quote;
  form.elements.count.value = /^\D*(\d{1,9})\D*$/.exec(quote.replace(/(\d)[ ,.\u00a0\u202f](?=\d{3}\b)/g, "$1"))?.[1] ?? "";
  form.elements.why.value = kept()[0] ?? "";
  fit(form);
  dialog.showModal();
  form.elements.slot.focus();
}

// Only the kinds of the chosen slot can be chosen.
function fit(form, wanted = form.elements.what.value) {
  const slot = form.elements.slot.value;
  const select = form.elements.what;
  let chosen = "";
  for (const group of select.querySelectorAll("optgroup")) {
    const fits = group.dataset.slot === slot;
    group.hidden = group.disabled = !fits;
    for (const option of group.children) {
      option.selected = fits && option.value === wanted;
      if (option.selected) chosen = wanted;
    }
  }
  if (!chosen) select.value = "";
}

function next(item) {
  const all = [...document.querySelectorAll("[data-claim]")].filter((each) => !each.classList.contains("rejected") && !each.classList.contains("corrected"));
  return all[all.indexOf(item) + 1] ?? item;
}

function here(anchor) {
  return location.pathname + location.search + "#" + anchor;
}

function kept() {
  try {
    return JSON.parse(localStorage.getItem(KEPT) ?? "[]");
  } catch {
    return [];
  }
}

function keep(form) {
  const words = form.elements.why?.value.trim();
  if (!words) return;
  try {
    localStorage.setItem(KEPT, JSON.stringify([words, ...kept().filter((other) => other !== words)].slice(0, MOST)));
  } catch {
    // A browser that keeps nothing: the reason is typed anew.
  }
}
