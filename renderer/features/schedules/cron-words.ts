import cronstrue from 'cronstrue';

/** Plain words for a five-field cron expression, null while it is none. The workstation has the last word on saving. */
export function cronWords(cron: string): string | null {
  if (cron.trim().split(/\s+/).length !== 5) return null;
  try {
    return cronstrue.toString(cron.trim(), { use24HourTimeFormat: true, verbose: false });
  } catch {
    return null;
  }
}
