// Where a photo lies in its frame: the photo's pixel p is at p * scale + (x, y), in CSS pixels.
import { within } from "../numbers";

export interface Size {
  width: number;
  height: number;
}

export interface Place {
  scale: number; // CSS pixels to a pixel of the photo: 1 is 100 %
  x: number;
  y: number;
}

export const MOST = 16;

export function fitted(photo: Size, frame: Size): Place {
  return held({ scale: Math.min(frame.width / photo.width, frame.height / photo.height), x: 0, y: 0 }, photo, frame);
}

// `by` times as large, with what lies at (x, y) of the frame staying there; never smaller than the frame or 100 %.
export function zoomed(place: Place, by: number, x: number, y: number, photo: Size, frame: Size): Place {
  const least = Math.min(1, fitted(photo, frame).scale);
  const scale = within(place.scale * by, least, Math.max(MOST, least));
  const k = scale / place.scale;
  return held({ scale, x: x - (x - place.x) * k, y: y - (y - place.y) * k }, photo, frame);
}

export function moved(place: Place, dx: number, dy: number, photo: Size, frame: Size): Place {
  return held({ scale: place.scale, x: place.x + dx, y: place.y + dy }, photo, frame);
}

// No edge of the photo inside the frame where it fills it; in the middle where it does not.
function held(place: Place, photo: Size, frame: Size): Place {
  const along = (at: number, side: number, room: number) => (side <= room ? (room - side) / 2 : within(at, room - side, 0));
  return {
    scale: place.scale,
    x: along(place.x, photo.width * place.scale, frame.width),
    y: along(place.y, photo.height * place.scale, frame.height),
  };
}
