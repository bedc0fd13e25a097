// Every change is written into the address of the page. That makes no step for the Back button,
// which leaves the page; coming back finds in the address all that was left.
history.pushState = history.replaceState;
