// In a frame, a page that is loaded anew opens with the address that the page around it has for it.
// The address it had come to have is kept for that moment, and brought back: in the storage of the
// tab or, where the browser gives a frame none, in a cookie that is soon over. Where it can be kept
// in neither, the page says so.
if (window.parent === window) return;
const isThisOne = (_, place) => window.parent[place] === window;
const KEY = `frame${Array.from({ length: window.parent.length }, isThisOne).indexOf(true)}`;
const COOKIE = "Max-Age=60; Path=/; SameSite=None; Secure; Partitioned";

const keep = (text) => {
  try {
    sessionStorage.setItem(KEY, text);
  } catch {
    document.cookie = `${KEY}=${encodeURIComponent(text)}; ${COOKIE}`;
  }
};
const kept = () => {
  try {
    return sessionStorage.getItem(KEY);
  } catch {
    const cookie = document.cookie.split("; ").find((each) => each.startsWith(`${KEY}=`));
    return decodeURIComponent(cookie?.slice(KEY.length + 1) ?? "");
  }
};

const opened = new URL(performance.getEntriesByType("navigation")[0].name).search;
try {
  const [keptFirst, last] = (kept() ?? "").split(" "); // the address at first, and in the end
  if (opened === keptFirst && last && opened !== last) {
    location.replace(location.pathname + last);
    return;
  }
  const first = opened === last ? keptFirst : opened;
  const present = () => `${first} ${location.search}`;
  window.addEventListener("pagehide", () => keep(present()));
  keep(present());
  if (kept() === present()) return;
} catch { } // a frame that is allowed neither
const note = document.createElement("a"); // to the page as it is; the words come with the facts
[note.className, note.target, note.href] = ["forgets", "_blank", ""];
document.body.append(note);
