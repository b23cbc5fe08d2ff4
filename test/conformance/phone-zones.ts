// Twelve zones as phones hold them: the system's name, the POSIX line of the time zone database, and DST_* fields read off that line.

export interface PhoneZone {
  readonly place: string;
  readonly posix: string;
  /** TIME_ZONE in minutes. */
  readonly minutes: number;
  readonly dstMinutes: number;
  /** Month, ordinal (5: last), weekday (0: Sunday), minutes after midnight. */
  readonly start: Move;
  readonly stop: Move;
}

type Move = readonly [month: number, ordinal: number, weekday: number, minutes: number];

const zone = (place: string, posix: string, minutes: number, start: Move, stop: Move, dstMinutes = 60): PhoneZone => ({
  place,
  posix,
  minutes,
  dstMinutes,
  start,
  stop,
});

/** Santiago's moves at 24:00 of a Saturday are within what the fields can hold (1440). */
export const phoneZones: readonly PhoneZone[] = [
  zone('Europe/Berlin', 'CET-1CEST,M3.5.0,M10.5.0/3', 60, [3, 5, 0, 120], [10, 5, 0, 180]),
  zone('Europe/London', 'GMT0BST,M3.5.0/1,M10.5.0', 0, [3, 5, 0, 60], [10, 5, 0, 120]),
  zone('Europe/Dublin', 'GMT0IST,M3.5.0/1,M10.5.0', 0, [3, 5, 0, 60], [10, 5, 0, 120]),
  zone('America/New_York', 'EST5EDT,M3.2.0,M11.1.0', -300, [3, 2, 0, 120], [11, 1, 0, 120]),
  zone('America/St_Johns', 'NST3:30NDT,M3.2.0,M11.1.0', -210, [3, 2, 0, 120], [11, 1, 0, 120]),
  zone('America/Havana', 'CST5CDT,M3.2.0/0,M11.1.0/1', -300, [3, 2, 0, 0], [11, 1, 0, 60]),
  zone('America/Santiago', '<-04>4<-03>,M9.1.6/24,M4.1.6/24', -240, [9, 1, 6, 1440], [4, 1, 6, 1440]),
  zone('Asia/Beirut', 'EET-2EEST,M3.5.0/0,M10.5.0/0', 120, [3, 5, 0, 0], [10, 5, 0, 0]),
  zone('Australia/Sydney', 'AEST-10AEDT,M10.1.0,M4.1.0/3', 600, [10, 1, 0, 120], [4, 1, 0, 180]),
  zone('Australia/Lord_Howe', '<+1030>-10:30<+11>-11,M10.1.0,M4.1.0', 630, [10, 1, 0, 120], [4, 1, 0, 120], 30),
  zone('Pacific/Auckland', 'NZST-12NZDT,M9.5.0,M4.1.0/3', 720, [9, 5, 0, 120], [4, 1, 0, 180]),
  zone('Pacific/Chatham', '<+1245>-12:45<+1345>,M9.5.0/2:45,M4.1.0/3:45', 765, [9, 5, 0, 165], [4, 1, 0, 225]),
];

/** `none`: nothing is held, so it shows the time of where it stands. `offset`: TIME_ZONE and nothing of daylight saving. */
export const zoneForms = ['posix', 'fields', 'offset', 'none'] as const;
export type ZoneForm = (typeof zoneForms)[number];

export function zoneSettings(held: PhoneZone, form: ZoneForm): Record<string, string> {
  if (form === 'none') return {};
  if (form === 'posix') return { LOCAL_TIME_ZONE_POSIX: held.posix };
  const offset = { TIME_ZONE: String(held.minutes) };
  if (form === 'offset') return offset;
  return {
    ...offset,
    DST_ENABLE: 'Y',
    DST_OFFSET: String(held.dstMinutes),
    ...moveSettings('DST_START', held.start),
    ...moveSettings('DST_STOP', held.stop),
  };
}

function moveSettings(name: string, [month, ordinal, weekday, minutes]: Move): Record<string, string> {
  return {
    [`${name}_MONTH`]: String(month),
    [`${name}_ORDINAL_DAY`]: String(ordinal),
    [`${name}_DAY_OF_WEEK`]: String(weekday),
    [`${name}_TIME`]: String(minutes),
  };
}
