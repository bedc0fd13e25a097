// Some clicks come too early, and are held back. An edit of a table is sent a moment after it is
// made, as Streamlit waits 150 ms for the next: a click in that moment would overtake it. A server
// that was started anew knows no button before it has drawn the page once. With another language
// whatever opens is another element: one that was opened just before would be closed. And Streamlit
// sends a click when the browser comes to it, two on one button as one if they are there by then.
(() => {
  if (window.clicksWait) return;
  window.clicksWait = true;
  const EDITOR = '[data-testid="stDataFrame"], #portal'; // cells that are typed in lie in the portal
  const SENDING = 300; // milliseconds
  const RENAMED = 5000; // milliseconds, by which the words have changed
  const AGAIN = 5; // milliseconds
  const ARRIVING = 3000; // milliseconds in which a busy server has begun to draw what comes of it
  let editedAt = -Infinity;
  const noteEdit = ({ target }) => {
    const typing = document.querySelector("#portal .gdg-input");
    if (typing || target.closest?.(EDITOR)) editedAt = performance.now();
  };
  for (const type of ["keydown", "input", "paste", "cut", "pointerdown"])
    window.addEventListener(type, noteEdit, true);

  let server = "here"; // or "away", or "back": there again, its first drawing not yet complete
  const app = document.querySelector("[data-test-connection-state]");
  const isAtRest = () => app.dataset.testScriptState === "notRunning";
  new MutationObserver(() => {
    if (app.dataset.testConnectionState !== "CONNECTED") server = "away";
    else if (server === "away" && !isAtRest()) server = "back";
    else if (server === "back" && isAtRest()) server = "here";
    document.body.dataset.server = server;
    // the table in it is about to be replaced by the one that the address has brought back
    for (const editor of document.querySelectorAll('[data-testid="stDataFrame"]'))
      editor.inert = server !== "here";
  }).observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });

  let renamed = { from: "", at: -Infinity }, isBeingSent = false;
  const isRenamed = () => performance.now() - renamed.at > RENAMED
    || (document.documentElement.lang !== renamed.from && isAtRest());
  const isEdited = () => performance.now() - editedAt < SENDING;
  const isEarly = () => server !== "here" || isEdited() || !isRenamed() || isBeingSent;
  const buttonOf = (key) =>
    [...document.querySelectorAll(`.${key} button`)].find((button) => button.checkVisibility());
  const waiting = []; // clicks, the first of which goes on as soon as it is not too early
  const goOn = () => {
    const { button, key, edit, comesOfIt } = waiting[0];
    const target = button?.isConnected ? button : buttonOf(key); // the page may be drawn anew
    const isMadeLater = target?.disabled && editedAt !== edit; // what it would now be about
    const isComing = comesOfIt && target?.disabled
      && (performance.now() - edit < ARRIVING || !isAtRest());
    if (isMadeLater || !(isEarly() || isComing)) {
      waiting.shift();
      if (!isMadeLater) send(() => target?.click());
    }
    if (waiting.length) setTimeout(goOn, AGAIN);
  };
  let passes = false; // for the moment: what is clicked on by `send`
  const send = (click) => {
    passes = true;
    click();
    passes = false;
  };
  const hold = (event, button, key) => {
    if (passes || !(isEarly() || waiting.length)) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (waiting.push({ button, key, edit: editedAt, comesOfIt: isEdited() }) === 1) setTimeout(goOn);
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
    isBeingSent = true; // in a timer of Streamlit's, which is set after this one
    setTimeout(() => setTimeout(() => { [passing, isBeingSent] = [null, false]; }));
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
