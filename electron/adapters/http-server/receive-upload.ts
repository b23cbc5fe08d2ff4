// Takes in the body of a PUT that a phone may send.
import type { IncomingMessage } from 'node:http';

/** Calls back once: with the whole body, or with null as soon as it is larger than `limitBytes`; then the rest is left unread. Never
 *  when the peer goes away midway. */
export function receiveUpload(
  request: IncomingMessage,
  limitBytes: number,
  received: (body: Uint8Array | null) => void,
): void {
  if (Number(request.headers['content-length'] ?? 0) > limitBytes) return received(null);
  let parts: Uint8Array[] = [];
  let sizeBytes = 0;
  request.on('data', (chunk: Uint8Array) => {
    sizeBytes += chunk.length;
    parts.push(chunk);
    if (sizeBytes <= limitBytes) return;
    parts = [];
    request.removeAllListeners();
    received(null);
  });
  request.on('end', () => received(Buffer.concat(parts)));
}
