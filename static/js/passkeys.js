/* Passkeys: the only pages that need a script. Forms with data-passkey are shown where the browser knows passkeys. */
"use strict";

async function optionsOf(form) {
  if (form.dataset.options) return JSON.parse(form.dataset.options);
  const answer = await fetch(form.action, { headers: { Accept: "application/json" } });
  return (await answer.json()).request_options;
}

async function usePasskey(event) {
  event.preventDefault();
  const form = event.target;
  const complaint = form.querySelector("[role=alert]");
  complaint.hidden = true;
  try {
    const options = await optionsOf(form);
    const isNew = form.dataset.passkey === "create";
    if (isNew) Object.assign(options.publicKey.authenticatorSelection, { residentKey: "required", requireResidentKey: true });
    const credential = await (isNew ? webauthnJSON.create(options) : webauthnJSON.get(options));
    form.elements.credential.value = JSON.stringify(credential);
    form.submit();
  } catch {
    complaint.hidden = false;
  }
}

if (window.PublicKeyCredential) {
  for (const form of document.querySelectorAll("form[data-passkey]")) {
    form.hidden = false;
    form.addEventListener("submit", usePasskey);
  }
}
