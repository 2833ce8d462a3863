// Keys of the review: 1, 2 and 3 press the button that bears them. Without this script the buttons do the same.
"use strict";

document.addEventListener("keydown", (event) => {
  const isWriting = event.target instanceof Element && event.target.closest("input, textarea, select, summary");
  if (isWriting || event.ctrlKey || event.metaKey || event.altKey || event.repeat) {
    return;
  }
  const button = document.querySelector(`[data-pair] button[data-key="${CSS.escape(event.key)}"]`);
  if (button) {
    event.preventDefault();
    button.click();
  }
});
