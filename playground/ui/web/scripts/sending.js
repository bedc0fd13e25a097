// What goes to the server, and when: clicks, and what the page tells it of the mouse (ui/told.py).
// Some come too early, and are held back. An edit of a table is sent a moment after it is made, as
// Streamlit waits 150 ms for the next: a click in that moment would overtake it. A server that was
// started anew knows no button before it has drawn the page once. With another language whatever
// opens is another element: one that was opened just before would be closed. And Streamlit sends a
// click when the browser comes to it, two on one button as one if they are there by then.
(() => {
  if (window.tell) return;
  const EDITOR = '{{data-frame}}, {{portal}}'; // cells that are typed in lie in the portal
  const SENDING = 300; // milliseconds
  const RENAMED = 5000; // milliseconds, by which the words have changed
  const ARRIVING = 3000; // milliseconds in which a busy server has begun to draw what comes of it
  const AGAIN = 5; // milliseconds
  let editedAt = -Infinity;
  const noteEdit = ({ target }) => {
    const typing = document.querySelector("{{portal}} {{cell-input}}");
    if (typing || target.closest?.(EDITOR)) editedAt = performance.now();
  };
  for (const type of ["keydown", "input", "paste", "cut", "pointerdown"])
    window.addEventListener(type, noteEdit, true);

  let server = "here"; // or "away", or "back": there again, its first drawing not yet complete
  const app = document.querySelector("{{connection-state}}");
  const isAtRest = () => app.dataset.testScriptState === "notRunning";
  const mark = (is) => {
    document.body.dataset.server = server = is;
    // the table in it is about to be replaced by the one that the address has brought back
    for (const editor of document.querySelectorAll('{{data-frame}}'))
      editor.inert = server !== "here";
  };
  const RESTING = 500; // milliseconds: what the page then sends by itself has been drawn, too
  let timer = 0;
  new MutationObserver(() => {
    clearTimeout(timer);
    if (app.dataset.testConnectionState !== "CONNECTED") mark("away");
    else if (server === "away" && !isAtRest()) mark("back");
    else if (server === "back" && isAtRest()) timer = setTimeout(mark, RESTING, "here");
  }).observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });

  let renamed = { from: "", at: -Infinity }, isBeingSent = false;
  const isRenamed = () => performance.now() - renamed.at > RENAMED
    || (document.documentElement.lang !== renamed.from && isAtRest());
  const isEdited = () => performance.now() - editedAt < SENDING;
  const isEarly = () => server !== "here" || isEdited() || !isRenamed() || isBeingSent;
  const noteSending = () => {
    isBeingSent = true; // in a timer of Streamlit's, which is set after this one
    setTimeout(() => setTimeout(() => { isBeingSent = false; }));
  };

  const waiting = []; // acts, which say whether they are done
  let passes = false; // for the moment: the click of an act that has waited
  const goOn = () => {
    if (!isEarly()) {
      passes = true;
      if (waiting[0]()) waiting.shift();
      passes = false;
    }
    if (waiting.length) setTimeout(goOn, AGAIN);
  };
  const wait = (act) => {
    if (waiting.push(act) === 1) goOn();
  };

  // values by name, to a listener of ui/told.py
  window.tell = (what, said, listener = "page") => {
    const at = performance.now();
    wait(() => {
      const hear = window.listeners?.[listener];
      if (!hear) return performance.now() - at > ARRIVING; // it may be on its way
      noteSending();
      hear({ what, ...said });
      return true;
    });
  };

  const buttonOf = (key) =>
    [...document.querySelectorAll(`.${key} button`)].find((button) => button.checkVisibility());
  const hold = (event, button, key) => {
    if (passes || !(isEarly() || waiting.length)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    const edit = editedAt, comesOfIt = isEdited();
    wait(() => {
      const target = button?.isConnected ? button : buttonOf(key); // the page may be drawn anew
      const isComing = comesOfIt && target?.disabled && editedAt === edit
        && (performance.now() - edit < ARRIVING || !isAtRest());
      if (!isComing) target?.click();
      return !isComing;
    });
    return true;
  };
  let passing = null; // for the moment: the click on a label is followed by one on what it labels
  window.addEventListener("click", (event) => {
    const button = event.target.closest?.("button, [role=radio], [role=switch], label");
    const isPassed = button === passing && event.target.matches("input");
    if (!button || isPassed || button.closest(EDITOR)) return;
    const classes = [...(button.closest('[class*="st-key-"]')?.classList ?? [])];
    const key = classes.find((name) => name.startsWith("st-key-")) ?? "none";
    if (hold(event, button, key)) return;
    passing = button;
    setTimeout(() => { passing = null; });
    noteSending();
    if (key.startsWith("st-key-language") && button.ariaChecked !== "true")
      renamed = { from: document.documentElement.lang, at: performance.now() };
  }, true);

  // Undo and Redo by keys; Redo has two that are customary, and Streamlit gives a button but one.
  window.addEventListener("keydown", (event) => {
    if (!(event.ctrlKey || event.metaKey) || event.target.closest?.("input, textarea")) return;
    const key = event.key.toLowerCase();
    const isRedo = key === "y" || (key === "z" && event.shiftKey);
    if (key !== "z" && key !== "y") return;
    const name = isRedo ? "st-key-redo" : "st-key-undo";
    if (!hold(event, buttonOf(name), name) && event.shiftKey && isRedo) {
      event.preventDefault();
      buttonOf(name)?.click();
    }
  }, true);
})();
