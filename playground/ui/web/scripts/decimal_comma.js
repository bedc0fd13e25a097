// A browser's number field drops a comma: "0,05" would become 005. It is taken for the decimal
// point that it can only mean; a field for whole numbers has no place for either, and says so.
window.addEventListener("beforeinput", (event) => {
  const { target, data } = event;
  if (!target.matches?.("input[type=number]") || !/[.,]/.test(data ?? "")) return;
  if (Number.isInteger(Number(target.step))) {
    event.preventDefault();
    target.setCustomValidity(document.querySelector(".page-facts").dataset.wholeNumber);
    target.reportValidity();
  } else if (/^[^.,]*,[^.,]*$/.test(data)) {
    event.preventDefault();
    document.execCommand("insertText", false, data.replace(",", "."));
  }
}, true);
window.addEventListener("focusout", ({ target }) => {
  if (target.matches?.("input[type=number]")) target.setCustomValidity("");
}, true);
