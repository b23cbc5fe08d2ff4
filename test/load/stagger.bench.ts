// Ten thousand phones at 02:00: their times spread, written as a draft, and who has the revision as a table.
import { expect, test } from 'vitest';
import { mac, openSite, valueOf } from '../support/site';

const count = 10_000;

test('10,000 phones: a plan, its draft, a report', { timeout: 600_000 }, async () => {
  const site = await openSite({ facts: { ntp: '192.0.2.9', checkTime: '02:00' } });
  const { services } = site;
  const list = ['mac,model,name,group'];
  for (let n = 1; n <= count; n++) list.push(`${mac(n)},KX-UT136,Phone ${n},Group ${n % 20}`);
  services.stores.inOneTransaction(() => valueOf(services.list.import(list.join('\r\n'), false, 'bench')));
  site.publish();
  for (let n = 1; n <= count; n++) site.boot(n, { from: `10.${n >> 16}.${(n >> 8) & 255}.${n & 255}` });

  const between = { from: '02:00', to: '03:00' };
  const plan = measured(services.stagger.plan({ order: 'mac', between }));
  const byGroup = measured(services.stagger.plan({ order: 'group', between }));
  const draft = measured(services.stagger.apply(valueOf(plan.value), 'bench'));
  expect(draft.value).toBe(count);
  site.publish();
  const report = measured(services.reports.revisionCsv());
  // Those whose new time is the old one have nothing to fetch.
  expect(valueOf(report.value).have).toBeLessThanOrEqual(168);
  const { before, after } = valueOf(plan.value).peakPerMinute;
  console.table({
    'phones in the fullest minute before': before,
    'after, by MAC': after,
    'after, by group': valueOf(byGroup.value).peakPerMinute.after,
    'plan by MAC, ms': plan.ms,
    'plan by group, ms': byGroup.ms,
    'its longest step, ms': Math.max(plan.longestMs, byGroup.longestMs),
    'times into the draft, ms': draft.ms,
    'its longest step (25 phones), ms': draft.longestMs,
    'who has the revision, as a table, ms': report.ms,
    'longest step of it, ms': report.longestMs,
  });
});

function measured<T>(steps: Generator<void, T>): {
  readonly value: T;
  readonly ms: number;
  readonly longestMs: number;
} {
  const began = performance.now();
  let longest = 0;
  for (;;) {
    const since = performance.now();
    const step = steps.next();
    longest = Math.max(longest, performance.now() - since);
    if (step.done === true)
      return { value: step.value, ms: tenths(performance.now() - began), longestMs: tenths(longest) };
  }
}

function tenths(ms: number): number {
  return Math.round(ms * 10) / 10;
}
