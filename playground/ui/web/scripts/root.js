// What style sheets ask of the whole page, its theme and what fills it, stands on the root element:
// asked with :has(), the browser would look through all of the page at each change, which took ten
// times as long as all other styling.
(() => {
  if (window.rootIsMarked) return;
  window.rootIsMarked = true;
  const root = document.documentElement;
  const facts = document.getElementsByClassName("page-facts");
  const fills = document.getElementsByClassName("page-fill");
  const mark = () => {
    const scheme = facts[0]?.dataset.theme ?? root.dataset.scheme;
    if (scheme && root.dataset.scheme !== scheme) root.dataset.scheme = scheme;
    const panel = fills[0]?.dataset.panel;
    if (root.dataset.fill === panel) return;
    if (panel) root.dataset.fill = panel;
    else delete root.dataset.fill;
  };
  window.onPageChange(mark);
  mark();
})();
