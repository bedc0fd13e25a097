// The language of the page, its theme and what fills it, the state that screen readers announce, and
// our words in place of Streamlit's: all are attributes of one element, which the server draws.
// What style sheets ask of the whole page stands on the root element: asked with :has(), the browser
// would look through all of the page at each change, which took ten times as long as other styling.
const facts = document.getElementsByClassName("page-facts");
const root = document.documentElement;
const set = (element, name, value) => {
  if (element && element[name] !== value) element[name] = value;
};

// a region that stays, since one that is drawn anew is not announced
const region = document.createElement("p");
region.className = "announcement";
region.setAttribute("role", "status");
document.body.append(region);

const wide = matchMedia("(min-width: 1001px)");
const tablet = matchMedia("(min-width: 1001px) and (max-width: 1180px)");
const read = () => {
  if (!facts[0]) return;
  const { language, theme, fill, beside, announcement, forgets } = facts[0].dataset;
  set(root, "lang", language);
  set(root.dataset, "theme", theme);
  for (const [name, value] of Object.entries({ fill, beside }))
    if (value) set(root.dataset, name, value);
    else delete root.dataset[name];
  root.toggleAttribute("data-tight", tablet.matches || beside === "tight" && wide.matches);
  set(region, "textContent", announcement);
  set(document.querySelector(".forgets"), "textContent", forgets);
};
read();
window.onPageChange(read);
for (const width of [wide, tablet]) width.addEventListener("change", read);

// where Streamlit's own words stand, and never a user's
const PLACES = `{{file-uploader-dropzone}}, {{file-uploader}} button,
  {{tooltip-content}}, {{input-instructions}}, {{search-bar}},
  {{data-frame-column-visibility-menu}} > div > label,
  [role=listbox][data-empty], {{skip-to-content}}`;
const USERS = '[role=option], {{data-frame-column-visibility-menu}} > div > div';

let words = {}, wordsRead = "";
const translated = (text) => {
  const [, word, rest] = text.match(/^(Help for|Remove|[^:]+(?=: ))(.*)$/s) ?? [];
  return Object.hasOwn(words, text) ? words[text] :
    Object.hasOwn(words, word ?? "") ? words[word] + rest : text;
};
const translate = () => {
  if (!facts[0]) return;
  if (wordsRead !== facts[0].dataset.words) words = JSON.parse(wordsRead = facts[0].dataset.words);
  for (const name of ["ariaLabel", "placeholder"])
    for (const element of document.querySelectorAll("[aria-label], [placeholder]"))
      if (element[name] && !element.closest(USERS)) set(element, name, translated(element[name]));
  for (const place of document.querySelectorAll(PLACES)) {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) set(walker.currentNode, "data", translated(walker.currentNode.data));
  }
};
window.onPageChange(window.onceAFrame(translate));

// What scrolls can be reached by keyboard.
const SCROLLING = ".st-key-log, .st-key-notes, .st-key-prediction, .st-key-import_said";
window.onPageChange(() => document.querySelectorAll(SCROLLING).forEach((box) => set(box, "tabIndex", 0)));
