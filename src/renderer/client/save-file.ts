import type { SavedFile } from '../../preload/contract.ts';

/** Hands files to the person, as a browser hands a download. */
export function saveFiles(files: readonly SavedFile[]): void {
  for (const { name, base64 } of files) {
    const address = URL.createObjectURL(new Blob([Uint8Array.from(atob(base64), (byte) => byte.charCodeAt(0))]));
    const link = document.createElement('a');
    link.href = address;
    link.download = name;
    link.click();
    setTimeout(() => URL.revokeObjectURL(address), 10_000);
  }
}
