// In a frame of another site the browser keeps no cookie, and without it the server takes no file.
// The page then tells what is in the file as it tells what is typed.
(() => {
  if (window.filesAreTold) return;
  window.filesAreTold = true;
  const COOKIE = "_streamlit_xsrf";
  const MOST = 20 * 2 ** 20; // bytes of a file: of a larger one Streamlit says that it is too large

  const hasCookie = () => {
    try {
      return document.cookie.includes(COOKIE);
    } catch {
      return false;
    }
  };
  const tell = (event, files) => {
    if (!files?.length || !event.target.closest?.(".st-key-upload") || hasCookie()) return;
    const [file] = files, reader = new FileReader();
    if (file.size > MOST) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    reader.onload = () => window.tell("file", { content: reader.result.split(",")[1] ?? "" }, "upload");
    reader.readAsDataURL(file);
    event.target.value = ""; // the same file can be chosen once more
  };
  window.addEventListener("change", (event) => tell(event, event.target.files), true);
  window.addEventListener("drop", (event) => tell(event, event.dataTransfer?.files), true);
})();
