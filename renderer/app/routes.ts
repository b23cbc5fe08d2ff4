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
  resync: (run: number): string => `/resync/${run}`,
  server: '/server',
} as const;
