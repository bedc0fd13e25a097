// The browser lets no button write to the clipboard in a page that came without encryption, as in a
// classroom's network, nor in a frame of another site. What is selected can be copied all the same,
// and the event that this brings about takes other text.
const copy = (text) => {
  const put = (event) => {
    event.clipboardData.setData("text/plain", text);
    event.preventDefault();
    event.stopImmediatePropagation();
  };
  getSelection().selectAllChildren(document.querySelector("h1"));
  window.addEventListener("copy", put, true);
  const isCopied = document.execCommand("copy");
  window.removeEventListener("copy", put, true);
  getSelection().removeAllRanges();
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
