// In a frame of another site the browser keeps no cookie, and without it the server takes no file.
// The page then tells what is in the file as it tells what is typed.
const MOST = 20 * 2 ** 20; // bytes: of a larger file Streamlit says that it is too large

const hasCookie = () => {
  try {
    return document.cookie.includes("_streamlit_xsrf");
  } catch {
    return false;
  }
};
const tellFile = (event, files) => {
  if (!files?.length || !event.target.closest?.(".st-key-upload") || hasCookie()) return;
  const [file] = files, reader = new FileReader();
  if (file.size > MOST) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  reader.onload = () => window.hearFile?.({ content: reader.result.split(",")[1] ?? "" });
  reader.readAsDataURL(file);
  event.target.value = ""; // the same file can be chosen once more
};
window.addEventListener("change", (event) => tellFile(event, event.target.files), true);
window.addEventListener("drop", (event) => tellFile(event, event.dataTransfer?.files), true);
