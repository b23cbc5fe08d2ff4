// A lab clock steered from outside, for whole-app stories: nobody can wait for a night, and between its hours the world is real.
import { readFileSync, writeFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../../core/shared/clock';
import type { LabClock } from './lab-clock';

const lookEveryMs = 20;

const order = z.object({
  /** Counts up; one that was carried out is not carried out again. */
  number: z.int().positive(),
  do: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('pause') }),
    z.object({ kind: z.literal('run') }),
    /** At once, calling back what falls due on the way. */
    z.object({ kind: z.literal('step'), to: z.iso.datetime() }),
    /** Nobody is called meanwhile. */
    z.object({ kind: z.literal('sleep'), to: z.iso.datetime() }),
  ]),
});

/** Carries out the order the file holds, and writes its number into `FILE.done`. Returns how to stop. */
export function followClockOrders(clock: LabClock, file: string, real: Clock): () => void {
  let done = 0;
  return real.every(lookEveryMs, () => {
    const found = orderIn(file);
    if (!found || found.number <= done) return;
    const { do: what } = found;
    if ('to' in what) clock[what.kind](Math.max(0, Date.parse(what.to) - clock.now()));
    else clock[what.kind]();
    done = found.number;
    writeFileSync(`${file}.done`, String(done));
  });
}

/** Null while there is none, and for one that is half written. */
function orderIn(file: string): z.infer<typeof order> | null {
  try {
    return order.parse(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return null;
  }
}
