/* Keys of the desk: j k Enter x in lists, / to find a number, ? for help, Escape closes what is open. All works without. */
(() => {
  "use strict";
  const rows = () => [...document.querySelectorAll("[data-keys] .row")];
  const here = () => document.querySelector(".row.here");
  const typing = (element) => element.matches("input:not([type=checkbox]), textarea, select, [contenteditable]");

  function go(by) {
    const all = rows();
    if (!all.length) return;
    const now = all.indexOf(here());
    const next = all[Math.min(Math.max(now + by, 0), all.length - 1)];
    here()?.classList.remove("here");
    next.classList.add("here");
    next.querySelector(".row-link").focus();
    next.scrollIntoView({ block: "nearest" });
  }

  function closeOpen(except) {
    document.querySelectorAll(".menu[open], .filter[open], .row .term[open], .subject .term[open]").forEach((open) => {
      if (!open.contains(except)) open.open = false;
    });
  }

  const keys = {
    j: () => go(1),
    k: () => go(-1),
    x: () => here()?.querySelector(".row-tick")?.click(),
    "/": () => document.querySelector("[data-find]")?.focus(),
    "?": () => document.getElementById("keys")?.showModal(),
  };

  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") closeOpen(null);
    if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
    const act = keys[event.key];
    if (!act || document.querySelector("dialog[open]")) return;
    event.preventDefault();
    act();
  });
  document.addEventListener("click", (event) => closeOpen(event.target));
  document.addEventListener("focusin", (event) => {
    const row = event.target.closest?.("[data-keys] .row");
    if (!row || row === here()) return;
    here()?.classList.remove("here");
    row.classList.add("here");
  });
})();
