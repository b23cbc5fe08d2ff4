import { test } from 'vitest';
import { mac, openSite, settled, valueOf } from '../../support/site';
import { resyncHandlers } from '../../../electron/adapters/window-calls/resync-handlers';
test('cost', { timeout: 200000 }, async () => {
  const site = await openSite();
  const t0 = performance.now();
  for (let n = 1; n <= 10_000; n++) { site.add(n); }
  console.log('add', performance.now() - t0);
  const took = (name: string, work: () => unknown) => { const t = performance.now(); const r = work(); console.log(name, (performance.now() - t).toFixed(0)); return r as any; };
  took('plan', () => site.services.resync.plan({ all: true } as any));
  took('plan', () => site.services.resync.plan({ all: true } as any));
  const run = took('start', () => valueOf(site.services.resync.start({ all: true } as any, 'x', { ratePerSecond: 1000, inFlight: 500 })));
  await settled();
  took('pause', () => site.services.resync.pause(run.id));
  await settled();
  took('show', () => (resyncHandlers['resync.show'] as any)({ id: run.id }, { services: site.services, actor: 'x' }));
  took('summary', () => site.services.resync.summaryOf(run.id));
  const run2 = took('takeover', () => valueOf(site.services.resync.start({ macs: Array.from({ length: 10_000 }, (_, i) => mac(10_000 - i)) } as any, 'x', { ratePerSecond: 1 })));
  await settled();
  took('stop', () => site.services.resync.stopRun(run2.id));
  took('show2', () => (resyncHandlers['resync.show'] as any)({ id: run2.id }, { services: site.services, actor: 'x' }));
  const again = took('restart', () => site.restart());
  took('resume', () => 0);
});
