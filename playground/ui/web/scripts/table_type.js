// A table takes its size of type from the page when it is made, and keeps it. Where that is another
// by now, since the window was resized or the first tables were there before the style of the page,
// it is made anew.
(() => {
  if (window.tablesAreRead) return;
  window.tablesAreRead = true;
  const HEADER = 2.23; // rem, of the height of a table's header
  const SETTLED = 300; // milliseconds
  const IN_USE = 2000; // milliseconds since the last key or click in it: it would lose what is selected
  const TRIES = 2; // for any one size of type
  let tried = 0, triedAt = 0, timer = 0, usedAt = -Infinity, isSettled = false;
  for (const type of ["keydown", "pointerdown"])
    window.addEventListener(type, ({ target }) => {
      if (target.closest?.('{{data-frame}}')) usedAt = performance.now();
    }, true);

  const rootSize = () => parseFloat(getComputedStyle(document.documentElement).fontSize);
  const heights = () => [".st-key-training_table", ".st-key-test_table"]
    .map((table) => [...document.querySelectorAll(`${table} canvas`)].at(-1)?.clientHeight)
    .filter(Boolean);
  const differs = (height) => Math.abs(height / rootSize() - HEADER) > 0.15;
  const settle = () => {
    const found = heights();
    if (!found.some(differs)) {
      isSettled ||= found.length > 0; // those to come have the style from the start
      return;
    }
    if (document.querySelector("{{portal}} {{cell-input}}, {{dialog}}")
      || performance.now() - usedAt < IN_USE) return lookSoon();
    if (triedAt !== rootSize()) tried = 0;
    triedAt = rootSize();
    if (tried++ < TRIES) document.querySelector(".st-key-renew_editors button")?.click();
  };
  const lookSoon = () => {
    clearTimeout(timer);
    timer = setTimeout(settle, SETTLED);
  };
  const hasCanvas = (node) => node.matches?.("canvas") || node.querySelector?.("canvas");
  window.onPageChange((changes) => {
    if (!isSettled && changes.some(({ addedNodes }) => [...addedNodes].some(hasCanvas))) lookSoon();
  });
  window.addEventListener("resize", lookSoon);
})();
