/** Every page's address. The part after `#`, so that app://, http:// and tests share one router. */
export const routes = {
  phones: '/phones',
  phone: (mac: string): string => `/phones/${mac}`,
  files: '/files',
  /** `scope` as core/configs/scope.ts writes it: `site`, `group:Reception`. */
  file: (scope: string): string => `/files/${encodeURIComponent(scope)}`,
  history: '/history',
  /** Sides as features/configs/compare-sides.ts writes them; without them served and draft of all files. */
  compare: (left?: string, right?: string): string =>
    left === undefined || right === undefined
      ? '/compare'
      : `/compare/${encodeURIComponent(left)}/${encodeURIComponent(right)}`,
  schedules: '/schedules',
  activity: '/activity',
  /** SIP messages; with whom: a phone's MAC or an address. */
  sip: (whom?: string): string => (whom === undefined ? '/activity/sip' : `/activity/sip/${encodeURIComponent(whom)}`),
  resync: (run: number): string => `/resync/${run}`,
  server: '/server',
  /** Without a number the newest revision; without a day (`YYYY-MM-DD`) today. */
  revisionReport: (revision?: number): string =>
    revision === undefined ? '/reports/revision' : `/reports/revision/${revision}`,
  dayReport: (day?: string): string => (day === undefined ? '/reports/day' : `/reports/day/${day}`),
} as const;
