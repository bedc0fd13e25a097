// Every change is written into the address of the page. That makes no step for the Back button,
// which leaves the page; coming back finds in the address all that was left.
(() => {
  if (history.pushesNothing) return;
  history.pushesNothing = true;
  history.pushState = history.replaceState;
})();
