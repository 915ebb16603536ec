// The component: the film of a training, drawn without a word to the server.
import type { Given } from "../data";
import type { Reel } from "./reel";
import { View } from "./view";
import "./scrubber.css";

const views = new WeakMap<object, View>();

// Called again when the data or the theme change.
export default function ({ parentElement, data }: Given<Reel>): () => void {
  let view = views.get(parentElement);
  if (!view) {
    view = new View(parentElement);
    views.set(parentElement, view);
  }
  view.show(data);
  return () => view.pause();
}
