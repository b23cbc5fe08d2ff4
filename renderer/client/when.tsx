import type { ReactNode } from 'react';
import { useSiteClock } from './site-clock';
import { formatFull, formatNear } from '../strings/format-time';

/** An instant as near as it needs to be said; all of it when one asks. */
export function When({ at, className }: { at: string; className?: string }): ReactNode {
  const { now, timeZone } = useSiteClock();
  return (
    <time dateTime={at} title={formatFull(at, timeZone)} className={className}>
      {formatNear(at, now, timeZone)}
    </time>
  );
}
