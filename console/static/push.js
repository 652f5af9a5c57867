// Asks the browser to wake this officer for a page. Without it, everything else on the page works.
"use strict";
(() => {
  const form = document.getElementById("push");
  if (!form || !("serviceWorker" in navigator) || !("PushManager" in window)) return;
  form.hidden = false;

  function bytes(text) {
    const raw = atob(text.replaceAll("-", "+").replaceAll("_", "/"));
    return Uint8Array.from(raw, (one) => one.charCodeAt(0));
  }

  form.addEventListener("submit", async (event) => {
    const endpoint = form.elements.namedItem("endpoint");
    if (endpoint.value) return;
    event.preventDefault();
    try {
      if ((await Notification.requestPermission()) !== "granted") throw new Error("refused");
      const worker = await navigator.serviceWorker.register(form.dataset.worker);
      await navigator.serviceWorker.ready;
      const found = await worker.pushManager.subscribe({
        userVisibleOnly: true,
        applicationServerKey: bytes(form.dataset.key),
      });
      endpoint.value = found.endpoint;
      form.requestSubmit(form.querySelector("button"));
    } catch {
      document.getElementById("push-failed").hidden = false;
    }
  });
})();
