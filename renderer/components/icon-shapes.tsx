// The drawings of the visual specification: a 16 px grid, 1.4 stroke, round ends, the text's own colour.
// A status shape (inSync, clock, clockMark, moonMark, failed, dashedRing, door, arc) means that status and nothing else.
import type { ReactNode } from 'react';

export const iconShapes = {
  inSync: (
    <>
      <circle cx="8" cy="8" r="6.6" fill="currentColor" stroke="none" />
      <path d="m5.2 8.2 1.9 1.9 3.6-4" stroke="var(--bg)" strokeWidth="1.6" />
    </>
  ),
  clock: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 4.8V8l2.1 1.5" />
    </>
  ),
  clockMark: (
    <>
      <path d="M12.6 4.4A5.8 5.8 0 1 0 13.8 8" />
      <path d="M8 4.8V8l2.1 1.5M13.6 1.8v2.6M13.6 6.1h.01" />
    </>
  ),
  moonMark: (
    <>
      <path d="M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z" />
      <path d="M11.3 2.4v2.8M11.3 6.9h.01" />
    </>
  ),
  moon: (
    <>
      <path d="M13.4 9.6A5.8 5.8 0 0 1 6.4 2.6a5.8 5.8 0 1 0 7 7z" />
    </>
  ),
  failed: (
    <>
      <path d="M5.5 2h5L14 5.5v5L10.5 14h-5L2 10.5v-5z" />
      <path d="m6 6 4 4M10 6l-4 4" />
    </>
  ),
  dashedRing: (
    <>
      <circle cx="8" cy="8" r="5.8" strokeDasharray="2.4 2.15" />
    </>
  ),
  door: (
    <>
      <path d="M3.4 14V3.4c0-.7.5-1.2 1.2-1.2h4.8c.7 0 1.2.5 1.2 1.2V14M1.8 14h10.4" />
      <path d="M8 8.4h.01M14.2 8h-2M14.2 8l-1.2-1.2M14.2 8 13 9.2" />
    </>
  ),
  arc: (
    <>
      <path d="M13.8 8A5.8 5.8 0 1 1 8 2.2" />
    </>
  ),
  resync: (
    <>
      <path d="M13.4 6.6A5.6 5.6 0 0 0 3.3 5M2.6 9.4A5.6 5.6 0 0 0 12.7 11" />
      <path d="M3 2.2V5h2.8M13 13.8V11h-2.8" />
    </>
  ),
  stop: (
    <>
      <rect x="3.8" y="3.8" width="8.4" height="8.4" rx="1.2" />
    </>
  ),
  chevronDown: (
    <>
      <path d="m4.5 6.3 3.5 3.5 3.5-3.5" />
    </>
  ),
  chevronUp: (
    <>
      <path d="m4.5 9.7 3.5-3.5 3.5 3.5" />
    </>
  ),
  chevronRight: (
    <>
      <path d="m6.3 4.5 3.5 3.5-3.5 3.5" />
    </>
  ),
  chevronUpDown: (
    <>
      <path d="m5.2 6.1 2.8-2.8 2.8 2.8M5.2 9.9 8 12.7l2.8-2.8" />
    </>
  ),
  more: (
    <>
      <path d="M3.6 8h.01M8 8h.01M12.4 8h.01" strokeWidth="2" />
    </>
  ),
  check: (
    <>
      <path d="m3.4 8.4 3 3 6.2-6.6" />
    </>
  ),
  dash: (
    <>
      <path d="M3.5 8h9" />
    </>
  ),
  close: (
    <>
      <path d="m4 4 8 8M12 4l-8 8" />
    </>
  ),
  plus: (
    <>
      <path d="M8 3v10M3 8h10" />
    </>
  ),
  phone: (
    <>
      <rect x="2" y="4" width="12" height="9.5" rx="1.6" />
      <rect x="3.6" y="2.4" width="3" height="9.2" rx="1.4" fill="var(--icon-bg, transparent)" />
      <path d="M8.8 6.4h3.2M8.9 9h.01M10.5 9h.01M12 9h.01M8.9 11h.01M10.5 11h.01M12 11h.01" />
    </>
  ),
  file: (
    <>
      <path d="M9.3 1.8H4.6c-.7 0-1.2.5-1.2 1.2v10c0 .7.5 1.2 1.2 1.2h6.8c.7 0 1.2-.5 1.2-1.2V5.2z" />
      <path d="M9.2 1.9v3.4h3.3M5.8 8.6h4.4M5.8 11h3" />
    </>
  ),
  calendar: (
    <>
      <rect x="2.2" y="3.2" width="11.6" height="10.6" rx="1.6" />
      <path d="M2.4 6.5h11.2M5.3 1.8v2.6M10.7 1.8v2.6" />
    </>
  ),
  activity: (
    <>
      <path d="M1.8 8.2h2.6l1.9-5 3.2 9.6 1.9-4.6h2.8" />
    </>
  ),
  server: (
    <>
      <rect x="2.2" y="2.4" width="11.6" height="4.8" rx="1.3" />
      <rect x="2.2" y="8.8" width="11.6" height="4.8" rx="1.3" />
      <path d="M4.7 4.8h.01M4.7 11.2h.01M8.6 4.8h2.8M8.6 11.2h2.8" />
    </>
  ),
  sliders: (
    <>
      <path d="M2.2 4.6h5.2M10.8 4.6h3M2.2 11.4h2.6M8.2 11.4h5.6" />
      <circle cx="9.1" cy="4.6" r="1.7" />
      <circle cx="6.5" cy="11.4" r="1.7" />
    </>
  ),
  search: (
    <>
      <circle cx="7" cy="7" r="4.4" />
      <path d="m10.3 10.3 3.3 3.3" />
    </>
  ),
  warning: (
    <>
      <path d="M7 2.9 1.9 11.8c-.4.8.1 1.7 1 1.7h10.2c.9 0 1.4-.9 1-1.7L9 2.9c-.4-.8-1.6-.8-2 0z" />
      <path d="M8 6.4v3M8 11.4h.01" />
    </>
  ),
  info: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 7.4v3.4M8 5.2h.01" />
    </>
  ),
  filter: (
    <>
      <path d="M2.4 4h11.2M4.6 8h6.8M6.8 12h2.4" />
    </>
  ),
  people: (
    <>
      <circle cx="6" cy="5.6" r="2.4" />
      <path d="M1.7 13c.4-2.2 2.1-3.5 4.3-3.5s3.9 1.3 4.3 3.5M10.6 3.4a2.3 2.3 0 0 1 0 4.4M12 9.8c1.3.5 2.1 1.6 2.4 3.2" />
    </>
  ),
  person: (
    <>
      <circle cx="8" cy="5.4" r="2.8" />
      <path d="M2.8 13.6c.5-2.6 2.6-4 5.2-4s4.7 1.4 5.2 4" />
    </>
  ),
  external: (
    <>
      <path d="M6.5 3.2H4c-.8 0-1.4.6-1.4 1.4V12c0 .8.6 1.4 1.4 1.4h7.4c.8 0 1.4-.6 1.4-1.4V9.5M9.3 2.6h4.1v4.1M13.2 2.8 7.6 8.4" />
    </>
  ),
  layers: (
    <>
      <path d="M8 2 1.9 5.2 8 8.4l6.1-3.2z" />
      <path d="M2 8.2 8 11.4l6-3.2M2 11 8 14.2 14 11" />
    </>
  ),
  plug: (
    <>
      <path d="M5.2 2.2v3M10.8 2.2v3M3.8 5.4h8.4v2.2a4.2 4.2 0 0 1-8.4 0zM8 11.8v2.4" />
    </>
  ),
  download: (
    <>
      <path d="M8 2.4v7.4M4.8 6.9 8 10l3.2-3.1M2.8 13.4h10.4" />
    </>
  ),
  printer: (
    <>
      <path d="M4.4 6V2.4h7.2V6M4.4 11.4H2.6V6h10.8v5.4h-1.8M4.4 9.4h7.2v4.2H4.4z" />
    </>
  ),
  upload: (
    <>
      <path d="M8 10V2.6M4.8 5.5 8 2.4l3.2 3.1M2.8 13.4h10.4" />
    </>
  ),
  send: (
    <>
      <path d="M13.8 2.4 2.2 6.6l4.6 2.6 2.6 4.6z" />
      <path d="M13.6 2.6 6.9 9.1" />
    </>
  ),
  laptop: (
    <>
      <rect x="3" y="3" width="10" height="7.2" rx="1.2" />
      <path d="M1.6 12.6h12.8" />
    </>
  ),
  history: (
    <>
      <path d="M2.4 8a5.6 5.6 0 1 0 1.8-4.1L2.4 5.6" />
      <path d="M2.4 2.6v3h3M8 5v3.2l2.2 1.3" />
    </>
  ),
  tag: (
    <>
      <path d="M8.6 2.2H13c.4 0 .8.4.8.8v4.4L8 13.2c-.5.5-1.3.5-1.8 0L2.8 9.8c-.5-.5-.5-1.3 0-1.8z" />
      <path d="M10.9 5.1h.01" />
    </>
  ),
  code: (
    <>
      <path d="m5.4 4.4-3.6 3.6 3.6 3.6M10.6 4.4 14.2 8l-3.6 3.6" />
    </>
  ),
  changes: (
    <>
      <path d="M5 2.6v5M2.5 5.1h5M2.5 12.4h5" />
      <path d="M9.8 13.4h3c.6 0 1-.4 1-1v-9c0-.6-.4-1-1-1h-3" />
    </>
  ),
  globe: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M2.4 8h11.2M8 2.2c1.8 1.8 2.5 3.7 2.5 5.8S9.8 12 8 13.8C6.2 12 5.5 10.1 5.5 8S6.2 4 8 2.2z" />
    </>
  ),
  pencil: (
    <>
      <path d="M10.7 2.9l2.4 2.4-7.5 7.5-3 .6.6-3z" />
      <path d="m9.2 4.4 2.4 2.4" />
    </>
  ),
  terminal: (
    <>
      <rect x="2" y="2.8" width="12" height="10.4" rx="1.5" />
      <path d="m4.8 6.2 2 1.8-2 1.8M8.4 10h2.8" />
    </>
  ),
  wand: (
    <>
      <path d="m2.6 13.4 7.2-7.2M11.6 2v2.4M10.4 3.2h2.4M13.2 7v2M12.2 8h2M6.2 2.6v1.8M5.3 3.5h1.8" />
    </>
  ),
  lock: (
    <>
      <rect x="3.2" y="7" width="9.6" height="6.6" rx="1.4" />
      <path d="M5.2 7V5a2.8 2.8 0 0 1 5.6 0v2" />
    </>
  ),
  undo: (
    <>
      <path d="M3 6.2h6.6a3.6 3.6 0 0 1 0 7.2H6" />
      <path d="M5.8 3.2 2.8 6.2l3 3" />
    </>
  ),
  pause: (
    <>
      <path d="M5.6 3.4v9.2M10.4 3.4v9.2" strokeWidth="2" />
    </>
  ),
  play: (
    <>
      <path d="M5 3.2v9.6l7.6-4.8z" />
    </>
  ),
  arrowRight: (
    <>
      <path d="M2.8 8h10.4M9 3.8 13.2 8 9 12.2" />
    </>
  ),
  swap: (
    <>
      <path d="M3 5.4h9.4M9.8 2.8l2.6 2.6-2.6 2.6M13 10.6H3.6M6.2 8l-2.6 2.6 2.6 2.6" />
    </>
  ),
  eye: (
    <>
      <path d="M1.8 8C3.3 5.3 5.4 3.9 8 3.9s4.7 1.4 6.2 4.1c-1.5 2.7-3.6 4.1-6.2 4.1S3.3 10.7 1.8 8z" />
      <circle cx="8" cy="8" r="1.9" />
    </>
  ),
  arrowLeft: (
    <>
      <path d="M13.2 8H2.8M7 3.8 2.8 8 7 12.2" />
    </>
  ),
  copy: (
    <>
      <rect x="5.4" y="5.4" width="8" height="8" rx="1.4" />
      <path d="M10.6 5.2V4c0-.8-.6-1.4-1.4-1.4H4c-.8 0-1.4.6-1.4 1.4v5.2c0 .8.6 1.4 1.4 1.4h1.2" />
    </>
  ),
  blocked: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="m4 4 8 8" />
    </>
  ),
  shield: (
    <>
      <path d="M8 1.9 3 3.8v4c0 3 2 5.2 5 6.3 3-1.1 5-3.3 5-6.3v-4z" />
      <path d="m5.9 8 1.5 1.5 2.8-3" />
    </>
  ),
  network: (
    <>
      <rect x="5.6" y="2" width="4.8" height="3.6" rx=".8" />
      <rect x="1.8" y="10.4" width="4.8" height="3.6" rx=".8" />
      <rect x="9.4" y="10.4" width="4.8" height="3.6" rx=".8" />
      <path d="M8 5.8v2.2M4.2 10.2V8h7.6v2.2" />
    </>
  ),
  key: (
    <>
      <circle cx="5.4" cy="10.6" r="2.8" />
      <path d="m7.5 8.5 5.6-5.6M11 5l1.9 1.9M9.3 6.7l1.3 1.3" />
    </>
  ),
  wifi: (
    <>
      <path d="M1.8 6.2a9 9 0 0 1 12.4 0M4 8.6a5.8 5.8 0 0 1 8 0M6.1 10.9a2.7 2.7 0 0 1 3.8 0M8 13h.01" />
    </>
  ),
  certificate: (
    <>
      <path d="M8.2 11H3.6c-.8 0-1.4-.6-1.4-1.4V4.4C2.200 3.600 2.800 3 3.600 3h8.800c.8 0 1.400.6 1.400 1.400v2.400M5 6h5M5 8.400h2.600" />
      <circle cx="11.200" cy="9.800" r="2" />
      <path d="M10.200 11.600v2.800l1-.6 1 .6v-2.800" />
    </>
  ),
  table: (
    <>
      <rect x="2.2" y="2.8" width="11.6" height="10.4" rx="1.4" />
      <path d="M2.4 6.2h11.2M2.4 9.6h11.2M6.4 6.4v6.6" />
    </>
  ),
  folder: (
    <>
      <path d="M2 12V4.2C2 3.5 2.5 3 3.2 3h2.9l1.6 1.8h5.1c.7 0 1.2.5 1.2 1.2v6c0 .7-.5 1.2-1.2 1.2H3.2C2.5 13.2 2 12.7 2 12z" />
    </>
  ),
  flask: (
    <>
      <path d="M6.2 2.2v4L2.7 12c-.5.9.1 1.9 1.1 1.9h8.4c1 0 1.6-1 1.1-1.9L9.8 6.2v-4M5.2 2.2h5.6M4.6 9.4h6.8" />
    </>
  ),
  ringCheck: (
    <>
      <circle cx="8" cy="8" r="6" />
      <path d="m5.4 8.2 1.8 1.8 3.4-3.7" />
    </>
  ),
  trash: (
    <>
      <path d="M2.8 4.4h10.4M6.2 4.2V3c0-.5.4-.9.9-.9h1.8c.5 0 .9.4.9.9v1.2M4.2 4.6l.5 8.2c0 .6.5 1.1 1.2 1.1h4.2c.7 0 1.2-.5 1.2-1.1l.5-8.2M6.8 7.2v4M9.2 7.2v4" />
    </>
  ),
  armed: (
    <>
      <path d="M8 1.9 3 3.8v4c0 3 2 5.2 5 6.3 3-1.1 5-3.3 5-6.3v-4z" />
      <path d="M8 5.2V8l1.8 1.2" />
    </>
  ),
  themeHalf: (
    <>
      <circle cx="8" cy="8" r="5.8" />
      <path d="M8 2.2v11.6a5.8 5.8 0 0 0 0-11.6z" fill="currentColor" stroke="none" />
    </>
  ),
  sun: (
    <>
      <circle cx="8" cy="8" r="2.8" />
      <path d="M8 1.6v1.6M8 12.8v1.6M1.6 8h1.6M12.8 8h1.6M3.5 3.5l1.1 1.1M11.4 11.4l1.1 1.1M12.5 3.5l-1.1 1.1M4.6 11.4l-1.1 1.1" />
    </>
  ),
  bars: (
    <>
      <path d="M2.4 13.4v-3M5.2 13.4V9M8 13.4v-6M10.8 13.4V5.6M13.6 13.4V3" />
    </>
  ),
  sidebar: (
    <>
      <rect x="2" y="2.8" width="12" height="10.4" rx="1.5" />
      <path d="M6 3v10" />
    </>
  ),
} as const satisfies Record<string, ReactNode>;

export type IconName = keyof typeof iconShapes;
