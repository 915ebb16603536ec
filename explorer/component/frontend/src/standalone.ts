// The map as a page of its own: all that it shows lies in the page, and nobody is asked for anything.
import { provide } from "./assets";
import { opened, type MapData } from "./data";
import { receive } from "./decoder";
import { unpacked } from "./numbers";
import { View } from "./view";
import Decoding from "./worker?worker&inline";

interface Part {
  title: string;
  caption?: string;
  data: Partial<MapData>;
}

// What Python wrote into the page: the parts of a map's data that the buttons choose between, and the others.
interface Handout {
  data: Partial<MapData>;
  maps: Part[];
  colours: Part[];
}

const find = <T extends HTMLElement>(name: string) => document.querySelector<T>(name)!;
const text = (name: string) => find(name).textContent!;

// Buttons, of which one is pressed; none where there is nothing to choose.
function choice(name: string, parts: Part[], changed: () => void): () => Part {
  let chosen = parts[0];
  const buttons = parts.map((part) => {
    const button = Object.assign(document.createElement("button"), { textContent: part.title });
    button.onclick = () => {
      chosen = part;
      mark();
      changed();
    };
    return button;
  });
  const mark = () => buttons.forEach((b, k) => b.setAttribute("aria-pressed", String(parts[k] === chosen)));
  mark();
  find(name).hidden = parts.length < 2;
  find(name).append(...buttons);
  return () => chosen;
}

function open(): void {
  const { data, maps, colours }: Handout = JSON.parse(text("#handout"));
  const root = find("#map").attachShadow({ mode: "open" });
  root.append(find<HTMLTemplateElement>("#component").content.cloneNode(true));
  const view = new View(root);
  const covered = find<HTMLInputElement>("#thumbnails");
  const show = () => {
    find("#quality").textContent = map().caption!;
    view.show({ ...data, ...map().data, ...colour().data, thumbnails: covered.checked } as MapData);
  };
  const map = choice("#maps", maps, show), colour = choice("#colours", colours, show);
  covered.onchange = show;
  matchMedia("(prefers-color-scheme: dark)").onchange = show;
  show();
  if (data.decoder) setTimeout(bringDecoder); // the map is drawn before
}

function bringDecoder(): void {
  provide({ worker: () => new Decoding(), runtime: unpacked(text("#runtime"), Uint8Array<ArrayBuffer>) });
  for (const parcel of document.querySelectorAll(".parcel"))
    receive(opened(unpacked(parcel.textContent!, Uint8Array<ArrayBuffer>)));
}

open();
