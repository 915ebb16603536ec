// Maps of one page that carry the same link share one point: where it goes on one of them it goes on the others, too,
// to the same mixture of the same images, and each decodes it by its own decoder. So a link names images, not a place:
// Python gives the same one only to maps whose points are those of the same images, in the same order.
import type { Corner } from "./delaunay";

// A map, as its link sees it.
export interface Member {
  onPage(): boolean;
  follow(corners: Corner[], since: number): void;
  chosen(i: number): void;
}

interface Group {
  members: Set<WeakRef<Link>>; // a map that has left the page is not kept by this
  stands: Corner[] | undefined; // where the point was taken last
}

const groups = new Map<string, Group>();

export class Link {
  private readonly own = new WeakRef<Link>(this);
  private id = ""; // "" for a map by itself

  constructor(private readonly member: Member) {}

  join(id: string): void {
    if (id === this.id) return;
    groups.get(this.id)?.members.delete(this.own);
    this.id = id;
    if (!id) return;
    if (!this.others().length) groups.set(id, { members: new Set(), stands: undefined });
    groups.get(id)!.members.add(this.own);
  }

  // The mixture at which the shared point stands, once it has been moved: a map that comes later goes there.
  stands(): Corner[] | undefined {
    return groups.get(this.id)?.stands;
  }

  moved(corners: Corner[], since: number): void {
    const group = groups.get(this.id);
    if (!group) return;
    group.stands = corners;
    for (const other of this.others()) other.follow(corners, since);
  }

  choose(i: number): void {
    for (const other of this.others()) other.chosen(i);
  }

  // The other maps that are still on the page; the rest leave.
  private others(): Member[] {
    const members = groups.get(this.id)?.members ?? new Set();
    const found: Member[] = [];
    for (const reference of members) {
      const link = reference.deref();
      if (link === this) continue;
      if (link?.member.onPage()) found.push(link.member);
      else members.delete(reference);
    }
    return found;
  }
}
