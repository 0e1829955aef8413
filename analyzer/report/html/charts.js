// The charts: unpacks the library that draws them, draws, and passes a click on a mark on as a choice of tickets.
"use strict";
(() => {
  const byId = (id) => document.getElementById(id);
  const figures = JSON.parse(byId("charts-data").textContent);
  const plots = Array.from(document.querySelectorAll("[data-chart]"));
  const config = { displayModeBar: false, responsive: true, doubleClick: false, showTips: false };
  const PAPER = { width: 660, height: 400, "font.size": 10 };
  const NARROW = 480;

  // Before anything is drawn, its room is kept, and the numbers are folded: they stay open where nothing can be drawn.
  const numbers = (plot) => plot.parentElement.querySelector("details");
  const room = (plot) => {
    const { layout, narrow } = figures[plot.dataset.chart];
    plot.style.height = `${(plot.clientWidth < NARROW && narrow.height) || layout.height}px`;
  };
  const begin = () => {
    for (const plot of plots) {
      plot.hidden = false;
      numbers(plot).open = false;
      room(plot);
    }
  };
  const giveUp = () => {
    for (const plot of plots) {
      plot.hidden = true;
      numbers(plot).open = true;
    }
  };

  const unpacked = async () => {
    const bytes = Uint8Array.from(atob(byId("charts-library").textContent), (char) => char.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    return new Response(stream).text();
  };
  // The policy of this page lets the library in by its hash, and an empty style by its own, to which rules are added.
  // Another style, of a kind of map that this page has not, is put where it is not applied: it would be an error.
  const load = (text) => {
    const style = document.createElement("style");
    style.id = "plotly.js-style-global";
    document.head.append(style);
    const script = document.createElement("script");
    script.textContent = text;
    document.createElement = (name) => Document.prototype.createElement.call(document, name === "style" ? "template" : name);
    document.body.append(script);
    delete document.createElement;
    if (!window.Plotly) throw new Error("the library did not start");
  };

  const draw = async (plot) => {
    const { data, layout, narrow } = structuredClone(figures[plot.dataset.chart]);
    const isNarrow = plot.clientWidth < NARROW;
    room(plot);
    layout.font.family = getComputedStyle(document.body).fontFamily;
    await window.Plotly.react(plot, data, layout, config);
    if (isNarrow && Object.keys(narrow).length) await window.Plotly.relayout(plot, narrow);
    plot.dataset.narrow = String(isNarrow);
  };
  const listen = (plot) => {
    plot.on("plotly_click", ({ points: [point] }) => {
      document.dispatchEvent(new CustomEvent("choose", { detail: point.customdata[1] }));
    });
    plot.on("plotly_hover", () => plot.classList.add("pointing"));
    plot.on("plotly_unhover", () => plot.classList.remove("pointing"));
    new ResizeObserver(() => {
      if (plot.dataset.narrow !== String(plot.clientWidth < NARROW)) draw(plot);
    }).observe(plot);
  };
  const start = async () => {
    begin();
    try {
      load(await unpacked());
      for (const plot of plots) {
        await draw(plot);
        listen(plot);
      }
      document.documentElement.dataset.charts = "drawn";
    } catch (error) {
      giveUp();
      console.warn(`The charts cannot be drawn here: ${error.message}`);
    }
  };

  // Paper has a size of its own.
  window.addEventListener("beforeprint", () => {
    for (const plot of plots.filter((one) => one.layout)) {
      const height = Math.min(PAPER.height, plot.layout.height);
      plot.style.height = `${height}px`;
      window.Plotly.relayout(plot, { ...PAPER, height });
    }
  });
  window.addEventListener("afterprint", () => {
    for (const plot of plots) if (plot.layout) draw(plot);
  });
  start();
})();
