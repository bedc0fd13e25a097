// A panel that fills the page has larger type. A table takes its size of type from the page when
// it is made, so the page has to have it before the table comes: from the click on.
(() => {
  if (window.pageFills) return;
  window.pageFills = true;
  const root = document.documentElement;
  const isFilled = () => document.querySelector(".page-fill") !== null;
  window.addEventListener("click", ({ target }) => {
    if (target.closest?.('[class*="st-key-fill"] button')) root.toggleAttribute("data-filled", !isFilled());
  }, true);
  let was = false;
  window.onPageChange(() => {
    const is = isFilled();
    if (is !== was) root.toggleAttribute("data-filled", is);
    was = is;
  });

  // Escape leads back, unless it is meant for what is open or typed in
  const OPEN = '[role="dialog"], {{popover-body}}, {{portal}} {{cell-input}}, [role="listbox"]';
  window.addEventListener("keydown", (event) => {
    if (event.key !== "Escape" || !isFilled() || document.querySelector(OPEN)) return;
    if (!event.target.closest?.("input, textarea"))
      [...document.querySelectorAll('[class*="st-key-fill"] button')]
        .find((button) => button.textContent.includes("close_fullscreen"))?.click();
  });
})();
