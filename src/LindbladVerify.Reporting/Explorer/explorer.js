"use strict";
// Complex numbers on the way to a real value: plain numbers stay plain, others are [re, im].
const M = (() => {
  const re = z => typeof z === "number" ? z : z[0], im = z => typeof z === "number" ? 0 : z[1];
  const of = (x, y) => y === 0 ? x : [x, y];
  const lift = (f, g) => z => typeof z === "number" && Number.isFinite(f(z)) ? f(z) : g(re(z), im(z));
  const m = {
    i: [0, 1],
    add: (a, b) => of(re(a) + re(b), im(a) + im(b)),
    sub: (a, b) => of(re(a) - re(b), im(a) - im(b)),
    neg: a => of(-re(a), -im(a)),
    mul: (a, b) => of(re(a) * re(b) - im(a) * im(b), re(a) * im(b) + im(a) * re(b)),
    div: (a, b) => { if (typeof b === "number") return of(re(a) / b, im(a) / b); const d = b[0] * b[0] + b[1] * b[1]; return of((re(a) * b[0] + im(a) * b[1]) / d, (im(a) * b[0] - re(a) * b[1]) / d); },
    sqrt: lift(x => x >= 0 ? Math.sqrt(x) : NaN, (x, y) => { const r = Math.hypot(x, y), s = Math.sqrt((r + Math.abs(x)) / 2); return s === 0 ? 0 : x >= 0 ? of(s, y / (2 * s)) : [Math.abs(y) / (2 * s), y < 0 ? -s : s]; }),
    exp: lift(Math.exp, (x, y) => of(Math.exp(x) * Math.cos(y), Math.exp(x) * Math.sin(y))),
    log: lift(x => x >= 0 ? Math.log(x) : NaN, (x, y) => of(Math.log(Math.hypot(x, y)), Math.atan2(y, x))),
    sin: lift(Math.sin, (x, y) => of(Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y))),
    cos: lift(Math.cos, (x, y) => of(Math.cos(x) * Math.cosh(y), -Math.sin(x) * Math.sinh(y))),
    tanh: lift(Math.tanh, (x, y) => { const d = Math.cosh(2 * x) + Math.cos(2 * y); return of(Math.sinh(2 * x) / d, Math.sin(2 * y) / d); }),
    abs: z => Math.hypot(re(z), im(z)),
    re, im, conj: z => of(re(z), -im(z)), arg: z => Math.atan2(im(z), re(z)),
    sinh: lift(Math.sinh, (x, y) => of(Math.sinh(x) * Math.cos(y), Math.cosh(x) * Math.sin(y))),
    cosh: lift(Math.cosh, (x, y) => of(Math.cosh(x) * Math.cos(y), Math.sinh(x) * Math.sin(y))),
    coth: z => m.div(1, m.tanh(z)),
    sinc: z => z === 0 ? 1 : m.div(m.sin(z), z),
    min: (...a) => Math.min(...a.map(re)), max: (...a) => Math.max(...a.map(re)),
    pow: (a, b) => {
      if (typeof a === "number" && typeof b === "number" && (a >= 0 || Number.isInteger(b))) return Math.pow(a, b);
      if (Number.isInteger(b) && Math.abs(b) < 65) { let r = 1; for (let k = 0; k < Math.abs(b); k++) r = m.mul(r, a); return b < 0 ? m.div(1, r) : r; }
      return m.exp(m.mul(b, m.log(a)));
    },
    real: z => Math.abs(im(z)) <= 1e-9 * Math.abs(re(z)) ? re(z) : NaN,
  };
  return m;
})();
// Values of a table, cubic between them: Lagrange polynomials on four neighbours along each axis.
function table(t) {
  const nodes = t.sign === 0 ? t.values.map(v => v === null ? NaN : v) : t.values.map(v => v === null ? NaN : Math.log(t.sign * v));
  const sum = (p, k, offset) => {
    if (k === t.axes.length) return nodes[offset];
    const a = t.axes[k], x = (a.count - 1) * (a.log ? Math.log(p[a.name] / a.low) / Math.log(a.high / a.low) : (p[a.name] - a.low) / (a.high - a.low));
    const size = Math.min(4, a.count), first = Math.min(Math.max(Math.floor(x) - 1, 0), a.count - size);
    let s = 0;
    for (let n = 0; n < size; n++) {
      let w = 1;
      for (let j = 0; j < size; j++) if (j !== n) w *= (x - first - j) / (n - j);
      if (w !== 0) s += w * sum(p, k + 1, offset * a.count + first + n);
    }
    return s;
  };
  return p => { const s = sum(p, 0, 0); return t.sign === 0 ? s : t.sign * Math.exp(s); };
}
const predict = /*PREDICT*/;
const truth = /*TRUTH*/;
const $ = id => document.getElementById(id);
const by = Object.fromEntries(E.parameters.map(q => [q.name, q]));
const free = E.parameters.filter(q => q.varied);
const p = Object.fromEntries(E.parameters.map(q => [q.name, q.start]));
const on = (q, v) => q.whole ? Math.round(v) : v;
const at = (q, u) => u <= 0 ? q.low : u >= 1 ? q.high : on(q, q.log ? q.low * Math.pow(q.high / q.low, u) : q.low + (q.high - q.low) * u);
// Whole numbers have a place of a slider each.
const toSlider = q => q.whole ? p[q.name] - q.low : 1000 * place(q, p[q.name]), fromSlider = (q, s) => q.whole ? q.low + Number(s) : at(q, s / 1000);
const place = (q, v) => q.log ? Math.log(v / q.low) / Math.log(q.high / q.low) : (v - q.low) / (q.high - q.low);
const clamp = (q, v) => Math.min(Math.max(on(q, v), q.low), q.high);
const show = v => !Number.isFinite(v) ? "no value" : v === 0 ? "0" : Math.abs(v) >= 1e5 || Math.abs(v) < 1e-3 ? v.toExponential(4).replace(/\.?0+e/, "e").replace("e+", "e") : String(Number(v.toPrecision(6)));
// Along a time course, which may pass through 0, errors are differences over its largest value; elsewhere relative to the value.
const compare = (f, t) => E.scale ? f - t : f / t, error = (f, t) => E.scale ? (f - t) / E.scale : f / t - 1;
const percent = e => E.scale && Math.abs(e) >= 1e-9 ? show(100 * e) + " %" : !Number.isFinite(e) ? "no value" : Math.abs(e) < 1e-9 ? "none beyond rounding" : Math.abs(e) < 10 ? show(100 * e) + " %" : "a factor of " + show(1 + e);
const safe = f => q => { const v = f(q); return typeof v === "number" ? v : NaN; };
const F = safe(predict), T = safe(truth);
// The axes at first: what changes the error most.
const swing = q => { let least = Infinity, most = -Infinity; for (let k = 0; k <= 40; k++) { const s = { ...p, [q.name]: at(q, k / 40) }, e = E.scale ? error(F(s), T(s)) : Math.log(Math.abs(F(s) / T(s))); if (Number.isFinite(e)) { least = Math.min(least, e); most = Math.max(most, e); } } return most > least + 1e-9 ? most - least : 0; };
const ranked = free.map((q, k) => [swing(q), -k, q.name]).sort((a, b) => b[0] - a[0] || b[1] - a[1]).map(r => r[2]);
if (E.first) ranked.unshift(ranked.splice(ranked.indexOf(E.first), 1)[0]);
const state = { axis: ranked[0], x: ranked[0], y: ranked[1] || ranked[0] };
const width = () => Math.min(Math.max(Math.round($("curves").clientWidth) || 700, 340), 760), edge = 80;
const unit = E.unit === "1" ? "" : " " + E.unit;
// Sliders go in whole steps; a number keeps what was typed.
function set(name, value, quiet) {
  const q = by[name];
  if (!q || !q.varied || !Number.isFinite(value)) return false;
  p[name] = clamp(q, value);
  if (!quiet) draw();
  return true;
}
function command() {
  const point = E.parameters.map(q => q.name + "=" + String(p[q.name])).join(",");
  return E.command + " --at " + point;
}
function svg(tag, attributes, text) {
  const e = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const k in attributes) e.setAttribute(k, attributes[k]);
  if (text !== undefined) e.textContent = text;
  return e;
}
const raised = k => String(k).replace(/./g, c => "⁰¹²³⁴⁵⁶⁷⁸⁹"[c] || "⁻");
// Powers of ten alone are written as such; with others between them as plain numbers as long as these are short.
const power = (m, k, alone) => (alone ? k === 0 || k === 1 : k >= -2 && k <= 3) ? String(Number((m * Math.pow(10, k)).toPrecision(2))) : (m === 1 ? "" : m + "·") + "10" + raised(k);
function scale(low, high, log, from, to) {
  const a = log ? Math.log10(low) : low, b = log ? Math.log10(high) : high;
  const f = v => from + ((log ? Math.log10(v) : v) - a) / (b - a || 1) * (to - from);
  const ticks = [];
  let unit = "";
  if (log && b - a >= 0.7) {
    const decades = b - a, step = Math.max(1, Math.ceil(decades / 7)), steps = decades < 1.5 ? [1, 2, 5] : decades < 2.5 ? [1, 3] : [1];
    for (let k = Math.floor(a); k <= b + 1e-9; k += step) for (const m of steps) {
      const v = m * Math.pow(10, k);
      if (Math.log10(v) >= a - 1e-9 && Math.log10(v) <= b + 1e-9) ticks.push([v, power(m, k, steps.length === 1)]);
    }
  } else {
    const lo = log ? low : a, hi = log ? high : b, span = hi - lo || 1, raw = span / 5, ten = Math.pow(10, Math.floor(Math.log10(raw)));
    const step = [1, 2, 5, 10].map(k => k * ten).find(s => s >= raw * 0.999), largest = Math.max(Math.abs(lo), Math.abs(hi)), digits = Math.max(1, Math.ceil(Math.log10(largest / step) - 1e-9) + 1);
    // The power of ten of large and of small numbers stands once, beside the unit.
    const k10 = Math.floor(Math.log10(largest) + 1e-9), ten10 = k10 >= 5 || k10 <= -4 ? Math.pow(10, k10) : 1;
    if (ten10 !== 1) unit = "10" + raised(k10);
    for (let k = Math.ceil(lo / step - 1e-9); k * step <= hi + step * 1e-9; k++) ticks.push([k * step, String(Number((k * step / ten10).toPrecision(digits)))]);
  }
  return { f, ticks, unit };
}
function frame(g, box, xs, ys, xTitle, yTitle, bottom) {
  for (const [v, s] of xs.ticks) {
    const x = xs.f(v);
    g.append(svg("line", { class: "grid", x1: x, x2: x, y1: box.top, y2: box.bottom }));
    if (bottom) g.append(svg("text", { x, y: box.bottom + 18, "text-anchor": "middle" }, s));
  }
  for (const [v, s] of ys.ticks) {
    const y = ys.f(v);
    g.append(svg("line", { class: "grid", x1: box.left, x2: box.right, y1: y, y2: y }), svg("text", { x: box.left - 7, y: y + 4, "text-anchor": "end" }, s));
  }
  g.append(svg("rect", { class: "axis", x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top }));
  if (bottom) g.append(words(svg("text", { x: (box.left + box.right) / 2, y: box.bottom + 40, "text-anchor": "middle" }), xTitle, xs.unit));
  g.append(words(svg("text", { transform: `translate(13 ${(box.top + box.bottom) / 2}) rotate(-90)`, "text-anchor": "middle" }), yTitle, ys.unit));
}
const plain = q => q.symbol.map(r => r[0]).join("") + (q.unit ? " (" + q.unit + ")" : "");
// Indices are lowered, with what follows them back on the line.
function words(element, title, factor) {
  const name = typeof title === "string" ? [[title, 0]] : title.symbol, unit = [factor, title.unit || ""].filter(s => s).join(" ");
  let level = 0;
  for (const [text, next] of [...name, [unit ? " (" + unit + ")" : "", 0]]) {
    if (!text) continue;
    element.append(svg("tspan", { dy: (level - next) * 4, "font-size": next ? "9px" : "12px" }, text));
    level = next;
  }
  return element;
}
function path(points, xs, ys) {
  let d = "", pen = false;
  for (const [x, y] of points) {
    const Y = ys.f(y);
    if (!Number.isFinite(Y)) { pen = false; continue; }
    d += (pen ? "L" : "M") + xs.f(x).toFixed(2) + " " + Y.toFixed(2);
    pen = true;
  }
  return d;
}
// The range of the curves stays while they fill a good part of it, so that they are seen to move; what is flat is not blown up.
let view = null;
function kept(name, low, high) {
  if (!Number.isFinite(low)) return { low: 0, high: 1, log: false };
  const log = !E.scale && low > 0 && high / low > 10, fits = view && view.name === name && view.log === log && low >= view.low && high <= view.high;
  const size = v => log ? Math.log(v.high / v.low) : v.high - v.low, pad = log ? 1.3 : Math.max((high - low) * 0.06, 1e-3 * Math.max(Math.abs(low), Math.abs(high)), Number.MIN_VALUE);
  const fresh = { name, log, low: log ? low / pad : low - pad, high: log ? high * pad : high + pad };
  if (low === 0 && high === 0) { fresh.low = -1; fresh.high = 1; }
  if (!view || view.name !== name || view.log !== log) view = fresh;
  else if (!fits) view = { name, log, low: Math.min(view.low, fresh.low), high: Math.max(view.high, fresh.high) };
  if (size(fresh) < 0.4 * size(view)) view = fresh;
  return view;
}
function drawCurves() {
  const q = by[state.axis], g = $("curves"), N = E.scale ? 720 : 240, rows = [];
  for (let k = 0; k <= N; k++) { const x = at(q, k / N), s = { ...p, [q.name]: x }; rows.push([x, F(s), T(s)]); }
  g.replaceChildren(svg("title", {}, E.left + " and " + E.right + " over " + q.name), svg("desc", {}, "The same numbers stand in the table below."));
  const xs = scale(q.low, q.high, q.log, edge, width() - 14), values = rows.flatMap(r => [r[1], r[2]]).filter(Number.isFinite);
  const range = kept(q.name, Math.min(...values), Math.max(...values)), ys = scale(range.low, range.high, range.log, 250, 12);
  frame(g, { left: edge, right: width() - 14, top: 12, bottom: 250 }, xs, ys, "", { symbol: [[E.quantity, 0]], unit: E.unit === "1" ? "" : E.unit }, false);
  g.append(svg("path", { class: "f", d: path(rows.map(r => [r[0], r[1]]), xs, ys) }), svg("path", { class: "t", d: path(rows.map(r => [r[0], r[2]]), xs, ys) }));
  const same = E.scale ? 0 : 1, ratios = rows.map(r => [r[0], compare(r[1], r[2])]), good = ratios.map(r => r[1]).filter(Number.isFinite);
  const least = Math.min(same, ...good), most = Math.max(same, ...good), wide = !E.scale && least > 0 && most / least > 5, gap = wide ? 1.25 : Math.max((most - least) * 0.08, 0.005 * (E.scale || 1));
  const rs = scale(wide ? least / gap : least - gap, wide ? most * gap : most + gap, wide, 390, 272);
  frame(g, { left: edge, right: width() - 14, top: 272, bottom: 390 }, xs, rs, q, E.left + (E.scale ? " − " : " / ") + E.right, true);
  g.append(svg("line", { class: "axis", x1: edge, x2: width() - 14, y1: rs.f(same), y2: rs.f(same) }), svg("path", { class: "f", d: path(ratios, xs, rs) }));
  const x = xs.f(p[q.name]);
  g.append(svg("line", { class: "here", x1: x, x2: x, y1: 12, y2: 390 }));
  $("numbers").replaceChildren(...rows.filter((r, k) => k % (N / 20) === 0).map(r => {
    const tr = document.createElement("tr");
    for (const v of [r[0], r[1], r[2], compare(r[1], r[2])]) { const td = document.createElement("td"); td.className = "number"; td.textContent = show(v); tr.append(td); }
    return tr;
  }));
  $("axis-head").textContent = plain(q);
}
const BINS = [0.001, 0.01, 0.1, 1];
function drawMap() {
  const qx = by[state.x], qy = by[state.y], g = $("map"), X = 124, Y = 74, box = { left: edge, right: width() - 14, top: 10, bottom: 380 };
  const canvas = document.createElement("canvas");
  canvas.width = X; canvas.height = Y;
  const style = getComputedStyle(document.documentElement), colors = [0, 1, 2, 3, 4, 5].map(k => style.getPropertyValue("--b" + k).trim()), ink = canvas.getContext("2d");
  for (let j = 0; j < Y; j++) for (let i = 0; i < X; i++) {
    const s = { ...p, [qx.name]: at(qx, (i + 0.5) / X), [qy.name]: at(qy, 1 - (j + 0.5) / Y) }, e = Math.abs(error(F(s), T(s)));
    let bin = Number.isNaN(e) ? 5 : BINS.findIndex(b => e <= b);
    if (bin < 0) bin = 4;
    ink.fillStyle = colors[bin];
    ink.fillRect(i, j, 1, 1);
  }
  g.replaceChildren(svg("title", {}, "Error over " + qx.name + " and " + qy.name));
  const image = svg("image", { x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top, preserveAspectRatio: "none", style: "image-rendering:pixelated" });
  image.setAttribute("href", canvas.toDataURL());
  const xs = scale(qx.low, qx.high, qx.log, box.left, box.right), ys = scale(qy.low, qy.high, qy.log, box.bottom, box.top);
  frame(g, box, xs, ys, qx, qy, true);
  g.insertBefore(image, g.children[1]);
  for (const line of g.querySelectorAll(".grid")) line.remove();
  const cx = xs.f(p[qx.name]), cy = ys.f(p[qy.name]);
  for (const c of ["halo", "cross"]) g.append(svg("path", { class: c, d: `M${box.left} ${cy}H${cx - 9}M${cx + 9} ${cy}H${box.right}M${cx} ${box.top}V${cy - 9}M${cx} ${cy + 9}V${box.bottom}` }), svg("circle", { class: c, cx, cy, r: 9 }));
  const area = svg("rect", { class: "area", x: box.left, y: box.top, width: box.right - box.left, height: box.bottom - box.top });
  g.append(area);
  const choose = e => {
    const r = area.getBoundingClientRect();
    set(state.x, at(qx, (e.clientX - r.left) / r.width), true);
    set(state.y, at(qy, 1 - (e.clientY - r.top) / r.height));
  };
  area.addEventListener("pointerdown", e => { choose(e); dragging = true; e.preventDefault(); });
  mover = choose;
}
let dragging = false, mover = () => {}, waiting = false;
addEventListener("pointermove", e => { if (dragging) mover(e); });
for (const end of ["pointerup", "pointercancel"]) addEventListener(end, () => { dragging = false; });
function draw() {
  const f = F(p), t = T(p), e = error(f, t);
  for (const q of free) {
    const range = $("range-" + q.name), number = $("number-" + q.name);
    range.value = String(Math.round(toSlider(q)));
    range.setAttribute("aria-valuetext", show(p[q.name]) + " " + q.unit);
    if (document.activeElement !== number) number.value = String(Number(p[q.name].toPrecision(6)));
  }
  for (const [id, v, s] of [["value-formula", f, show(f) + unit], ["value-truth", t, show(t) + unit], ["value-ratio", compare(f, t), show(compare(f, t))], ["value-error", e, percent(e)]]) { $(id).value = s; $(id).dataset.value = String(v); }
  $("command").textContent = command();
  $("said").textContent = `${E.left} ${show(f)}, ${E.right} ${show(t)}${unit}, ${E.error} ${percent(e)}`;
  drawCurves();
  if (free.length > 1 && !waiting) { waiting = true; requestAnimationFrame(() => { waiting = false; drawMap(); }); }
}
function fit() {
  $("curves").setAttribute("viewBox", `0 0 ${width()} 440`);
  if ($("map")) $("map").setAttribute("viewBox", `0 0 ${width()} 430`);
}
addEventListener("resize", () => { fit(); draw(); });
fit();
for (const q of free) {
  $("range-" + q.name).addEventListener("input", e => set(q.name, fromSlider(q, e.target.value)));
  $("number-" + q.name).addEventListener("change", e => { if (!set(q.name, Number(e.target.value))) draw(); });
}
for (const [id, key] of [["choose-axis", "axis"], ["choose-x", "x"], ["choose-y", "y"]]) {
  const list = $(id);
  if (!list) continue;
  list.value = state[key];
  list.addEventListener("change", () => {
    const other = key === "x" ? "y" : key === "y" ? "x" : null;
    if (other && state[other] === list.value) { state[other] = state[key]; $("choose-" + other).value = state[other]; }
    state[key] = list.value;
    draw();
  });
}
if ($("map")) $("map").addEventListener("keydown", e => {
  const step = e.shiftKey ? 0.1 : 0.02, move = { ArrowLeft: ["x", -step], ArrowRight: ["x", step], ArrowUp: ["y", step], ArrowDown: ["y", -step] }[e.key];
  if (!move) return;
  const q = by[state[move[0]]];
  const next = at(q, place(q, p[q.name]) + move[1]);
  set(q.name, q.whole && next === p[q.name] ? next + Math.sign(move[1]) : next);
  e.preventDefault();
});
$("copy").addEventListener("click", () => { if (navigator.clipboard) navigator.clipboard.writeText(command()); else getSelection().selectAllChildren($("command")); });
$("reset").addEventListener("click", () => { view = null; for (const q of free) p[q.name] = q.start; draw(); });
matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
// A point in the address, such as #D=1000,P=0.5, is where the page starts.
for (const part of decodeURIComponent(location.hash.slice(1)).split(",")) { const [name, value] = part.split("="); if (value) set(name, Number(value), true); }
draw();
