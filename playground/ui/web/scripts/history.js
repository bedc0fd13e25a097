// Undo outlives the session, and so does what was typed in a lesson. The server says under which names
// it keeps them (ui/lessons/kept.py); the page remembers these, in the storage of the tab for a reload,
// and tells them to a session that is new: of a server started anew, or of another one.
const facts = document.getElementsByClassName("page-facts");
const OPENING = 2000; // milliseconds
let clickedAt = -Infinity;
window.addEventListener("click", ({ target }) => {
  if (target.closest?.(".st-key-open_data, .st-key-shape")) clickedAt = performance.now();
}, true);
let session = "", toTell = "", history = "";
try {
  history = sessionStorage.getItem("history") ?? "";
} catch { } // a frame that is allowed none

const follow = () => {
  if (!facts[0]) return;
  const { session: present, history: name } = facts[0].dataset;
  if (present !== session && history !== name) toTell = history;
  session = present;
  if (name !== history && !toTell) { // "" where nothing is kept
    history = name;
    try {
      sessionStorage.setItem("history", name);
    } catch { }
  }
  // before all that waits until the new page is here (sending.js): it may be a click on Undo. The page
  // is then drawn anew, which would close a dialog that is open, or was asked for just now.
  const hasDialog = document.querySelector("{{dialog}}") || performance.now() - clickedAt < OPENING;
  if (toTell && window.hear && window.isAtRest() && !hasDialog) {
    window.hear({ what: "history", name: toTell });
    toTell = "";
  }
};
follow();
window.onPageChange(follow);
