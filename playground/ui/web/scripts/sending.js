// What goes to the server, and when: clicks, and what the page tells it (ui/told.py). Some come too
// early, and are held back. An edit of a table is sent a moment after it is made, as Streamlit waits
// 150 ms for the next: a click in that moment would overtake it. A page that is being replaced, by
// that of a server started anew or in another language, knows no button or closes what is opened.
// And Streamlit sends a click when the browser comes to it, two on one button as one if they are
// there by then.
const EDITOR = "{{data-frame}}, {{portal}}"; // cells that are typed in lie in the portal
const SENDING = 300; // milliseconds
const RESTING = 500; // milliseconds: what the page then sends by itself has been drawn, too
const AGAIN = 5; // milliseconds

let editedAt = -Infinity;
const noteEdit = ({ type, key, target }) => {
  const isTyping = document.querySelector("{{portal}} {{cell-input}}");
  const changesNothing = type === "pointerdown" || /^(Arrow|Control|Meta|Shift|Alt)/.test(key);
  if (isTyping || (!changesNothing && target.closest?.(EDITOR))) editedAt = performance.now();
};
for (const type of ["keydown", "input", "paste", "cut", "pointerdown"])
  window.addEventListener(type, noteEdit, true);

let page = "here"; // or "away", as its server is, or "replaced", its first drawing not yet complete
let language = ""; // that it is no longer in, once it has been replaced
let timer = 0;
const mark = (is) => {
  document.body.dataset.page = page = is;
  // the table in it is about to be replaced by the one that the address has brought back
  for (const editor of document.querySelectorAll("{{data-frame}}")) editor.inert = is !== "here";
};
const look = () => {
  clearTimeout(timer);
  const isNew = window.isAtRest() && document.documentElement.lang !== language;
  if (!window.isConnected()) mark("away");
  else if (page === "away" && !window.isAtRest()) mark("replaced");
  else if (page === "replaced" && isNew) timer = setTimeout(mark, RESTING, "here");
};
window.onPageChange(look);

let isBeingSent = false;
const noteSending = () => {
  isBeingSent = true; // in a timer of Streamlit's, which is set after this one
  setTimeout(() => setTimeout(() => { isBeingSent = false; }));
};
const isEarly = () =>
  page !== "here" || window.areKeysKept() || performance.now() - editedAt < SENDING || isBeingSent;

const waiting = []; // acts, and whether the page is ready for each
let passes = false; // for the moment: the click of an act that has waited
const goOn = () => {
  if (waiting[0]?.isReady() && !isEarly()) {
    passes = true;
    waiting.shift().act();
    passes = false;
  }
  if (waiting.length) setTimeout(goOn, AGAIN);
};
const wait = (act, isReady = () => true) => {
  if (waiting.push({ act, isReady }) === 1) goOn();
};

window.tell = (what, values) => wait(() => {
  noteSending();
  window.hear({ what, ...values });
}, () => window.hear); // which comes with the page, and later than its charts

// What is typed is sent when its field is left, which the click on a button does: a file that holds
// it is made when the server has it. One that a page run overtakes would never come. A busy browser
// takes in the beginning and the end of a page run at once: it is known by its number, and over when
// no other has begun for so many turns, in each of which the browser comes to what the server sent.
const SAVES = "{{download-button}}";
const TAKING = 5000; // milliseconds: what is saved later does not wait
const TURNS = 100;
const MOST = 1000; // turns to wait: in a run the page never rests
let leftAt = -Infinity;
let isSeen = true; // whether a page run has been, since a field was left
let number = ""; // of the last one
let turns = 0; // since that was seen
let waited = 0; // turns since a field was left
const noteTaking = () => {
  const before = number;
  number = document.querySelector(".page-facts")?.dataset.run ?? "";
  if (window.isAtRest() && number === before) return;
  isSeen = true;
  turns = 0;
};
window.addEventListener("change", () => {
  leftAt = performance.now();
  isSeen = false;
  turns = waited = 0;
}, true);
window.onPageChange(noteTaking);
const isBeingTaken = () => {
  noteTaking();
  turns += 1;
  waited += 1;
  return waited < MOST && (!isSeen || turns < TURNS);
};

const keysOf = (button) => [...(button.closest('[class*="st-key-"]')?.classList ?? [])]
  .filter((name) => name.startsWith("st-key-")).map((name) => name.slice("st-key-".length));

// what a double click does once: it trains, or asks, or goes to the next step, whose button is
// there, or makes one
const ONCE = ".st-key-train, .st-key-lesson_next, .st-key-lesson_back, .st-key-add_step";
const BUTTON = "button, [role=radio], [role=switch], input:is([type=radio], [type=checkbox])";
window.addEventListener("click", (event) => {
  const button = event.target.closest?.(BUTTON);
  if (!button || button.closest(EDITOR)) return;
  if (event.detail > 1 && button.closest(ONCE)) {
    event.preventDefault();
    event.stopImmediatePropagation();
    return;
  }
  const keys = keysOf(button);
  const waits = button.closest(SAVES) && performance.now() - leftAt < TAKING;
  const isReady = () => !waits || !isBeingTaken();
  if (!passes && (isEarly() || waiting.length || !isReady())) {
    event.preventDefault();
    event.stopImmediatePropagation();
    wait(() => {
      // the page may be drawn anew meanwhile, and the button be another's, as that of the next step
      const isOther = button.matches("button:not([role])") && `${keysOf(button)}` !== `${keys}`;
      (button.isConnected && !isOther ? button : keys.map(window.buttonOf)[0])?.click();
    }, isReady);
    return;
  }
  noteSending();
  if (keys.some((key) => key.startsWith("language")) && button.ariaChecked !== "true") {
    language = document.documentElement.lang;
    mark("replaced");
  }
}, true);
