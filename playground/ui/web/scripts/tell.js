// Tells the server what was done with the mouse, through a hidden field of Streamlit's: the words,
// and a number, so that the same said twice is said anew. Where the page repeats the number it has
// heard, the next waits for that: a field holds one value, and a second would take the first one's place.
(() => {
  if (window.tellPage) return;
  const RETRY = 50, PATIENCE = 5000; // milliseconds
  const waiting = {}, told = {}; // by field: what is to be told; which was told last, and when
  let times = 0;
  const isHeard = (name) => {
    const heard = document.querySelector(`[data-heard="${name}"]`);
    return !heard || !told[name] || heard.textContent.split(" ").at(-1) === told[name].number
      || performance.now() - told[name].at > PATIENCE;
  };
  const put = (field, text) => {
    const { set } = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value");
    set.call(field, text);
    field.dispatchEvent(new Event("input", { bubbles: true }));
    const enter = { key: "Enter", code: "Enter", keyCode: 13, bubbles: true };
    for (const type of ["keydown", "keypress"]) field.dispatchEvent(new KeyboardEvent(type, enter));
  };
  const goOn = (name) => {
    const field = document.querySelector(`[class*="st-key-${name}"] input`); // it is drawn last
    if (field && isHeard(name)) {
      told[name] = { number: String(++times), at: performance.now() };
      put(field, [...waiting[name].shift(), times].join(" "));
    }
    if (waiting[name].length) setTimeout(goOn, RETRY, name);
  };
  window.tellPage = (name, ...said) => {
    waiting[name] ??= [];
    if (waiting[name].push(said) === 1) goOn(name); // else it is on the way
  };
})();
