// One observer of the page, to which the other scripts subscribe. It calls them before the browser
// paints what has changed.
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
new MutationObserver(() => subscribers.forEach((act) => act())).observe(document.body, {
  childList: true, characterData: true, subtree: true,
  attributeFilter: ["disabled", "checked", "data-test-script-state", "data-test-connection-state"] });

const app = document.querySelector("{{app}}");
window.isAtRest = () => app.dataset.testScriptState === "notRunning";
window.isConnected = () => app.dataset.testConnectionState === "CONNECTED";
window.buttonOf = (key) =>
  [...document.querySelectorAll(`.st-key-${key} button`)].find((button) => button.checkVisibility());
