// The component: a map of points, or what comes beside it for its run, each in an instance of its own and once.
import { moduleWorker, provide } from "./assets";
import { opened, type Given, type MapData } from "./data";
import { receive } from "./decoder";
import { View } from "./view";
import "./point_map.css";

const AHEAD_AFTER = 1500; // ms: the page itself comes first
const WORKER = "worker.js";
const here = import.meta.url;

provide({ worker: () => moduleWorker(new URL(WORKER, here)) });

const views = new WeakMap<object, View>();

// A file of the app's own scripts, fetched before a page asks for it; it is not run until then.
function loadAhead(name: string): void {
  const own = document.querySelector<HTMLScriptElement>('script[src*="static/js/"]');
  if (!own) return;
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = new URL(name, own.src).href;
  document.head.append(link);
}

// Called again when the data or the theme change.
export default function ({ parentElement, data, setStateValue }: Given<MapData | Uint8Array>): void {
  if (data instanceof Uint8Array) return receive(opened(data));
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement, true);
    views.set(parentElement, view);
    if (data.ahead) setTimeout(loadAhead, AHEAD_AFTER, data.ahead);
  }
  view.tell = setStateValue;
  view.show(data);
}
