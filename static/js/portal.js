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

/* A figure that shows its records says so; a second press puts them away. */
function markOpen(event) {
  const figure = document.querySelector(`.fig[aria-controls="${event.target.id}"]`);
  figure?.setAttribute("aria-expanded", "true");
}
function putAway(event) {
  const figure = event.target.closest(".fig[aria-expanded=true][aria-controls]");
  if (!figure) return;
  event.preventDefault();
  event.stopPropagation();
  document.getElementById(figure.getAttribute("aria-controls")).replaceChildren();
  figure.setAttribute("aria-expanded", "false");
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

document.addEventListener("htmx:afterSwap", markOpen);
document.addEventListener("click", putAway, true);
document.addEventListener("click", closeMenus);
document.addEventListener("keydown", (event) => { if (event.key === "Escape") closeMenus(event); });
document.addEventListener("htmx:afterSettle", (event) => focusErrors(event.target));
focusErrors(document);
const warning = document.getElementById("session");
if (warning) watchSession(warning);
