// The tickets: all of them are in one block of data; a slice of those that are wanted is in the table.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const data = JSON.parse(byId("tickets-data").textContent);
  const list = byId("tickets-list");
  const unpack = (packed) => {
    const ticket = {};
    data.fields.forEach((field, place) => {
      const value = packed[place] || 0;
      const kind = data.kinds[place];
      ticket[field] = kind === "t" ? data.words[value] : kind === "l" ? (value || []).map((one) => data.words[one]) : value;
    });
    ticket.title = data.titles[ticket.cause] || ticket.cause;
    return ticket;
  };
  const tickets = data.rows.map(unpack);
  const titled = (cause) => data.titles[cause] || cause;
  const colour = (cause) => data.colours[cause] || data.other;
  const percent = (part) => (part <= 0.005 ? "<1%" : part >= 0.995 ? ">99%" : `${Math.round(100 * part)}%`);
  const number = (value) => String(value).replace(/\B(?=(\d{3})+$)/g, "\u202f");
  const counted = (count, noun) => `${number(count)} ${noun}${count === 1 ? "" : "s"}`;

  // What is wanted: conditions by name; every one must hold.
  const same = (key) => (ticket, value) => ticket[key] === value;
  const haystack = (ticket) => {
    ticket.all ??= [
      data.shared, ticket.folder, ticket.name, data.statuses[ticket.status][0], ticket.tool, ticket.versions, ticket.device,
      ticket.family, ticket.operation, ticket.title, ticket.cause, titled(ticket.runner_up), ticket.runner_up, ticket.said,
      ticket.question, ticket.evidence, ...ticket.also, ...ticket.codes, ...ticket.unknown, ...ticket.limits,
    ].join("\n").toLowerCase();
    return ticket.all;
  };
  const conditions = {
    status: same("status"), cause: same("cause"), family: same("family"), device: same("device"), tool: same("tool"), operation: same("operation"),
    text: (ticket, words) => words.every((word) => haystack(ticket).includes(word)),
    name: (ticket, name) => ticket.folder + ticket.name === name,
    caused: (ticket) => ticket.cause !== "",
    beyond: (ticket, causes) => ticket.cause !== "" && !causes.includes(ticket.cause),
    since: (ticket, stamp) => ticket.ended !== 0 && ticket.ended >= stamp,
    until: (ticket, stamp) => ticket.ended !== 0 && ticket.ended < stamp,
    least: (ticket, part) => ticket.cause !== "" && ticket.probability >= part,
    below: (ticket, part) => ticket.probability < part,
  };
  let wanted = {};
  let order = { key: "", up: true };
  let shown = data.slice;

  const collator = new Intl.Collator("en", { numeric: true });
  const fromLargest = new Set(["ended", "probability"]);
  const compare = (one, other) => {
    const [a, b] = [one[order.key], other[order.key]];
    if (!a || !b) return (a ? 0 : 1) - (b ? 0 : 1); // what a ticket does not tell comes last either way
    return (typeof a === "number" ? a - b : collator.compare(a, b)) * (order.up ? 1 : -1);
  };
  const chosen = () => {
    const tests = Object.entries(wanted).filter(([key]) => key in conditions);
    const found = tickets.filter((ticket) => tests.every(([key, value]) => conditions[key](ticket, value)));
    return order.key ? found.sort(compare) : found;
  };

  // Rows: text goes into the empty row as text, and nowhere as markup.
  const empty = byId("ticket-row").content.querySelector("tr");
  const put = (row, name, text) => {
    const slot = row.querySelector(`[data-slot="${name}"]`);
    slot.textContent = text;
    slot.hidden = !text;
  };
  const rowOf = (ticket) => {
    const row = empty.cloneNode(true);
    for (const name of ["folder", "name", "when", "tool", "version", "device", "family", "operation", "title", "said", "question"]) {
      put(row, name, ticket[name]);
    }
    const [status, kind] = data.statuses[ticket.status];
    put(row, "status", status);
    row.querySelector(".badge").classList.add(kind);
    put(row, "attempts", ticket.attempts > 1 ? `failed ${ticket.attempts} times` : "");
    put(row, "codes", ticket.codes.join("; "));
    put(row, "percent", ticket.cause && percent(ticket.probability));
    put(row, "rival", ticket.runner_up && `or ${titled(ticket.runner_up)} (${percent(ticket.second)})`);
    const [dot, , bar] = row.querySelectorAll(".t-cause rect");
    for (const mark of [dot, bar]) mark.setAttribute("fill", colour(ticket.cause));
    bar.setAttribute("width", `${100 * ticket.probability}%`);
    for (const part of row.querySelectorAll(".t-cause .title, .how")) part.hidden = !ticket.cause;
    row.querySelector("button.name").addEventListener("click", () => open(row, ticket));
    return row;
  };

  // More of a ticket, below its row.
  const element = (tag, text, className = "") => {
    const made = document.createElement(tag);
    made.textContent = text;
    if (className) made.className = className;
    return made;
  };
  const paragraph = (text, code = false) => {
    const made = document.createElement("p");
    made.append(code ? element("code", text) : text);
    return made;
  };
  const moreOf = (ticket) => {
    const facts = document.createElement("dl");
    const fact = (name, ...parts) => {
      const told = document.createElement("dd");
      told.append(...parts);
      if (told.textContent) facts.append(element("dt", name), told);
    };
    const triples = (texts) => Array.from({ length: texts.length / 3 }, (_, place) => texts.slice(3 * place, 3 * place + 3));
    fact("Evidence", element("code", ticket.evidence), " ", element("span", ticket.evidence && ticket.place, "fine"));
    fact("Codes", ticket.codes.join("; "));
    fact("Also in it", ticket.also.map(titled).join("; "));
    fact("Not explained", ...triples(ticket.unknown).map(([text, place, closest]) => {
      const made = paragraph(text, true);
      made.append(" ", element("span", place + (closest && `; closest known message: ${closest}`), "fine"));
      return made;
    }), ticket.more_unknown ? `and ${ticket.more_unknown} more` : "");
    fact("Next", ticket.question);
    fact("Versions", ticket.versions);
    fact("Read", ticket.lines ? [
      ticket.logs > 1 && counted(ticket.logs, "log"), counted(ticket.sessions, "session"), counted(ticket.operations, "operation"),
      `${counted(ticket.lines, "line")}, ${number(ticket.recognised)} recognised`,
    ].filter(Boolean).join(", ") : "");
    fact("Limits", ...ticket.limits.map((text) => paragraph(text)));
    fact("Same content as", ticket.same);
    fact("Ticket", data.shared + ticket.folder + ticket.name);
    const row = element("tr", "", "more");
    const cell = element("td", "");
    cell.colSpan = 8;
    cell.append(facts);
    row.append(cell);
    return row;
  };
  const open = (row, ticket) => {
    const isOpen = row.classList.toggle("open");
    row.querySelector("button.name").setAttribute("aria-expanded", String(isOpen));
    if (isOpen) row.after(moreOf(ticket));
    else row.nextElementSibling.remove();
  };

  // Controls show what is wanted; a condition that no control can show is a chip to take it away by.
  const search = byId("tickets-search");
  const selects = Array.from(document.querySelectorAll("[data-condition]"));
  const sorters = Array.from(document.querySelectorAll("[data-sort]"));
  const reads = (key, value) => (key === "cause" ? titled(value) : key === "status" ? data.statuses[value][0] : value);
  const chips = () => {
    const shownBy = (key) => wanted[key] && selects.some((one) => one.dataset.condition === key && one.value === wanted[key]);
    const told = [];
    for (const key of ["status", "cause", "family", "device", "tool", "operation"]) {
      if (key in wanted && !shownBy(key)) told.push([[key], `${key}: ${reads(key, wanted[key]) || "not told"}`]);
    }
    if (wanted.name) told.push([["name"], `ticket: ${wanted.name}`]);
    if (wanted.caused) told.push([["caused"], "with a cause"]);
    if (wanted.beyond) told.push([["beyond"], wanted.label]);
    if (wanted.since) told.push([["since", "until"], wanted.period]);
    if ("least" in wanted) told.push([["least", "below"], wanted.sure]);
    return told.map(([keys, text]) => {
      const chip = element("button", text, "chip");
      chip.type = "button";
      chip.setAttribute("aria-label", `Without: ${text}`);
      chip.addEventListener("click", () => { for (const key of keys) delete wanted[key]; show(); });
      return chip;
    });
  };
  const show = (slice = data.slice) => {
    shown = slice;
    const found = chosen();
    list.replaceChildren(...found.slice(0, shown).map(rowOf));
    for (const select of selects) {
      select.value = wanted[select.dataset.condition] || "";
      if (select.selectedIndex < 0) select.value = "";
    }
    if (!wanted.text) search.value = "";
    byId("tickets-chips").replaceChildren(...chips());
    byId("tickets-reset").hidden = !Object.keys(wanted).length;
    byId("tickets-sort").value = order.key;
    for (const sorter of sorters) {
      delete sorter.dataset.order;
      sorter.closest("th").removeAttribute("aria-sort");
    }
    const sorter = sorters.find((one) => one.dataset.sort === order.key);
    if (sorter) {
      sorter.dataset.order = order.up ? "up" : "down";
      sorter.closest("th").setAttribute("aria-sort", order.up ? "ascending" : "descending");
    }
    const rest = found.length - Math.min(shown, found.length);
    byId("tickets-more").parentElement.hidden = rest === 0;
    byId("tickets-more").textContent = `Show ${Math.min(rest, data.slice)} more`;
    const many = found.length < tickets.length ? `${number(found.length)} of ${counted(tickets.length, "ticket")} found` : counted(tickets.length, "ticket");
    const first = rest ? `, the first ${number(shown)} below` : "";
    byId("tickets-shown").textContent = `${many}${first}.${order.key ? "" : " Faults first, the surest at the top."}`;
  };
  const sort = (key) => {
    order = { key, up: order.key === key ? !order.up : !fromLargest.has(key) };
    show();
  };
  const choose = (choice) => {
    wanted = { ...choice };
    show();
    byId("tickets").scrollIntoView();
  };

  for (const sorter of sorters) {
    sorter.disabled = false;
    sorter.addEventListener("click", () => sort(sorter.dataset.sort));
  }
  byId("tickets-sort").addEventListener("change", (event) => {
    order = { key: event.target.value, up: !fromLargest.has(event.target.value) };
    show();
  });
  for (const select of selects) {
    select.addEventListener("change", () => {
      const { condition } = select.dataset;
      if (select.value) wanted[condition] = select.value;
      else delete wanted[condition];
      if (condition === "cause") delete wanted.beyond;
      show();
    });
  }
  let waiting = 0;
  search.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const words = search.value.toLowerCase().split(/\s+/).filter(Boolean);
      if (words.length) wanted.text = words;
      else delete wanted.text;
      show();
    }, 120);
  });
  byId("tickets-reset").addEventListener("click", () => { order = { key: "", up: true }; choose({}); });
  byId("tickets-more").addEventListener("click", () => {
    const before = shown;
    show(shown + data.slice);
    list.querySelectorAll("button.name")[before]?.focus();
  });
  document.addEventListener("click", (event) => {
    const link = event.target.closest("[data-choose]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    choose(JSON.parse(link.dataset.choose));
  });
  document.addEventListener("choose", (event) => choose(event.detail));
  show();
})();
