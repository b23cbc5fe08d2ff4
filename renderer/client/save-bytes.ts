import { saveFile } from './save-text';

/** Hands bytes, which came as Base64, to the person as a file. */
export function saveBytes(name: string, base64: string): void {
  const bytes = Uint8Array.from(atob(base64), (character) => character.charCodeAt(0));
  saveFile(name, new Blob([bytes], { type: 'application/octet-stream' }));
}
