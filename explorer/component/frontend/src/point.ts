// The point that is dragged: where it stands, what its code is, and the picture of it, the latest one only.
import type { Camera, Pair } from "./camera";
import type { MapData } from "./data";
import { decoderOf, type Decoder } from "./decoder";
import type { Corner } from "./delaunay";
import { affine, barycentric, mixed, type Inverse, type Spot } from "./inverse";
import { Latest } from "./latest";
import type { Markers } from "./markers";
import { amongNeighbours, centre, neighbours, onPlane, together, type Placing } from "./placed";
import type { Points, Seen } from "./nearest";
import type { Slot } from "./slot";

interface Job {
  z: Float32Array;
  since: number;
}

export interface Ground {
  points: Points;
  seen: Seen;
  camera: Camera;
  data: MapData;
  sheet: HTMLImageElement | undefined;
  words: (i: number) => string;
  ink: (i: number) => string;
}

// Where the point has gone: the mixture of stored codes that lies there, of which a linked map makes its own.
export type Moved = (corners: Corner[], since: number) => void;

export class Point {
  z: Float32Array | undefined;
  moved: Moved | undefined;
  shared: (() => Corner[] | undefined) | undefined; // where the point of linked maps stands already
  private place: Pair | undefined;
  private index = -1; // of the stored code on which it stands
  private near = -1;
  private decoder: Decoder | undefined;
  private inverse: Inverse | undefined;
  private placing: Placing | undefined;
  private readonly queue = new Latest<Job>((job) => this.paint(job));

  constructor(
    private readonly slot: Slot,
    private readonly markers: Markers,
    private readonly ground: () => Ground | undefined,
    private readonly canvas: HTMLElement,
  ) {}

  // After the data have changed: the same code where it can be kept, else the one of `selected`.
  renew(moved: boolean, selected: number): void {
    const ground = this.ground()!;
    if (moved) this.inverse = this.placing = undefined;
    const { decoder, refused } = ground.data;
    if (refused) return this.slot.say(refused, true);
    const found = decoderOf(decoder);
    const other = found !== this.decoder;
    this.decoder = found;
    if (other) this.inverse = this.placing = this.z = undefined;
    if (!found) return this.slot.say("The decoder is on its way.");
    if (!other) return moved ? this.stand(this.index < 0 ? selected : this.index) : undefined;
    this.slot.say("The decoder is being opened.");
    found.ready.then(
      () => found === this.decoder && this.begin(selected),
      (why: Error) => found === this.decoder && this.fail(why),
    );
  }

  // Without a word to linked maps, which are where they are.
  private begin(selected: number): void {
    this.follow(this.shared?.() ?? [[selected, 1]], performance.now());
  }

  // On a stored code: exactly that one.
  stand(i: number, since = performance.now()): void {
    const ground = this.ground();
    if (!this.decoder || !ground) return;
    const { codes, size } = this.decoder;
    this.index = i;
    this.place = [ground.points.x[i], ground.points.y[i]];
    this.near = -1; // it is the nearest itself
    this.ask(codes.slice(i * size, (i + 1) * size), since);
    this.moved?.([[i, 1]], since);
  }

  move(place: Pair, since: number): void {
    const spot = this.spotAt(place);
    if (!spot) return;
    this.index = -1;
    this.place = spot.place;
    this.ask(spot.z, since);
    this.moved?.(spot.corners, since);
  }

  // What lies at a place of the map.
  spotAt(place: Pair): Spot | undefined {
    const { decoder } = this, ground = this.ground();
    if (!decoder || !ground) return undefined;
    const { plane, link } = ground.data;
    // Linked maps show the same mixture of images, which a plane through more than two dimensions is not.
    const flat = plane && !link;
    this.inverse ??= flat ? affine(plane) : barycentric(ground.points, decoder.codes, decoder.size);
    return this.inverse(place);
  }

  // To any code: it lies where its neighbours do, if it is not known to lie elsewhere.
  go(z: Float32Array, since = performance.now(), place = this.placeOf(z)): void {
    if (!place) return;
    this.place = place;
    this.index = -1;
    this.ask(z, since);
    this.moved?.(neighbours(this.decoder!.codes, z, z.length), since);
  }

  placeOf(z: Float32Array): Pair | undefined {
    const { decoder } = this, ground = this.ground();
    if (!decoder || !ground) return undefined;
    const { plane } = ground.data;
    this.placing ??= plane ? onPlane(plane) : amongNeighbours(ground.points, decoder.codes, decoder.size);
    return this.placing(z);
  }

  // To the same mixture of the same images as on a linked map: between them where they lie together on this map, too.
  follow(corners: Corner[], since: number): void {
    const { decoder } = this, ground = this.ground();
    if (!decoder || !ground) return;
    const z = mixed(corners, decoder.codes, decoder.size);
    this.index = corners.length === 1 ? corners[0][0] : -1;
    this.place = together(ground.points, corners) ? centre(ground.points, corners) : this.placeOf(z);
    this.ask(z, since);
  }

  // The decoder with the codes of the map's points, once it is here.
  stored(): Decoder | undefined {
    return this.decoder;
  }

  // Its pixel, once it stands somewhere.
  at(): Pair | undefined {
    return this.z && this.place && this.ground()?.camera.pixel(this.place);
  }

  lay(): void {
    const ground = this.ground();
    const own = this.at();
    const known = ground && own && this.near >= 0 && this.near < ground.points.x.length;
    const near = known ? ground.camera.pixel([ground.points.x[this.near], ground.points.y[this.near]]) : undefined;
    this.markers.put(".point", own);
    this.markers.put(".near", this.index < 0 ? near : undefined);
    this.markers.tie(this.index < 0 ? own : undefined, near);
  }

  // The nearest image again, after a sheet has come: the real one where it is here, else the decoded one.
  neighbour(): void {
    const ground = this.ground(), originals = this.decoder?.originals;
    if (!ground || !this.z || this.near < 0) return;
    const { data } = ground;
    const sheet = originals ? { ...originals, real: true } : { sheet: ground.sheet, columns: data.columns, real: false };
    this.slot.neighbour(this.near, sheet, data, ground.words(this.near));
  }

  // Once more where it stands, since more can be told of it.
  again(): void {
    if (this.z) this.ask(this.z, performance.now());
  }

  private ask(z: Float32Array, since: number): void {
    this.z = z;
    this.lay();
    this.queue.offer({ z, since });
  }

  private async paint({ z, since }: Job): Promise<void> {
    const { decoder } = this, ground = this.ground();
    if (!decoder || !ground) return;
    try {
      await decoder.ready;
      const picture = await decoder.decode(z, Math.min(ground.points.x.length, decoder.originals?.n ?? ground.data.thumbs));
      if (decoder !== this.decoder) return;
      this.near = picture.index;
      this.lay();
      this.slot.say("");
      this.slot.paint(picture, decoder.within, z);
      this.neighbour();
      picture.cycle?.then((cycle) => z === this.z && this.slot.cycle(cycle)).catch(() => undefined);
      this.canvas.dispatchEvent(new CustomEvent("decoded", { detail: { since }, bubbles: true, composed: true }));
    } catch (why) {
      if (decoder === this.decoder) this.fail(why as Error);
    }
  }

  private fail(why: Error): void {
    this.z = undefined;
    this.lay();
    const { run } = this.decoder!;
    this.slot.say(`The decoder of ${run} does not run in this browser (${why.message}). A click still selects.`, true);
  }
}
