import {
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  type KeyboardEvent,
  type PointerEvent,
  type RefObject,
} from 'react';
import {
  barPx,
  barsOf,
  minuteAt,
  minuteMs,
  moved,
  showing,
  zoomed,
  type Frame,
  type Span,
  type Timeline,
} from './timeline-scale';

export interface ChartHandlers {
  onKeyDown: (event: KeyboardEvent) => void;
  onPointerDown: (event: PointerEvent<HTMLElement>) => void;
  onPointerMove: (event: PointerEvent<HTMLElement>) => void;
  onPointerUp: (event: PointerEvent<HTMLElement>) => void;
  onPointerLeave: () => void;
}

interface ChartInput {
  /** What the wheel turns over. */
  box: RefObject<HTMLElement | null>;
  whole: Span;
  minutes: Timeline['minutes'];
  frame: Frame;
  now: number;
  selection: Span | null;
  onSelect: (span: Span | null) => void;
}

interface Chart extends ChartHandlers {
  visible: Span;
  /** The minute under the pointer or the keys. */
  cursor: number | null;
  zoom: (factor: number) => void;
}

const zoomStep = 0.6;
const clickPx = 4;

/** What pointer, wheel and keys do on the timeline: look at a minute, choose a span, see more or less time. */
export function useChart({ box, whole, minutes, frame, now, selection, onSelect }: ChartInput): Chart {
  const [visible, setVisible] = useState(whole);
  const [cursor, setCursor] = useState<number | null>(null);
  const anchor = useRef<number | null>(null);
  const drag = useRef<{ x: number; at: number; far: boolean } | null>(null);

  const zoomAt = (factor: number, at: number): void => setVisible((span) => zoomed(span, whole, factor, at));
  const middle = (visible.from + visible.to) / 2;
  const inView = (at: number): boolean => at >= visible.from && at < visible.to;
  const start = inView(now) ? Math.floor(now / minuteMs) * minuteMs : visible.from;

  const turn = useEffectEvent((event: WheelEvent) => {
    event.preventDefault();
    const x = event.clientX - (box.current?.getBoundingClientRect().left ?? 0);
    const perPx = (visible.to - visible.from) / frame.width;
    const sideways = event.shiftKey ? event.deltaY : event.deltaX;
    if (Math.abs(sideways) > Math.abs(event.shiftKey ? 0 : event.deltaY)) {
      setVisible((span) => moved(span, whole, sideways * perPx));
    } else zoomAt(event.deltaY > 0 ? 1 / 0.85 : 0.85, minuteAt(x, visible, frame));
  });
  useEffect(() => {
    const element = box.current;
    const listener = (event: WheelEvent): void => turn(event);
    // React listens to the wheel passively: the page would scroll too.
    element?.addEventListener('wheel', listener, { passive: false });
    return () => element?.removeEventListener('wheel', listener);
  }, [box]);

  const go = (to: number, extend: boolean): void => {
    const at = Math.min(Math.max(to, whole.from), whole.to - minuteMs);
    if (extend) {
      anchor.current ??= cursor ?? start;
      onSelect(spanBetween(anchor.current, at));
    } else anchor.current = null;
    setCursor(at);
    setVisible((span) => showing(span, whole, at));
  };

  /** The next minute in which something happens. */
  const busy = (direction: 1 | -1): number => {
    const from = cursor ?? start - direction * minuteMs;
    const times = minutes.map(({ at }) => Date.parse(at));
    const found = direction === 1 ? times.find((at) => at > from) : times.findLast((at) => at < from);
    return found ?? cursor ?? start;
  };

  const moves: Record<string, () => number> = {
    ArrowLeft: () => (cursor ?? start + minuteMs) - minuteMs,
    ArrowRight: () => (cursor ?? start - minuteMs) + minuteMs,
    PageUp: () => (cursor ?? start) - 60 * minuteMs,
    PageDown: () => (cursor ?? start) + 60 * minuteMs,
    Home: () => visible.from,
    End: () => visible.to - minuteMs,
    ArrowUp: () => busy(-1),
    ArrowDown: () => busy(1),
  };

  const escape = (): boolean => {
    if (selection) onSelect(null);
    else if (cursor !== null) setCursor(null);
    else return false;
    anchor.current = null;
    return true;
  };

  const acts: Record<string, () => boolean> = {
    Enter: () => {
      const at = cursor ?? start;
      onSelect({ from: at, to: at + minuteMs });
      return true;
    },
    '+': () => (zoomAt(zoomStep, cursor ?? middle), true),
    '=': () => (zoomAt(zoomStep, cursor ?? middle), true),
    '-': () => (zoomAt(1 / zoomStep, cursor ?? middle), true),
    '0': () => (setVisible(whole), true),
    Escape: escape,
  };

  const xOf = (event: PointerEvent<HTMLElement>): number =>
    event.clientX - event.currentTarget.getBoundingClientRect().left;

  /** A press on a bar means its minute, or the minutes of its column; one beside it lets go. */
  const pick = (x: number): void => {
    const near = barsOf(minutes, visible, frame)
      .map((bar) => ({ bar, away: Math.abs(bar.x + barPx / 2 - x) }))
      .filter(({ away }) => away <= barPx + 3)
      .toSorted((a, b) => b.bar.checks - a.bar.checks)[0]?.bar;
    onSelect(near ? { from: near.at, to: near.at + minuteMs } : null);
  };

  return {
    visible,
    cursor,
    zoom: (factor) => (factor === 0 ? setVisible(whole) : zoomAt(factor, cursor ?? middle)),
    onKeyDown: (event) => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const to = moves[event.key];
      if (to) go(to(), event.shiftKey);
      else if (!acts[event.key]?.()) return;
      event.preventDefault();
      event.stopPropagation();
    },
    onPointerDown: (event) => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture?.(event.pointerId);
      const x = xOf(event);
      if (x < frame.left || x > frame.left + frame.width) return;
      drag.current = { x, at: minuteAt(x, visible, frame), far: false };
    },
    onPointerMove: (event) => {
      const x = xOf(event);
      const at = minuteAt(x, visible, frame);
      setCursor(x < frame.left - 4 && !drag.current ? null : at);
      if (!drag.current) return;
      drag.current.far ||= Math.abs(x - drag.current.x) > clickPx;
      if (drag.current.far) onSelect(spanBetween(drag.current.at, at));
    },
    onPointerUp: (event) => {
      if (drag.current && !drag.current.far) pick(xOf(event));
      anchor.current = drag.current?.at ?? null;
      drag.current = null;
    },
    onPointerLeave: () => {
      if (!drag.current) setCursor(null);
    },
  };
}

function spanBetween(one: number, other: number): Span {
  return { from: Math.min(one, other), to: Math.max(one, other) + minuteMs };
}
