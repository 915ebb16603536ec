// Whether a place lies inside of a closed line.
import type { Pair } from "./camera";

// By the even-odd rule: a ray to the right crosses the line an odd number of times.
export function inside(line: Pair[], [x, y]: Pair): boolean {
  let odd = false;
  for (let i = 0, j = line.length - 1; i < line.length; j = i++) {
    const [[ax, ay], [bx, by]] = [line[i], line[j]];
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) odd = !odd;
  }
  return odd;
}
