// What a person does from the map, with no word to the server: paths, groups by the lasso, the manifold.
import { Anchors } from "./anchors";
import { Attribute } from "./attribute";
import { Chosen } from "./chosen";
import type { Tool } from "./gestures";
import { Lasso } from "./lasso";
import { Manifold } from "./manifold";
import { Panel, type Desk } from "./tray";

const EMPTY = "No image lies inside of this line, so that nothing is chosen anew.";
const COMING = "The decoder is on its way.";

export class Tools {
  readonly lasso: Lasso;
  private readonly manifold: Manifold;
  private readonly anchors: Anchors;
  private readonly chosen: Chosen;
  private readonly attribute: Attribute;
  private readonly note: Panel;
  private run: string | undefined;

  constructor(private readonly desk: Desk) {
    const over = Object.assign(document.createElement("div"), { className: "over" });
    desk.find(".map > canvas").after(over);
    this.manifold = new Manifold(desk, over);
    this.lasso = new Lasso(desk, over, () => this.choice(), () => this.say(EMPTY));
    this.anchors = new Anchors(desk, over, () => this.opened(".path", this.anchors.shown));
    this.chosen = new Chosen(desk, {
      group: (which) => this.attribute.set(which, this.lasso.chosen),
      clear: () => this.lasso.choose([]),
    });
    this.attribute = new Attribute(desk, over);
    this.note = new Panel(desk.find(".tray"), "note", '<p role="status"></p>');
    this.buttons();
    desk.frame.addEventListener("keydown", (e) => this.key(e));
  }

  // After the data or the decoder have come or changed: another map of the same run keeps what was chosen.
  renew(moved: boolean): void {
    const run = this.desk.ground()?.data.decoder;
    const other = run !== this.run;
    this.run = run;
    if (other) this.clear();
    else if (moved) {
      this.anchors.renew();
      this.attribute.renew();
    }
    if (other || moved) this.manifold.forget();
    if (this.manifold.on) this.manifold.lay();
    if (this.note.shown && this.desk.point.stored()) this.choice(); // what waited for the decoder
  }

  lay(): void {
    for (const tool of [this.manifold, this.lasso, this.anchors, this.attribute]) tool.lay();
  }

  private clear(): void {
    this.anchors.clear();
    this.attribute.clear();
    this.lasso.choose([]);
  }

  private buttons(): void {
    const { find, gestures } = this.desk;
    for (const tool of ["hand", "lasso"] as const)
      find(`.${tool}`).onclick = () => this.take(gestures.tool === tool ? "" : tool);
    find(".path").onclick = () => (this.anchors.shown ? this.anchors.clear() : this.anchors.open());
    find(".grid").onclick = () => {
      this.manifold.toggle();
      this.opened(".grid", this.manifold.on);
    };
  }

  private take(tool: Tool): void {
    this.desk.gestures.take(tool);
    this.say("");
    for (const name of ["hand", "lasso"]) this.press(`.${name}`, name === tool);
    this.desk.find(".map > canvas").classList.toggle("hand", tool === "hand");
  }

  private key(e: KeyboardEvent): void {
    const at = e.target as HTMLElement;
    if (e.ctrlKey || e.metaKey || e.altKey || at.matches("textarea, input:not([type=range])")) return;
    if (e.key === "a") this.anchors.set("A");
    if (e.key === "b") this.anchors.set("B");
    if (e.key === "p") this.anchors.play();
    if (e.key !== "Escape") return;
    this.anchors.stop();
    this.take("");
  }

  private choice(): void {
    this.tell(this.lasso.chosen.length > 0);
    this.chosen.show(this.lasso.chosen);
  }

  private opened(name: string, open: boolean): void {
    this.press(name, open);
    this.tell(open);
  }

  // Why nothing is decoded, where something would be.
  private tell(wanted = false): void {
    const data = this.desk.ground()?.data;
    this.say(wanted && data && !this.desk.point.stored() ? data.refused || COMING : "");
  }

  private press(name: string, pressed: boolean): void {
    this.desk.find(name).setAttribute("aria-pressed", String(pressed));
  }

  private say(words: string): void {
    this.note.shown = words !== "";
    this.note.find("p").textContent = words;
  }
}
