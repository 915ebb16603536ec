// A picture from a file, the clipboard or a drop: upright, with what is transparent laid on white, or a sentence why not.

const LARGEST = 20e6; // bytes
const MOST = 50e6; // pixels
const SHORT = 1024; // pixels of the shorter side are as many as a pad keeps

// Why it can't be taken, in words for whoever chose it.
export class Refused extends Error {}

export async function photoOf(file: Blob): Promise<HTMLCanvasElement> {
  const name = file instanceof File && file.name ? file.name : "This picture";
  if (file.size > LARGEST) throw new Refused(`${name} is ${Math.round(file.size / 1e6)} MB; the limit is 20 MB.`);
  const [wide, high] = await sides(file).catch(() => {
    throw new Refused(`${name} is not an image that this browser can read.`);
  });
  const pixels = wide * high;
  if (pixels > MOST) throw new Refused(`${name} has ${Math.round(pixels / 1e6)} million pixels; the limit is 50 million.`);
  try {
    const bitmap = await createImageBitmap(file, { imageOrientation: "from-image" }); // as the camera was held
    return laid(bitmap);
  } catch {
    throw new Refused(`${name} is a broken image.`);
  }
}

// Known before a picture is decoded: 50 million pixels take 200 MB.
function sides(file: Blob): Promise<[number, number]> {
  const address = URL.createObjectURL(file), image = new Image();
  const known = new Promise<[number, number]>((resolve, reject) => {
    image.onload = () => resolve([image.naturalWidth, image.naturalHeight]);
    image.onerror = reject;
  });
  image.src = address;
  return known.finally(() => URL.revokeObjectURL(address));
}

function laid(bitmap: ImageBitmap): HTMLCanvasElement {
  const scale = Math.min(1, SHORT / Math.min(bitmap.width, bitmap.height));
  const canvas = document.createElement("canvas");
  [canvas.width, canvas.height] = [bitmap.width, bitmap.height].map((side) => Math.max(1, Math.round(side * scale)));
  const c = canvas.getContext("2d")!;
  c.fillStyle = "#fff";
  c.fillRect(0, 0, canvas.width, canvas.height);
  c.imageSmoothingQuality = "high";
  c.drawImage(bitmap, 0, 0, canvas.width, canvas.height);
  bitmap.close();
  return canvas;
}
