import { createContext, use, useEffect, useMemo, useState, type ReactNode } from 'react';
import { useCall } from './use-call';

export interface SiteClock {
  /** IANA name of the site's zone: every time on screen is told in it. */
  readonly timeZone: string;
  /** The workstation's now, milliseconds since the epoch; moves once a minute so that nothing on screen jitters. */
  readonly now: number;
  /** The workstation's clock minus this window's. */
  readonly offsetMs: number;
}

const localZone = Intl.DateTimeFormat().resolvedOptions().timeZone;
const SiteClockContext = createContext<SiteClock>({ timeZone: localZone, now: Date.now(), offsetMs: 0 });

/** The workstation may run on a lab clock: its time is taken from its own answers, not from this window. */
export function SiteClockProvider({ children }: { children: ReactNode }): ReactNode {
  const { data, dataUpdatedAt } = useCall('status.show', {});
  const [ticks, setTicks] = useState(0);
  useEffect(() => {
    const timer = setInterval(() => setTicks((count) => count + 1), 60_000);
    return () => clearInterval(timer);
  }, []);
  const timeZone = data?.site.timeZone ?? localZone;
  const offsetMs = data ? Date.parse(data.now) - dataUpdatedAt : 0;
  const clock = useMemo<SiteClock>(
    () => ({ timeZone, offsetMs, now: windowNow(ticks) + offsetMs }),
    [timeZone, offsetMs, ticks],
  );
  return <SiteClockContext value={clock}>{children}</SiteClockContext>;
}

/** Read anew at every tick. */
function windowNow(_ticks: number): number {
  return Date.now();
}

export function useSiteClock(): SiteClock {
  return use(SiteClockContext);
}

/** The workstation's now, moving every second while `active`. */
export function useSecondClock(active: boolean): number {
  const { offsetMs } = useSiteClock();
  const [now, setNow] = useState(Date.now);
  useEffect(() => {
    if (!active) return undefined;
    const timer = setInterval(() => setNow(Date.now()), 1000);
    return () => clearInterval(timer);
  }, [active]);
  return now + offsetMs;
}
