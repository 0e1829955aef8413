"""Pages of the sample reports, and questions that tests ask a page."""

from __future__ import annotations

import io
from functools import cache

from samples import SAMPLES

from analyzer.report.html_report import RENDERER

SIZES = {"desktop": {"width": 1280, "height": 900}, "phone": {"width": 360, "height": 740}}


@cache
def page_of(*names: str) -> str:
    """The page of one sample report, or of several together."""
    stream = io.StringIO()
    if len(names) == 1:
        RENDERER.render(SAMPLES[names[0]](), stream)
        return stream.getvalue()
    with RENDERER.gather(stream) as add:
        for name in names:
            add(SAMPLES[name]())
    return stream.getvalue()


IN_VIEW = """(element) => {
  const box = element.getBoundingClientRect();
  return box.width > 0 && box.height > 0 && box.top >= 0 && box.bottom <= innerHeight;
}"""

DANGLING = """() => Array.from(document.querySelectorAll('a[href^="#"]'))
  .map((link) => link.getAttribute("href").slice(1))
  .filter((name) => !document.getElementById(name))"""

DOUBLED = """() => {
  const names = Array.from(document.querySelectorAll("[id]"), (one) => one.id);
  return names.filter((name, place) => names.indexOf(name) !== place);
}"""

TOO_WIDE = """() => document.documentElement.scrollWidth <= innerWidth ? [] :
  Array.from(document.querySelectorAll("body *"))
    .filter((one) => one.getBoundingClientRect().right > innerWidth && !one.closest(".scroll, .contents, .sr-only"))
    .map((one) => `${one.tagName}.${one.className} ${one.textContent.trim().slice(0, 60)}`)"""
"""What makes the page scroll sideways."""

FAINT = """() => {
  const parse = (text) => {
    const numbers = text.match(/[\\d.]+/g).map(Number);
    return [numbers[0], numbers[1], numbers[2], numbers.length > 3 ? numbers[3] : 1];
  };
  const over = (above, below) => [0, 1, 2].map((i) => above[i] * above[3] + below[i] * (1 - above[3])).concat(1);
  const ground = (element) => {
    const layers = [];
    for (let part = element; part; part = part.parentElement) {
      layers.push(parse(getComputedStyle(part).backgroundColor));
    }
    return layers.reverse().reduce((below, above) => over(above, below), [255, 255, 255, 1]);
  };
  const light = (colour) => {
    const [r, g, b] = colour.slice(0, 3).map((value) => {
      const part = value / 255;
      return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
    });
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const faint = new Map();
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  let seen = 0;
  for (let node = walk.nextNode(); node; node = walk.nextNode()) {
    const element = node.parentElement;
    if (!node.data.trim() || !element.getClientRects().length) continue;
    if (element.closest("script, style, svg, .sr-only")) continue;
    const style = getComputedStyle(element);
    const below = ground(element);
    const [low, high] = [light(over(parse(style.color), below)), light(below)].sort((a, b) => a - b);
    const ratio = (high + 0.05) / (low + 0.05);
    const size = parseFloat(style.fontSize);
    const large = size >= 24 || (size >= 18.66 && Number(style.fontWeight) >= 700);
    seen += 1;
    if (ratio < (large ? 3 : 4.5)) faint.set(`${element.tagName}.${element.className}`, ratio.toFixed(2));
  }
  return { seen, faint: Object.fromEntries(faint) };
}"""
"""Texts whose contrast against what lies behind them is below WCAG AA, by element."""
