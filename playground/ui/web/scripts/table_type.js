// A table takes its size of type from the page when it is made, and keeps it. Where that is another
// by now, since the window was resized or a panel fills it, it is made anew, once no longer in use.
const HEADER = 2.23; // rem, of the height of a table's header
const SETTLED = 300; // milliseconds
const IN_USE = "{{data-frame}} *:focus, {{cell-input}}, {{dialog}}";
const TABLES = [".st-key-training_table", ".st-key-test_table"];
const ruler = document.createElement("div"); // no "i", which would fetch the italic font
ruler.className = "ruler"; // one rem wide
document.body.append(ruler);
let timer = 0, madeFor = 0;

const look = () => {
  const rem = ruler.getBoundingClientRect().width;
  const heights = TABLES.map((table) => [...document.querySelectorAll(`${table} canvas`)].at(-1))
    .filter(Boolean).map((header) => header.clientHeight);
  if (!heights.length || document.querySelector(IN_USE)) return lookSoon();
  if (rem === madeFor || heights.every((height) => Math.abs(height / rem - HEADER) <= 0.15)) return;
  madeFor = rem;
  window.tell("renew");
};
const lookSoon = () => {
  clearTimeout(timer);
  timer = setTimeout(look, SETTLED);
};
new ResizeObserver(lookSoon).observe(ruler);
