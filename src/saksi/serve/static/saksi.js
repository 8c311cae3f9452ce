// Pages read and work without script; these modules make them quick to work with.
import { listen } from "./keys.js";
import { watch } from "./selection.js";
import { prepare } from "./dialogs.js";

prepare();
watch();
listen();

for (const button of document.querySelectorAll("[data-copy]")) {
  button.hidden = !navigator.clipboard;
  button.addEventListener("click", () =>
    navigator.clipboard.writeText(document.getElementById(button.dataset.copy).textContent.trim().replace(/\s+/g, " ")));
}
