import type { DownloadTiming } from '../../core/timing/download-timing';

/** How a phone will come by itself, in words for a table. */
export function describeDownloadTiming(timing: DownloadTiming, clockSet = true): string {
  if (!timing.enabled) return 'not by itself: provisioning is off';
  if (timing.fixedTimeMinutes !== null && !clockSet) return 'not by itself: nothing sets its clock';
  if (timing.fixedTimeMinutes !== null) return `daily at ${clockTime(timing.fixedTimeMinutes)}`;
  if (timing.cyclicMinutes !== null) return `every ${inWords(timing.cyclicMinutes)}`;
  return 'not by itself: resync it';
}

function clockTime(minutes: number): string {
  return `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`;
}

function inWords(minutes: number): string {
  const units = [
    { name: 'd', minutes: 1440 },
    { name: 'h', minutes: 60 },
    { name: 'min', minutes: 1 },
  ];
  const parts: string[] = [];
  let rest = minutes;
  for (const unit of units) {
    const count = Math.floor(rest / unit.minutes);
    rest -= count * unit.minutes;
    if (count > 0) parts.push(`${count} ${unit.name}`);
  }
  return parts.slice(0, 2).join(' ');
}
