/* Small comforts; every page works without this file. */
"use strict";

/* After a refused form the reader starts at the list of errors. */
function focusErrors(part) {
  part.querySelector(".errors")?.focus();
}

/* A click elsewhere, or Escape, closes an open menu. */
function closeMenus(event) {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (event.type === "keydown") {
      if (menu.contains(document.activeElement)) menu.querySelector("summary").focus();
      menu.open = false;
    } else if (!menu.contains(event.target)) {
      menu.open = false;
    }
  }
}

/* A figure of a report opens its records below its paragraph or table; without script they are a page of their own. */
let shown = null;
function closeRecords(goBack) {
  if (!shown) return;
  document.getElementById("records").remove();
  shown.setAttribute("aria-expanded", "false");
  if (goBack) shown.focus();
  shown = null;
}
async function openRecords(figure) {
  const box = Object.assign(document.createElement("div"), { id: "records" });
  (figure.closest(".scroll") ?? figure.closest("p, blockquote") ?? figure).after(box);
  shown = figure;
  figure.setAttribute("aria-controls", "records");
  figure.setAttribute("aria-expanded", "true");
  await htmx.ajax("GET", figure.href, { target: box }).catch(() => null);
  if (shown === figure && !box.firstChild) location.assign(figure.href);
}
function pressFigure(event) {
  if (event.target.closest("#records .close")) closeRecords(true);
  const figure = event.target.closest(".report-preview .fig");
  if (!figure || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  const wasOpen = figure === shown;
  closeRecords();
  if (!wasOpen) openRecords(figure);
}

/* Two minutes before an idle session ends the reader is told, and one press extends it. */
function watchSession(warning) {
  let timer;
  const restart = () => {
    warning.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => { warning.hidden = false; }, (Number(warning.dataset.seconds) - 120) * 1000);
  };
  warning.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(location.href, { method: "HEAD" }).catch(() => null);
    if (answer?.ok) restart();
  });
  document.addEventListener("htmx:afterRequest", restart);
  restart();
}

for (const figure of document.querySelectorAll(".report-preview .fig")) figure.setAttribute("aria-expanded", "false");
document.addEventListener("click", pressFigure);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  closeMenus(event);
  closeRecords(true);
});
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
focusErrors(document);
const warning = document.getElementById("session");
if (warning) watchSession(warning);
