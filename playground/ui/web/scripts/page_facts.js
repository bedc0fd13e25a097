// The language of the page, the state that screen readers announce, and our words in place of
// Streamlit's: all are attributes of one element, which the server draws.
(() => {
  if (window.factsAreRead) return;
  window.factsAreRead = true;
  // where Streamlit's own words stand, and never a user's
  const PLACES = `{{file-uploader-dropzone}}, {{file-uploader}} button,
    {{tooltip-content}}, {{input-instructions}}, {{search-bar}},
    {{data-frame-column-visibility-menu}} > div > label,
    [role=listbox][data-empty], {{skip-to-content}}`;
  const USERS = '[role=option], {{data-frame-column-visibility-menu}} > div > div';
  const NAMES = ["aria-label", "placeholder"];

  // a region that stays, since one that is drawn anew is not announced
  const region = document.createElement("p");
  region.className = "announcement";
  region.setAttribute("role", "status");
  document.body.append(region);

  const translated = (text, words) => {
    if (Object.hasOwn(words, text)) return words[text];
    const [, word, of] = text.match(/^(Help for|Remove)( .*)$/s) ?? text.match(/^([^:]+)(: .*)$/s) ?? [];
    return word && Object.hasOwn(words, word) ? words[word] + of : text;
  };
  const translate = (words) => {
    for (const element of document.querySelectorAll(NAMES.map((name) => `[${name}]`)))
      for (const name of NAMES) {
        const text = element.getAttribute(name) ?? "", better = translated(text, words);
        if (better !== text && !element.closest(USERS)) element.setAttribute(name, better);
      }
    for (const place of document.querySelectorAll(PLACES)) {
      const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
      while (walker.nextNode()) {
        const node = walker.currentNode, better = translated(node.data, words);
        if (better !== node.data) node.data = better;
      }
    }
  };

  let words = {}, wordsRead = "";
  const read = () => {
    const facts = document.querySelector(".page-facts")?.dataset;
    if (!facts) return;
    if (document.documentElement.lang !== facts.language)
      document.documentElement.lang = facts.language;
    if (region.textContent !== facts.announcement) region.textContent = facts.announcement;
    const note = document.querySelector(".forgets");
    if (note && note.textContent !== facts.forgets) note.textContent = facts.forgets;
    if (wordsRead !== facts.words) words = JSON.parse(wordsRead = facts.words);
    translate(words);
  };

  window.onPageChange(window.onceAFrame(read));
})();
