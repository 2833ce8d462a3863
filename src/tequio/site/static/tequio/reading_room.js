// The reading room by keyboard and by selecting text. Every button and link that a key stands for is on the page,
// so nothing here decides anything: it presses buttons, moves the current finding and shows its place.

const room = document.querySelector(".room");
const text = document.getElementById("text");
const mayReview = Boolean(room.dataset.mayReview);
const toast = document.getElementById("toast");
const pick = document.getElementById("pick");
const wide = window.matchMedia("(min-width: 60rem) and (min-height: 32rem)");

const cards = () => [...document.querySelectorAll("#findings-list .finding")];
const waiting = (card) => card.dataset.state === "proposed";
const marksOf = (id) => text.querySelectorAll(`mark[data-marks~="${id}"], .ref[data-ref="${id}"]`);

// The current finding

let currentId = null;
const current = () => cards().find((card) => card.dataset.finding === currentId);

// At once, never smoothly: who checks hundreds of findings waits for no motion, and heights out of sight are guesses.
const intoView = (element, block) => element.scrollIntoView({ block, behavior: "instant" });

const showPlace = (id) => {
  text.querySelectorAll(".is-current").forEach((mark) => mark.classList.remove("is-current"));
  const marks = marksOf(id);
  marks.forEach((mark) => {
    if (mark.matches(".action, .ref")) mark.classList.add("is-current");
  });
  if (wide.matches && marks[0]) intoView(marks[0], "center");
};

const setCurrent = (card, focus = true, show = true) => {
  cards().forEach((other) => other.classList.toggle("is-current", other === card));
  currentId = card?.dataset.finding ?? null;
  if (!card) return;
  if (focus) card.focus({ preventScroll: true });
  if (show) intoView(card, "nearest");
  showPlace(currentId);
};

const step = (by) => {
  const all = cards();
  const at = all.findIndex((card) => card.dataset.finding === currentId);
  const next = at < 0 ? (by > 0 ? all[0] : all.at(-1)) : all[at + by];
  if (next) setCurrent(next);
};

const nextWaiting = (card) => {
  const all = cards();
  const at = all.indexOf(card);
  return all.slice(at + 1).find(waiting) ?? all.find(waiting) ?? card;
};

// Sending by htmx what the page would send by itself; the card that was pressed comes back

const swapCard = (verb, address, source, values) =>
  window.htmx.ajax(verb, address, { source, values, target: source.closest(".finding"), swap: "outerHTML" });

document.getElementById("findings-list").addEventListener("click", (event) => {
  const pressed = event.target.closest(".finding [data-key], .finding [data-cancel]");
  if (!pressed || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return;
  event.preventDefault();
  if (underWay) return;
  if (pressed.dataset.cancel) swapCard("GET", pressed.dataset.cancel, pressed);
  else if (pressed.formAction && pressed.form) swapCard("POST", pressed.formAction, pressed);
  else swapCard("GET", pressed.href, pressed);
});

document.getElementById("findings-list").addEventListener("submit", (event) => {
  if (!event.target.matches("[data-form]")) return;
  event.preventDefault();
  // Not `.action`: the form has a field of that name.
  const address = event.target.getAttribute("action");
  if (!underWay) swapCard("POST", address, event.target, Object.fromEntries(new FormData(event.target)));
});

// After the server has answered

// Marks follow the states of the findings that they stand for.
const showStates = (card) => {
  const passage = document.getElementById(card.dataset.passage);
  if (!passage) {
    // The quote was moved to other words: the text has to be marked anew.
    window.location.hash = card.id;
    window.location.reload();
    return;
  }
  const states = passage.dataset.marks.split(" ").map((id) => document.getElementById(`finding-${id}`)?.dataset.state);
  const done = states.every((state) => state && state !== "proposed");
  const rejected = states.every((state) => state === "rejected");
  text.querySelectorAll(`mark.passage[data-marks="${passage.dataset.marks}"]`).forEach((mark) => {
    mark.classList.toggle("passage--done", done && !rejected);
    mark.classList.toggle("passage--rejected", rejected);
  });
};

// While the server answers, further decisions wait for the next finding to be current; other keys are let go.
let decided = null;
let undoing = false;
let underWay = "";
const waitingKeys = [];

document.addEventListener("htmx:beforeRequest", (event) => {
  const card = event.detail.elt.closest?.(".finding");
  toast?.replaceChildren();
  // What an earlier action said is over.
  const said = document.getElementById("messages");
  said?.replaceChildren();
  said?.classList.remove("notices");
  underWay = event.detail.requestConfig.verb;
  if (card && underWay === "post") decided = card.dataset.finding;
});

const answered = () => {
  underWay = "";
  if (waitingKeys.length) keys[waitingKeys.shift()]();
};

document.addEventListener("htmx:afterRequest", (event) => {
  const { xhr, successful } = event.detail;
  if (xhr.status === 409) undoing = false;
  if (!toast || successful || xhr.status === 409) return;
  const sentence = document.createElement("p");
  sentence.className = "notice notice--alert";
  sentence.textContent = xhr.status === 403 || xhr.status === 401 ? toast.dataset.out : toast.dataset.lost;
  toast.replaceChildren(sentence);
  decided = null;
  undoing = false;
  underWay = "";
  waitingKeys.length = 0;
});

const showAnswer = (element) => {
  // What comes beside the card.
  if (element.matches?.("#progress, #findings-filters")) return;
  if (element.dataset?.finding && undoing) {
    undoing = false;
    showStates(element);
    setCurrent(element);
    answered();
    return;
  }
  if (decided) {
      if (element.id !== `finding-${decided}`) return;
    const card = element;
    decided = null;
    showStates(card);
    const refused = card.querySelector("[role=alert]");
    setCurrent(waiting(card) || refused ? card : nextWaiting(card));
    answered();
    return;
  }
  answered();
  const open = document.querySelector("#findings-list [data-form]");
  if (open && !open.contains(document.activeElement)) {
    setCurrent(open.closest(".finding"), false);
    open.querySelector("textarea, input:not([type=hidden])").focus();
  } else if (!open && currentId) setCurrent(current());
};

document.addEventListener("htmx:afterSettle", (event) => showAnswer(event.target));
// Selected text

// Characters as the server counts them: code points of the text nodes, what is shown only for reading left out.
const countTo = (holder, node, offset) => {
  const range = document.createRange();
  range.setStart(holder, 0);
  range.setEnd(node, offset);
  const part = range.cloneContents();
  part.querySelectorAll("[data-skip]").forEach((skipped) => skipped.remove());
  return [...part.textContent].length;
};

// The holder of words at a boundary of a selection: around it, or the nearest one after (before) it.
const placeOf = (node, offset, isEnd) => {
  const element = node.nodeType === Node.TEXT_NODE ? node.parentElement : node;
  const holder = element.closest("[data-start]");
  if (holder) return Number(holder.dataset.start) + countTo(holder, node, offset);
  const boundary = document.createRange();
  boundary.setStart(node, offset);
  const holders = [...text.querySelectorAll("[data-start]")];
  const isAfter = (each) => boundary.comparePoint(each, 0) > 0;
  const found = isEnd ? holders.filter((each) => !isAfter(each)).at(-1) : holders.find(isAfter);
  if (!found) return null;
  return Number(found.dataset.start) + (isEnd ? countTo(found, found, found.childNodes.length) : 0);
};

const selected = () => {
  const selection = window.getSelection();
  if (!selection.rangeCount || selection.isCollapsed) return null;
  const range = selection.getRangeAt(0);
  if (!text.contains(range.commonAncestorContainer)) return null;
  const start = placeOf(range.startContainer, range.startOffset, false);
  const end = placeOf(range.endContainer, range.endOffset, true);
  const words = selection.toString().replace(/\s+/g, " ").trim();
  return start !== null && end !== null && start < end && words ? { start, end, words, range } : null;
};

const formForQuote = () =>
  document.querySelector("#findings-list [data-form=correct]") ?? document.querySelector("[data-form=add]");

const takeSelection = () => {
  const chosen = selected();
  const form = formForQuote();
  if (!chosen || !form) return;
  form.elements.quote.value = chosen.words;
  form.elements.start.value = chosen.start;
  form.elements.end.value = chosen.end;
  const drawer = form.closest("details");
  if (drawer) drawer.open = true;
  pick.hidden = true;
  window.getSelection().removeAllRanges();
  intoView(form, "nearest");
  form.querySelector(form.dataset.form === "add" ? "select" : "textarea").focus();
};

const offerSelection = () => {
  const chosen = selected();
  pick.hidden = !chosen;
  if (!chosen) return;
  pick.textContent = formForQuote()?.dataset.form === "correct" ? pick.dataset.quote : pick.dataset.add;
  const box = chosen.range.getBoundingClientRect();
  const top = Math.min(box.bottom + 8, window.innerHeight - 56);
  pick.style.top = `${Math.max(top, 8)}px`;
  pick.style.left = `${Math.min(Math.max(box.left, 8), window.innerWidth - pick.offsetWidth - 8)}px`;
};

// Events

const press = (card, key) => card?.querySelector(`[data-key="${key}"]`)?.click();

const undoLast = () => {
  undoing = true;
  window.htmx.ajax("POST", room.dataset.undo, {
    target: "#toast",
    swap: "innerHTML",
    values: { version: document.querySelector("#decisions [name=version]").value },
  });
};

const help = () => document.getElementById("keys-help");
const keys = {
  j: () => step(1),
  k: () => step(-1),
  a: () => press(current(), "a"),
  e: () => press(current(), "e"),
  x: () => press(current(), "x"),
  X: () => press(current(), "X"),
  u: undoLast,
  m: takeSelection,
  "?": () => help().showModal(),
};
const forReaders = new Set(["j", "k"]);

const isField = (element) => element.matches?.("input, textarea, select, [contenteditable]") ?? false;

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
  if (event.key === "Escape") {
    event.target.closest?.("[data-form]")?.querySelector("[data-cancel]")?.click();
    return;
  }
  const run = keys[event.key];
  if (!run || isField(event.target) || help()?.open) return;
  if (!mayReview && !forReaders.has(event.key)) return;
  event.preventDefault();
  if (!underWay) run();
  else if (underWay === "post") waitingKeys.push(event.key);
});

document.getElementById("findings").addEventListener("click", (event) => {
  const card = event.target.closest("#findings-list .finding");
  if (card && !event.target.closest("button, a, input, select, textarea, summary, label")) setCurrent(card, false);
  const number = event.target.closest(".finding__number");
  if (number && wide.matches) {
    event.preventDefault();
    setCurrent(card);
  }
});

text.addEventListener("click", (event) => {
  if (!window.getSelection().isCollapsed) return;
  const ref = event.target.closest(".ref");
  const ids = ref ? [ref.dataset.ref] : (event.target.closest("mark[data-marks]")?.dataset.marks.split(" ") ?? []);
  const shown = ids.map((id) => document.getElementById(`finding-${id}`)).filter(Boolean);
  if (!shown.length) return;
  event.preventDefault();
  setCurrent(shown.find(waiting) ?? shown[0]);
});

const near = (event, isNear) => {
  const card = event.target.closest?.(".finding[data-finding]");
  const ids = card ? [card.dataset.finding] : (event.target.closest?.("mark[data-marks]")?.dataset.marks.split(" ") ?? []);
  ids.forEach((id) => {
    if (card) marksOf(id).forEach((mark) => mark.classList.toggle("is-near", isNear && mark.matches(".action")));
    else document.getElementById(`finding-${id}`)?.classList.toggle("finding--near", isNear);
  });
};
room.addEventListener("mouseover", (event) => near(event, true));
room.addEventListener("mouseout", (event) => near(event, false));

document.addEventListener("input", (event) => {
  // Who edits the words by hand means other words than those selected before.
  if (!event.target.matches("[data-quote]")) return;
  event.target.form.elements.start.value = "";
  event.target.form.elements.end.value = "";
});

// A form leads back to the page as it is filtered now, not as it was loaded.
document.addEventListener("submit", ({ target }) => {
  const back = target.elements?.namedItem("back");
  if (back) back.value = window.location.pathname + window.location.search;
});

if (mayReview) {
  document.addEventListener("selectionchange", offerSelection);
  pick.addEventListener("mousedown", (event) => event.preventDefault());
  pick.addEventListener("click", takeSelection);
}

document.addEventListener("click", (event) => {
  document.querySelectorAll("details.menu[open]").forEach((menu) => {
    if (!menu.contains(event.target)) menu.open = false;
  });
});

const addressed = document.getElementById(window.location.hash.slice(1));
const first = addressed?.closest?.("#findings-list .finding") ?? (mayReview ? cards().find(waiting) : null);
// In one column the page begins at its title, not at the first finding below it.
if (first && !addressed?.closest("#text")) setCurrent(first, Boolean(addressed), wide.matches || Boolean(addressed));
// A card that was just made asks for what it lacks; later than the browser goes to the card that the address names.
const wanted = document.querySelector("#findings-list [data-wanted]");
if (wanted) window.addEventListener("load", () => setTimeout(() => wanted.focus()));
