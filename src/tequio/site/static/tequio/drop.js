// Documents come in: dropping files on the form, one request per file, progress for each.
// Without this module the form is a plain one and sends its files together.

const rowFor = (form, name) => {
  const row = document.createElement("li");
  row.className = "intake";
  const label = document.createElement("span");
  label.className = "intake__name";
  label.textContent = name;
  const state = document.createElement("span");
  state.className = "intake__state";
  state.textContent = form.dataset.uploading;
  const bar = document.createElement("progress");
  bar.max = 1;
  bar.value = 0;
  bar.setAttribute("aria-label", `${form.dataset.uploading}: ${name}`);
  row.append(label, state, bar);
  form.querySelector(".intakes").append(row);
  return { row, state, bar };
};

const refuse = ({ row, state, bar }, sentence) => {
  row.classList.add("intake--refused");
  state.classList.add("intake__problem");
  state.textContent = sentence;
  bar.remove();
};

const accept = (shown, html) => {
  const rows = document.createRange().createContextualFragment(html);
  const fresh = [...rows.children];
  shown.row.replaceWith(...fresh);
  fresh.forEach((row) => window.htmx?.process(row));
};

const send = (form, file) =>
  new Promise((done) => {
    const shown = rowFor(form, file.name);
    const fields = new FormData(form);
    fields.delete("files");
    fields.append("files", file);
    const request = new XMLHttpRequest();
    request.open("POST", form.action);
    request.setRequestHeader("HX-Request", "true");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      shown.bar.value = event.loaded / event.total;
      if (event.loaded < event.total) return;
      shown.state.textContent = form.dataset.reading;
      shown.bar.removeAttribute("value");
    });
    request.addEventListener("load", () => {
      const isRow = request.status === 200 && request.responseText.includes("intake");
      if (isRow && !request.responseText.includes("<html")) accept(shown, request.responseText);
      else refuse(shown, request.status === 403 ? form.dataset.tooOld : form.dataset.failed);
      done();
    });
    request.addEventListener("error", () => {
      refuse(shown, form.dataset.failed);
      done();
    });
    request.send(fields);
  });

// One after the other: the server reads each file before it answers.
const sendAll = async (form, files) => {
  for (const file of files) await send(form, file);
  form.querySelector("input[type=file]").value = "";
  if (document.getElementById("documents-list"))
    window.htmx.ajax("GET", window.location.href, {
      target: "#documents-list",
      select: "#documents-list",
      swap: "outerHTML",
    });
};

for (const form of document.querySelectorAll(".drop")) {
  const zone = form.querySelector(".drop__zone");
  const input = form.querySelector("input[type=file]");
  form.classList.add("drop--script");
  input.addEventListener("change", () => sendAll(form, [...input.files]));
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    sendAll(form, [...input.files]);
  });
  zone.addEventListener("dragover", (event) => {
    event.preventDefault();
    zone.classList.add("drop__zone--over");
  });
  zone.addEventListener("dragleave", () => zone.classList.remove("drop__zone--over"));
  zone.addEventListener("drop", (event) => {
    event.preventDefault();
    zone.classList.remove("drop__zone--over");
    const files = [...event.dataTransfer.files];
    sendAll(form, input.multiple ? files : files.slice(0, 1));
  });
}
