// The legend: names of labels that hide and show, or the bar of a scale.
import type { Scale } from "./data";

export interface Names {
  names: string[];
  inks: string[];
  hidden: Set<string>;
  changed: () => void;
}

// A click hides or shows a label, a double click shows it alone or all again.
export function entries({ names, inks, hidden, changed }: Names): HTMLElement[] {
  const items = names.map((name, k) => {
    const item = document.createElement("button");
    item.style.setProperty("--ink", inks[k]);
    item.textContent = name;
    item.title = "Click: hide or show. Double click: this one alone.";
    const others = names.filter((n) => n !== name);
    item.onclick = () => {
      if (!hidden.delete(name)) hidden.add(name);
      mark();
    };
    item.ondblclick = () => {
      const alone = others.every((n) => hidden.has(n));
      hidden.clear();
      if (!alone) others.forEach((n) => hidden.add(n));
      mark();
    };
    return item;
  });
  const pressed = () => items.forEach((item, k) => item.setAttribute("aria-pressed", String(!hidden.has(names[k]))));
  const mark = () => {
    pressed();
    changed();
  };
  pressed();
  return items;
}

// The scale in words and colours: both ends are clipped.
export function bar({ title, unit, low, high }: Scale, inks: string[]): HTMLElement[] {
  const part = (kind: string, text = "") =>
    Object.assign(document.createElement("span"), { className: kind, textContent: text });
  const strip = part("strip");
  strip.style.background = `linear-gradient(to right, ${inks.join()})`;
  const ends = [low, high].map((v) => Number(v.toPrecision(3)));
  return [part("title", `${title}, ${unit}`), part("low", `≤ ${ends[0]}`), strip, part("high", `≥ ${ends[1]}`)];
}
