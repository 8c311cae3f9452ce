// Adds to a page that is whole without it: hover and focus light up both sides, a tap on words opens their claims,
// arrow keys walk from claim to claim, Escape goes back.
(() => {
  "use strict";
  const every = (choice) => Array.from(document.querySelectorAll(choice));
  const lit = new Map(); // claim -> everything on the page that shows it
  const add = (name, part) => { if (!lit.has(name)) lit.set(name, []); lit.get(name).push(part); };
  for (const part of every("[data-c]")) add(part.dataset.c, part);
  for (const part of every("[data-w]")) for (const name of part.dataset.w.split(" ")) add(name, part);

  const narrow = window.matchMedia("(max-width: 55.99rem)");
  const peek = document.getElementById("peek");
  let shown = [];

  // The claims an element stands for: its own, then those of the words around it.
  const claimsAt = (target) => {
    const names = [];
    for (let part = target.closest("[data-c]"); part; part = part.parentElement && part.parentElement.closest("[data-c]")) names.push(part.dataset.c);
    return names;
  };
  const light = (names) => {
    const next = names.flatMap((name) => lit.get(name) || []);
    for (const part of shown) if (!next.includes(part)) part.classList.remove("on");
    for (const part of next) part.classList.add("on");
    shown = next;
  };
  const link = (name) => document.getElementById("c" + name);
  const bring = (name) => {
    const column = link(name) && link(name).closest(".margin");
    if (!column || column.scrollHeight <= column.clientHeight) return;
    const card = link(name).closest(".claim").getBoundingClientRect(), frame = column.getBoundingClientRect();
    if (card.top < frame.top || card.bottom > frame.bottom) column.scrollTop += card.top - frame.top - frame.height / 3;
  };

  let waiting = 0;
  document.addEventListener("pointerover", (event) => {
    if (event.pointerType === "touch" || !(event.target instanceof Element)) return;
    const names = claimsAt(event.target);
    light(names);
    clearTimeout(waiting);
    if (names.length && event.target.closest(".text")) waiting = setTimeout(() => bring(names[0]), 150);
  });
  document.addEventListener("focusin", (event) => {
    light(claimsAt(event.target));
  });

  const shut = () => { peek.hidden = true; peek.replaceChildren(); };
  const open = (names) => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "shut";
    button.textContent = "Close";
    button.addEventListener("click", shut);
    const cards = names.filter(link).map((name) => {
      const card = link(name).closest(".claim").cloneNode(true);
      const go = card.querySelector(".go");
      go.removeAttribute("id");
      go.href = "#c" + name; // in the sheet the words are in sight already: lead to the list
      go.addEventListener("click", shut);
      return card;
    });
    const list = document.createElement("ol");
    list.append(...cards);
    peek.replaceChildren(button, list);
    peek.hidden = false;
  };
  document.addEventListener("click", (event) => {
    const target = event.target;
    if (!(target instanceof Element) || peek.contains(target)) return;
    const words = target.closest(".text .e");
    if (!words || target.closest("a")) { if (!peek.hidden && !target.closest(".text")) shut(); return; }
    const names = claimsAt(target);
    light(names);
    if (narrow.matches) open(names);
    else if (link(names[0])) { bring(names[0]); link(names[0]).focus({ preventScroll: true }); }
  });

  document.addEventListener("keydown", (event) => {
    const here = document.activeElement;
    if (event.key === "Escape") {
      if (!peek.hidden) return shut();
      const other = here && here.matches(".ref, .go") && document.getElementById(here.hash.slice(1));
      if (other) { other.focus(); event.preventDefault(); }
      else light([]);
      return;
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step || !here || !here.matches(".go") || event.altKey || event.ctrlKey || event.metaKey) return;
    const all = Array.from(here.closest(".margin").querySelectorAll(".go"));
    const next = all[all.indexOf(here) + step];
    if (next) { next.focus(); event.preventDefault(); }
  });
})();
