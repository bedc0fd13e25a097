// One observer of the page, to which the other scripts subscribe. It calls them before the browser
// paints what has changed.
(() => {
  if (window.onPageChange) return;
  const subscribers = [];
  window.onPageChange = (act) => subscribers.push(act);
  // the same once a frame, for what may come a moment later
  window.onceAFrame = (act) => {
    let isDue = false;
    return () => {
      if (isDue) return;
      isDue = true;
      requestAnimationFrame(() => {
        isDue = false;
        act();
      });
    };
  };
  new MutationObserver((changes) => {
    for (const act of subscribers) act(changes);
  }).observe(document.body, { childList: true, characterData: true, subtree: true,
    attributeFilter: ["disabled", "checked"] });
})();
