// What components ask of a browser and jsdom does not have, and the patience of a busy machine.
import { configure } from '@testing-library/react';

// One second is what a single look at a whole page may take while other work runs.
configure({ asyncUtilTimeout: 10_000 });

class NoResizeObserver implements ResizeObserver {
  observe(): void {}
  unobserve(): void {}
  disconnect(): void {}
}

globalThis.ResizeObserver ??= NoResizeObserver;
Object.assign(Element.prototype, { scrollIntoView: () => {} });
window.matchMedia ??= (media) => ({
  media,
  matches: false,
  onchange: null,
  addEventListener: () => {},
  removeEventListener: () => {},
  addListener: () => {},
  removeListener: () => {},
  dispatchEvent: () => false,
});
// The editor measures text.
Object.assign(Range.prototype, { getClientRects: () => [], getBoundingClientRect: () => new DOMRect() });
if (!('animate' in Element.prototype)) Object.assign(Element.prototype, { animate: () => ({ cancel: () => {} }) });
