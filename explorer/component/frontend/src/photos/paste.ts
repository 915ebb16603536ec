// A picture that is pasted anywhere on the page goes to Python.
const LARGEST = 30_000_000; // bytes

export interface Pasted {
  name: string;
  data: string; // base64
}

// Listens until the returned function is called; `say` is given a sentence where it cannot be done.
export function onPaste(take: (pasted: Pasted) => void, say: (sentence: string) => void): () => void {
  const heard = async (e: ClipboardEvent) => {
    const target = e.composedPath()[0];
    if (target instanceof HTMLInputElement || target instanceof HTMLTextAreaElement) return;
    const file = [...(e.clipboardData?.files ?? [])].find((f) => f.type.startsWith("image/"));
    if (!file) return;
    e.preventDefault();
    if (file.size > LARGEST) return say("A pasted picture may have 30 MB: upload this one as a file.");
    take({ name: file.name || "pasted.png", data: base64(new Uint8Array(await file.arrayBuffer())) });
  };
  document.addEventListener("paste", heard);
  return () => document.removeEventListener("paste", heard);
}

export function base64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let i = 0; i < bytes.length; i += 0x8000) parts.push(String.fromCharCode(...bytes.subarray(i, i + 0x8000)));
  return btoa(parts.join(""));
}
