// What scrolls can be reached by keyboard.
(() => {
  if (window.scrollsByKeyboard) return;
  window.scrollsByKeyboard = true;
  const SCROLLING = ".st-key-log, .st-key-notes, .st-key-prediction, .st-key-import_said";
  const reach = () => {
    for (const box of document.querySelectorAll(SCROLLING))
      if (box.tabIndex !== 0) box.tabIndex = 0;
  };
  reach();
  window.onPageChange(reach);
})();
