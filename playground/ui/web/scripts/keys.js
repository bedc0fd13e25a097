// The keys that stand in the buttons of the training press them as the mouse does, so that one
// which comes too early is held back, too. Where something is typed, or about to be, they only
// type: Streamlit sees to that in fields, but not in a table, whose cells open by the first letter.
const TYPING = `textarea, select, [contenteditable], [role=listbox], {{data-frame}},
  {{portal}}, input:not([type=checkbox], [type=radio], [type=range])`;
const BUTTONS = ".st-key-buttons button, .st-key-next_line button";
const keyOf = (button) => button.querySelector("kbd")?.textContent;

document.body.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return;
  const buttons = [...document.querySelectorAll(BUTTONS)]
    .filter((button) => keyOf(button) === event.key.toUpperCase());
  const isOfGuess = event.key.toUpperCase() === "G";
  if (!buttons.length && !isOfGuess) return;
  event.stopPropagation(); // from Streamlit, which listens on the document
  if (event.target.closest(TYPING) || document.querySelector("{{dialog}}")) return;
  event.preventDefault();
  // a key that is held down trains once: what Train asks would else be passed over
  if (event.repeat && (isOfGuess || buttons[0].closest(".st-key-train"))) return;
  if (isOfGuess) return window.tell("guess_first");
  buttons.find((button) => !button.disabled && button.checkVisibility())?.click();
});

// Escape leads back from what fills the page, unless it is meant for what is open or typed in.
const OPEN = "{{dialog}}, {{popover-body}}, {{cell-input}}, [role=listbox]";
window.addEventListener("keydown", (event) => {
  const panel = document.documentElement.dataset.fill;
  if (event.key !== "Escape" || !panel || document.querySelector(OPEN)) return;
  if (!event.target.closest?.("input, textarea"))
    window.buttonOf(panel === "stage" ? "fill" : `fill_${panel}`)?.click();
});

// It closes a dialog, whose field is left first, so that what is typed in it is sent.
window.addEventListener("keydown", ({ key, target, isComposing }) => {
  const isField = target.matches?.("{{dialog}} :is(input, textarea):not([role=combobox])");
  if (key === "Escape" && isField && !isComposing) target.blur();
}, true);

// Undo and Redo, by all keys that are customary. The server does what there is to be done: of an
// edit that has just been typed, the buttons do not know yet.
window.addEventListener("keydown", (event) => {
  if (!(event.ctrlKey || event.metaKey) || event.target.closest?.("input, textarea")) return;
  if (document.querySelector("{{dialog}}")) return; // behind which nobody would see it
  const act = { z: event.shiftKey ? "redo" : "undo", y: "redo" }[event.key.toLowerCase()];
  if (!act) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  window.tell(act);
}, true);
