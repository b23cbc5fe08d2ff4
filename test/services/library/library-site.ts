// What the library tests share: uploading in pieces, and asking as a phone does.
import type { Answer } from '../../../electron/services/provisioning/answer';
import type { LibraryFileState } from '../../../electron/services/library/library-service';
import type { LibraryKind } from '../../../electron/services/library/library-store';
import { peer, valueOf, type TestSite } from '../../support/site';

export interface UploadOptions {
  readonly kind?: LibraryKind;
  readonly models?: string[];
  readonly version?: string | null;
}

export async function upload(
  site: TestSite,
  name: string,
  content: string,
  { kind = 'other', models = [], version = null }: UploadOptions = {},
): Promise<LibraryFileState> {
  const { library } = site.services;
  const id = valueOf(await library.begin(name, kind, content.length));
  valueOf(await library.append(id, Buffer.from(content)));
  return valueOf(await library.finish(id, { models, version }));
}

export interface Given {
  readonly status: number;
  readonly text: string;
  readonly answer: Answer;
}

/** Reads the body as a carrier would. */
export async function ask(
  site: TestSite,
  target: string,
  headers: Readonly<Record<string, string>> = {},
  from = peer(1),
): Promise<Given> {
  const header = (name: string): string | null => headers[name] ?? null;
  const answer = site.services.provisioning.answer({ protocol: 'http', remote: from, method: 'GET', target, header });
  const { body } = answer;
  const pieces: Uint8Array[] = [];
  if (body && 'read' in body) for await (const piece of body.read(0, body.bytes)) pieces.push(piece);
  else if (body) pieces.push(body);
  answer.settle({ completed: true, durationMs: 1 });
  return { status: answer.status, text: Buffer.concat(pieces).toString('latin1'), answer };
}

export function libraryPath(site: TestSite, name: string): string {
  return `/s/${site.services.state.site.siteToken}/library/${name}`;
}
