// The browser lets no button write to the clipboard in a page that came without encryption, as in a
// classroom's network, nor in a frame of another site. What is selected can be copied all the same,
// and the event that this brings about takes other text.
(() => {
  if (window.clipboardIsWritten) return;
  window.clipboardIsWritten = true;
  const copy = (text) => {
    const put = (event) => {
      event.clipboardData.setData("text/plain", text);
      event.preventDefault();
      event.stopImmediatePropagation();
    };
    const selected = document.createElement("span");
    selected.textContent = text;
    document.body.append(selected);
    getSelection().selectAllChildren(selected);
    window.addEventListener("copy", put, true);
    const isCopied = document.execCommand("copy");
    window.removeEventListener("copy", put, true);
    selected.remove();
    return isCopied;
  };
  const clipboard = navigator.clipboard ?? {};
  const { writeText } = clipboard;
  clipboard.writeText = async (text) => {
    try {
      await writeText.call(clipboard, text);
    } catch (error) {
      if (!copy(text)) throw error;
    }
  };
  if (!navigator.clipboard) Object.defineProperty(navigator, "clipboard", { value: clipboard });
})();
