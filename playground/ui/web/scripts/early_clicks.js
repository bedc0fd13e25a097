// Some clicks come too early. An edit of a table is sent a moment after it is made, as Streamlit
// waits 150 ms for the next: a click in that moment would overtake it, and what it was meant to
// count for would go on without it. A server that was started anew knows no button before it has
// drawn the page once. With another language whatever opens is another element: one that was opened
// just before would be closed. And a message that reaches the server before it has begun with the one
// before takes the place of that one, and of the click it told: a click on a button waits until the
// one before it was counted. Such clicks are held back for as long.
(() => {
  if (window.clicksWait) return;
  window.clicksWait = true;
  const EDITOR = '[data-testid="stDataFrame"], #portal'; // cells that are typed in lie in the portal
  const SENDING = 300; // milliseconds
  const ARRIVING = 3000; // milliseconds in which a busy server has begun to draw what comes of it
  const RESTING = 500; // milliseconds: when the script has come to rest for as long, no more comes of it
  const PRESSING = 150; // milliseconds from a click to its message, where it has one
  let editedAt = -Infinity;
  const noteEdit = ({ target }) => {
    const typing = document.querySelector("#portal .gdg-input");
    if (typing || target.closest?.(EDITOR)) editedAt = performance.now();
  };
  for (const type of ["keydown", "input", "paste", "cut", "pointerdown"])
    window.addEventListener(type, noteEdit, true);

  let restsSince = -Infinity; // the script on the server
  let server = "here"; // or "away", or "back": there again, its first drawing not yet complete
  const app = document.querySelector("[data-test-connection-state]");
  new MutationObserver(() => {
    const { testConnectionState, testScriptState } = app.dataset;
    if (testConnectionState !== "CONNECTED") server = "away";
    else if (server === "away" && testScriptState !== "notRunning") server = "back";
    else if (server === "back" && testScriptState === "notRunning") server = "here";
    if (testScriptState === "notRunning") restsSince = performance.now();
    document.body.dataset.server = server;
    // the table in it is about to be replaced by the one that the address has brought back
    for (const editor of document.querySelectorAll('[data-testid="stDataFrame"]'))
      editor.inert = server !== "here";
  }).observe(app, { attributeFilter: ["data-test-connection-state", "data-test-script-state"] });

  const RENAMED = 5000; // milliseconds, by which the words have changed
  let renamed = { from: "", at: -Infinity };
  const isRenamed = () => performance.now() - renamed.at > RENAMED
    || (document.documentElement.lang !== renamed.from && app.dataset.testScriptState === "notRunning");

  const whenIdle = window.requestIdleCallback ?? ((act) => setTimeout(act, PRESSING));
  let clicks = 0, isToBeSent = false, sentAt = -Infinity, countedThen;
  const counted = () => document.querySelector(".page-facts")?.dataset.clicks ?? countedThen;
  const noteClick = () => {
    const click = ++clicks;
    isToBeSent = true;
    const hasNone = () => { if (click === clicks) isToBeSent = false; };
    setTimeout(() => whenIdle(hasNone, { timeout: ARRIVING }), PRESSING);
  };
  const send = WebSocket.prototype.send;
  WebSocket.prototype.send = function (message) {
    if (isToBeSent) [isToBeSent, sentAt, countedThen] = [false, performance.now(), counted()];
    return send.call(this, message);
  };
  const isOver = () => restsSince > sentAt && performance.now() - restsSince > RESTING
    && app.dataset.testScriptState === "notRunning";
  const isRead = () => !isToBeSent
    && (counted() !== countedThen || isOver() || performance.now() - sentAt > ARRIVING);

  const isEdited = () => performance.now() - editedAt < SENDING;
  const isEarly = () => server !== "here" || isEdited() || !isRenamed() || !isRead();
  const buttonOf = (key) =>
    [...document.querySelectorAll(`.${key} button`)].find((button) => button.checkVisibility());
  const hold = (event, button, key) => {
    if (!isEarly()) return false;
    event.preventDefault();
    event.stopImmediatePropagation();
    const edit = editedAt, comesOfIt = isEdited();
    const release = () => {
      const target = button?.isConnected ? button : buttonOf(key); // the page may be drawn anew
      if (target?.disabled && editedAt !== edit) return; // what comes now was made after the click
      const isComing = comesOfIt && target?.disabled && (performance.now() - edit < ARRIVING
        || app.dataset.testScriptState !== "notRunning");
      if (isEarly() || isComing) setTimeout(release, 20);
      else target?.click();
    };
    release();
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
    if (button.closest('[data-testid="stButton"]')) noteClick();
    passing = button;
    setTimeout(() => passing = null);
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
