// What a page can do beyond being read: search and filter, copy commands, open what a link points into.
"use strict";
(() => {
  const all = (selector, inside = document) => Array.from(inside.querySelectorAll(selector));
  for (const part of all("[data-needs-script]")) part.hidden = false;

  // Search and filter: every control names the list it is over.
  const controls = (id) => all(`[data-search="${id}"], [data-filter="${id}"]`);
  const wanted = (row, control) => {
    const value = control.value.trim().toLowerCase();
    if (!value) return true;
    if (control.dataset.filter) return (row.dataset[control.dataset.key] || "").toLowerCase() === value;
    return row.textContent.toLowerCase().includes(value);
  };
  const highlight = (list, needle) => {
    if (!window.Highlight || !CSS.highlights) return;
    CSS.highlights.delete("found");
    if (!needle) return;
    const ranges = [];
    const walk = document.createTreeWalker(list, NodeFilter.SHOW_TEXT);
    for (let node = walk.nextNode(); node && ranges.length < 2000; node = walk.nextNode()) {
      const text = node.data.toLowerCase();
      for (let at = text.indexOf(needle); at >= 0; at = text.indexOf(needle, at + needle.length)) {
        const range = new Range();
        range.setStart(node, at);
        range.setEnd(node, Math.min(at + needle.length, node.data.length));
        ranges.push(range);
      }
    }
    CSS.highlights.set("found", new Highlight(...ranges));
  };
  const apply = (id) => {
    const list = document.getElementById(id);
    const chosen = controls(id);
    const active = chosen.some((control) => control.value.trim());
    const rows = Array.from(list.children);
    for (const row of rows) {
      row.hidden = "gap" in row.dataset ? active : !chosen.every((control) => wanted(row, control));
    }
    const entries = rows.filter((row) => !("gap" in row.dataset));
    const shown = entries.filter((row) => row.getClientRects().length).length;
    const search = chosen.find((control) => control.dataset.search);
    highlight(list, search ? search.value.trim().toLowerCase() : "");
    for (const output of all(`[data-count="${id}"]`)) {
      const noun = output.dataset.noun || "rows";
      const said = `${shown} ${shown === 1 ? noun.replace(/s$/, "") : noun} found`;
      output.textContent = active || shown < entries.length ? said : "";
    }
  };
  for (const control of all("[data-search], [data-filter]")) {
    const id = control.dataset.search || control.dataset.filter;
    let waiting = 0;
    control.addEventListener("input", () => { clearTimeout(waiting); waiting = setTimeout(apply, 80, id); });
    control.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && control.value) { control.value = ""; apply(id); event.preventDefault(); }
    });
  }

  for (const choice of all("[data-recount]")) {
    choice.addEventListener("change", () => apply(choice.dataset.recount));
  }

  // A link into something folded or filtered away shows it first.
  const reveal = () => {
    const target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (!target) return;
    for (let part = target; part; part = part.parentElement) {
      if (part.tagName === "DETAILS") part.open = true;
      if (part.hidden && part.parentElement.id) {
        for (const control of controls(part.parentElement.id)) control.value = "";
        apply(part.parentElement.id);
      }
    }
    target.scrollIntoView({ block: "center" });
  };
  window.addEventListener("hashchange", reveal);
  if (location.hash) reveal();

  // Commands are there to be copied.
  if (navigator.clipboard && window.isSecureContext) {
    for (const block of all("pre.command")) {
      const button = document.createElement("button");
      button.type = "button";
      button.className = "copy";
      button.textContent = "Copy";
      button.addEventListener("click", async () => {
        try {
          await navigator.clipboard.writeText(block.querySelector("code").textContent.trim());
          button.textContent = "Copied";
        } catch { button.textContent = "Select and copy by hand"; }
        setTimeout(() => { button.textContent = "Copy"; }, 2000);
      });
      block.append(button);
    }
  }

  // On paper nothing can be unfolded.
  let folded = [];
  window.addEventListener("beforeprint", () => {
    folded = all("details:not([open], [data-unprinted])");
    for (const one of folded) one.open = true;
  });
  window.addEventListener("afterprint", () => { for (const one of folded) one.open = false; });
})();
