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

/* Two minutes before a session ends the reader is told why; one press extends an idle one, nothing its last end. */
function watchSession(warning) {
  const lastEnd = Date.now() + Number(warning.dataset.last) * 1000;
  let timer;
  const restart = () => {
    const idleEnd = Date.now() + Number(warning.dataset.idle) * 1000;
    warning.hidden = true;
    clearTimeout(timer);
    timer = setTimeout(() => {
      warning.hidden = false;
      for (const part of warning.children) part.hidden = (part.dataset.end === "last") !== (lastEnd < idleEnd);
    }, Math.min(idleEnd, lastEnd) - Date.now() - 120000);
  };
  warning.querySelector("button").addEventListener("click", async () => {
    const answer = await fetch(warning.dataset.url, { method: "HEAD", redirect: "error" }).catch(() => null);
    if (answer?.ok) restart();
  });
  document.addEventListener("htmx:afterRequest", ({ detail }) => { if (detail.xhr.status) restart(); });
  restart();
}

/* A draft is saved as soon as a field is left, and half a minute after somebody began to write in one. */
const READER_TIME = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", numberingSystem: "latn" };
function timeOf(moment) {
  return new Date(moment).toLocaleTimeString([], READER_TIME);
}
function watchDraft(form) {
  const status = document.getElementById("saved");
  const isOurs = (xhr) => xhr.getResponseHeader("HX-Trigger"); /* and not a page to sign in, or nothing at all */
  let lastSaved = Date.now();
  let isSending = false;
  let pressed; /* a button that waits until the draft is saved: both at once would be a clash with oneself */
  let timer;
  const saveSoon = () => { timer ??= setTimeout(() => htmx.trigger(form, "autosave"), 30000); };
  form.addEventListener("input", saveSoon);
  form.addEventListener("submit", (event) => {
    if (!isSending) return;
    event.preventDefault();
    pressed = event.submitter;
  });
  form.addEventListener("htmx:beforeRequest", ({ target }) => {
    if (target !== form) return;
    isSending = true;
    clearTimeout(timer);
    timer = undefined;
  });
  form.addEventListener("htmx:afterRequest", ({ target, detail }) => {
    if (target !== form) return;
    isSending = false;
    if (pressed) {
      form.requestSubmit(pressed);
      pressed = undefined;
      return;
    }
    if (!isOurs(detail.xhr)) {
      status.textContent = form.dataset.lost.replace("{time}", timeOf(lastSaved));
      saveSoon();
    } else if (detail.successful) {
      lastSaved = Date.now();
    }
  });
  status.addEventListener("htmx:beforeSwap", ({ detail }) => { detail.shouldSwap &&= isOurs(detail.xhr); });
  status.addEventListener("htmx:afterSwap", () => {
    for (const time of status.querySelectorAll("time")) time.textContent = timeOf(time.dateTime);
  });
}

for (const form of document.querySelectorAll("form[data-lost]")) watchDraft(form);
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
