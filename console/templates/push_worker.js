// Runs while the console is closed: shows one sentence for every push, which itself says nothing.
"use strict";
const words = {{ words|tojson }};
self.addEventListener("push", (event) => {
  event.waitUntil(
    self.registration.showNotification(words.title, {
      body: words.body,
      icon: "/static/icon.svg",
      tag: "page",
      renotify: true,
      requireInteraction: true,
    }),
  );
});
self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  event.waitUntil(self.clients.openWindow("/"));
});
