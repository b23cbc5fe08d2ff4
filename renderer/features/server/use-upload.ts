import { useRef, useState } from 'react';
import type { LibraryFileView } from '../../../electron/contract/library';
import type { WorkstationBridge } from '../../../electron/contract/contract';
import { ProblemError, type Problem } from '../../../electron/core/shared/problem';
import { ask } from '../../client/use-call';
import { useConnection } from '../../client/workstation-context';

export type LibraryKind = LibraryFileView['kind'];

const pieceBytes = 1_000_000;

export interface Upload {
  readonly name: string;
  readonly bytes: number;
  readonly sent: number;
}

interface Uploading {
  /** The file that is on its way; null between two. */
  readonly current: Upload | null;
  readonly problem: Problem | null;
  /** Sends one file after the other; ends at the first one that is refused or when it is cancelled. */
  readonly send: (files: readonly File[]) => Promise<void>;
  readonly cancel: () => void;
}

const endings: readonly [RegExp, LibraryKind][] = [
  [/\.(fw|bin|rom|img|pkg|upd)$/i, 'firmware'],
  [/\.(bmp|png|jpe?g|gif)$/i, 'logo'],
  [/\.(wav|mp3|ulaw|g722)$/i, 'ringtone'],
  [/\.(pem|crt|cer|der|p12|pfx)$/i, 'certificate'],
  [/\.(csv|tsv|xml)$/i, 'phonebook'],
];

/** What a file most likely is, from its name; a person can say otherwise. */
export function kindOf(name: string): LibraryKind {
  return endings.find(([ending]) => ending.test(name))?.[1] ?? 'other';
}

/** Uploads in pieces of 1 MB, in order: the next one goes when the one before has arrived. */
export function useUpload(): Uploading {
  const connection = useConnection();
  const cancelled = useRef(false);
  const [current, setCurrent] = useState<Upload | null>(null);
  const [problem, setProblem] = useState<Problem | null>(null);
  const send = async (files: readonly File[]): Promise<void> => {
    cancelled.current = false;
    setProblem(null);
    try {
      for (const file of files) {
        // One file after the other, so that a progress can be shown and cancelled.
        await sendOne(connection, file, () => cancelled.current, setCurrent);
      }
    } catch (error) {
      if (!(error instanceof ProblemError)) throw error;
      setProblem(error.problem);
    } finally {
      setCurrent(null);
    }
  };
  return { current, problem, send, cancel: () => (cancelled.current = true) };
}

async function sendOne(
  bridge: WorkstationBridge,
  file: File,
  isCancelled: () => boolean,
  onSent: (upload: Upload) => void,
): Promise<void> {
  const { name, size: bytes } = file;
  if (isCancelled()) return;
  onSent({ name, bytes, sent: 0 });
  const { upload } = await ask(bridge, 'library.begin', { name, kind: kindOf(name), bytes });
  try {
    for (let at = 0; at < bytes && !isCancelled(); at += pieceBytes) {
      // Pieces are taken in order.
      const piece = new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer());
      const { received } = await ask(bridge, 'library.append', { upload, base64: toBase64(piece) });
      onSent({ name, bytes, sent: received });
    }
    if (isCancelled()) await ask(bridge, 'library.cancel', { upload });
    else await ask(bridge, 'library.finish', { upload });
  } catch (error) {
    // What began and cannot end is given up, so that its name is free again.
    await bridge.call('library.cancel', { upload }).catch(() => undefined);
    throw error;
  }
}

/** `Uint8Array.toBase64` is newer than the oldest window we run in. */
function toBase64(bytes: Uint8Array): string {
  let text = '';
  for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}
