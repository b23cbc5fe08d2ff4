// Checks the text beside the window's own thread, so that typing in a long file is never held up.
import { createPanasonicFamily } from '../../../electron/core/families/panasonic/panasonic-family';
import { catalogueRows } from '../../../electron/core/families/panasonic/catalogue';
import type { FileProblem } from '../../../electron/core/shared/problem';
import catalogue from '../../../resources/families/panasonic/catalogue.json';

export interface CheckQuestion {
  readonly id: number;
  readonly text: string;
  readonly model: string | undefined;
}

export interface CheckAnswer {
  readonly id: number;
  readonly problems: readonly FileProblem[];
}

const family = createPanasonicFamily(catalogueRows(catalogue));

self.addEventListener('message', ({ data }: MessageEvent<CheckQuestion>) => {
  const { id, text, model } = data;
  const bytes = new TextEncoder().encode(text);
  const problems = family.check(bytes, model === undefined ? { as: 'layer' } : { as: 'layer', model });
  const answer: CheckAnswer = { id, problems };
  self.postMessage(answer);
});
