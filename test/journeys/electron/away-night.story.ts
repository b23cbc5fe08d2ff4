// Done-when 3 of the time issue: a laptop that sleeps through two in the morning blames no phone, catches up on wake, and finds the
// phones that are dead.
import { callHost } from '../../support/host-calls';
import { openPhone, phoneRow } from '../../support/window-steps';
import { expect, test } from '../../support/window';

// 32 s of silence (RFC 3261 timer F) pass in 1.6 s; the hours are stepped over.
test.use({ hostArgs: ['--clock', '2026-11-23T21:30:00Z@20'] });

const macOf = (number: number): string => `0080F0B2${number.toString(16).toUpperCase().padStart(4, '0')}`;
const nameOf = (number: number): string => `Desk ${String(number).padStart(2, '0')}`;

interface Status {
  readonly phones: Readonly<Record<string, number>>;
}

test('forty phones that found nobody at two are away, and caught up with when the laptop wakes', async ({
  workstation,
  phones,
}) => {
  const { page, cli, url, app, data } = workstation;
  const clock = async (order: 'step' | 'sleep', to: string): Promise<void> => {
    const { now } = (await callHost(data, 'clock.show', {})) as { now: string };
    await callHost(data, 'clock.steer', { do: order, spanMs: Date.parse(to) - Math.floor(Date.parse(now)) });
  };
  const counts = async (): Promise<Status['phones']> => {
    const { phones: all } = JSON.parse(await cli('status', '--json')) as Status;
    return Object.fromEntries(Object.entries(all).filter(([, count]) => count > 0));
  };
  const power = (event: 'suspend' | 'resume'): Promise<boolean> | undefined =>
    app?.evaluate(({ powerMonitor }, name) => powerMonitor.emit(name), event);

  // 1 and 2 ask at ten in the evening; all others at two, 3 and 4 of them will be dead.
  const rows = Array.from({ length: 42 }, (_, index) => index + 1);
  const list = rows.map((n) => `${macOf(n)},KX-UT136,${nameOf(n)},${n < 3 ? 'Evening' : ''}`);
  await callHost(data, 'phones.import', { csv: ['mac,model,name,group', ...list].join('\r\n') });
  await callHost(data, 'site.set', { values: { timeZone: 'UTC', ntp: '127.0.0.1', checkTime: '02:00' } });
  await callHost(data, 'configs.set', { scope: 'group:Evening', text: 'CFG_RESYNC_TIME="22:00"\r\n' });
  await cli('config', 'publish', '--message', 'Forty-two phones');
  const [late] = await phones.bootAll({ mac: macOf(1), url, model: 'KX-UT136', count: 2 });
  await phones.bootAll({ mac: macOf(3), url, model: 'KX-UT136', count: 2, faults: { answerNotify: 'silence' } });
  await phones.bootAll({ mac: macOf(5), url, model: 'KX-UT136', count: 38 });
  expect(await counts()).toEqual({ inSync: 42 });

  // 1 is a minute and a half late, 2 does not come at all.
  await callHost(data, 'clock.steer', { do: 'pause' });
  await clock('step', '2026-11-23T22:01:30Z');
  await late?.powerCycle();
  await clock('step', '2026-11-23T22:16:00Z');
  expect(await counts()).toEqual({ inSync: 41, missed: 1 });
  await expect(phoneRow(page, nameOf(2))).toContainText('Missed');

  await clock('step', '2026-11-23T23:50:00Z');
  await power('suspend');
  await clock('sleep', '2026-11-24T07:30:00Z');
  await power('resume');
  await expect.poll(counts).toEqual({ inSync: 1, away: 40, missed: 1 });
  await expect(phoneRow(page, nameOf(5))).toContainText('Away');
  await page.getByRole('button', { name: 'Review 41' }).click();
  const review = page.getByRole('dialog', { name: 'Away and missed phones' });
  await expect(review.getByRole('row').filter({ hasText: nameOf(3) })).toContainText('asleep from 23:50 to 07:30');
  await expect(review.getByRole('row').filter({ hasText: nameOf(2) })).toContainText('was serving at 22:00');
  await page.keyboard.press('Escape');
  expect(await cli('status')).toMatch(/1 missed, 40 away, 1 in sync/);

  await callHost(data, 'clock.steer', { do: 'run' });
  await expect.poll(counts, { timeout: 20_000 }).toEqual({ inSync: 39, missed: 1, failed: 2 });
  await expect(phoneRow(page, nameOf(5))).toContainText('In sync');
  const panel = await openPhone(page, nameOf(3));
  await expect(phoneRow(page, nameOf(3))).toContainText('Failed');
  await expect(panel).toContainText('No answer to the catch-up. This laptop was asleep from 23:50 to 07:30');

  const [run] = await runsOf(data);
  expect(run).toMatchObject({
    cause: 'This laptop was asleep from 23:50 to 07:30; 40 phones found nobody at their check',
    total: 40,
    done: 38,
    failed: 2,
  });
  expect(await mostSentInOneSecond(data, run?.id ?? 0)).toBeLessThanOrEqual(20);
});

interface Run {
  readonly id: number;
  readonly cause: string;
}

async function runsOf(data: string): Promise<readonly Run[]> {
  const { runs } = (await callHost(data, 'resync.list', {})) as { runs: Run[] };
  return runs;
}

/** On the clock of the site: paced means that not all were told at once. */
async function mostSentInOneSecond(data: string, id: number): Promise<number> {
  const { phones } = (await callHost(data, 'resync.show', { id })) as {
    phones: { steps: { step: string; at: string }[] }[];
  };
  const seconds = new Map<string, number>();
  for (const { steps } of phones) {
    const sent = steps.find(({ step }) => step === 'sent');
    if (sent) seconds.set(sent.at.slice(0, 19), (seconds.get(sent.at.slice(0, 19)) ?? 0) + 1);
  }
  return Math.max(...seconds.values());
}
