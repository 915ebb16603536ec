// A file for the person: an ordinary download, made in the browser.

const KEPT = 10_000; // ms in which the browser takes it

export function save(content: Blob, name: string): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT);
}
