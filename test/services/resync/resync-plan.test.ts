// Which way a NOTIFY takes and what the plan says beforehand: all from what each phone holds.
import { describe, expect, test } from 'vitest';
import { reachPhone } from '../../../electron/services/resync/reach-phone';
import type { ResyncPlan } from '../../../electron/services/resync/resync-planner';
import { mac, minute, openSite, peer, settled, valueOf, type TestSite } from '../../support/site';

const pbx = ['SIP_PRXY_ADDR_1="pbx.example"', 'SIP_PRXY_PORT_1="5070"', 'SIP_SVCDOMAIN_1="sip.example"'];

async function booted(...lines: string[]): Promise<TestSite> {
  const site = await openSite();
  if (lines.length > 0) site.file('site', ...lines);
  site.add(1);
  site.boot(1);
  return site;
}

function planned(site: TestSite, wishes: Parameters<TestSite['services']['resync']['plan']>[1] = {}): ResyncPlan {
  return valueOf(site.services.resync.plan({ all: true }, wishes));
}

async function resync(
  site: TestSite,
  wishes: Parameters<TestSite['services']['resync']['start']>[2] = {},
): Promise<void> {
  valueOf(site.services.resync.start({ macs: [mac(1)] }, 'test', wishes));
  await settled();
}

describe('the way', () => {
  test('is direct while nothing speaks against it, also where a server is held', async () => {
    const site = await booted(...pbx);
    await resync(site);
    expect(site.notifies).toEqual([
      {
        target: { address: peer(1), port: 5060, user: '211' },
        event: 'check-sync',
        credentials: { authId: 'auth1', password: 'Pw-1-x' },
      },
    ]);
  });

  test('is through the SIP server for a phone that filters: its account, by way of its proxy', async () => {
    const site = await booted(...pbx, 'SIP_DETECT_SSAF_1="Y"');
    await resync(site);
    expect(site.notifies[0]).toEqual({
      target: { address: 'sip.example', port: null, user: '211' },
      nextHop: { kind: 'proxy', host: 'pbx.example', port: 5070, transport: 'udp' },
      event: 'check-sync',
      credentials: { authId: 'auth1', password: 'Pw-1-x' },
    });
    expect(site.steps.find(({ step }) => step === 'sent')?.detail).toBe(
      'Event: check-sync, through its SIP server pbx.example:5070: it takes SIP only from its servers',
    );
  });

  test('asks DNS for the server where the phone does', async () => {
    const site = await booted(...pbx, 'SIP_DNSSRV_ENA_1="Y"', 'SIP_TRANSPORT_1="1"');
    await resync(site, { way: 'server' });
    expect(site.notifies[0]?.nextHop).toEqual({ kind: 'proxy', host: 'pbx.example', port: null, transport: 'tcp' });
  });

  test('is over the flow of a phone that is registered here, under its own account', async () => {
    const site = await booted(...pbx, 'SIP_DETECT_SSAF_1="Y"');
    const { state, around } = site.services;
    const parts = { state, around, flows: { flowOf: () => 'flow 7' } };
    expect(valueOf(reachPhone(site.phone(1), parts, { way: 'auto', event: null }))).toMatchObject({
      way: 'registrar',
      reason: 'it is registered here',
      request: {
        target: { address: 'sip.example', port: null, user: '211' },
        nextHop: { kind: 'flow', flow: 'flow 7' },
      },
    });
  });

  test('is the site’s choice, and a run’s before that', async () => {
    const site = await booted(...pbx);
    site.services.resync.settings.change({ way: 'server' });
    expect(planned(site).phones[0]).toMatchObject({ way: 'server', to: 'pbx.example:5070', problem: null });
    expect(planned(site, { way: 'direct' }).phones[0]).toMatchObject({ way: 'direct', to: `${peer(1)}:5060` });
  });

  test('to a server that is not held fails before anything is sent', async () => {
    const site = await booted();
    await resync(site, { way: 'server' });
    expect(site.notifies).toEqual([]);
    expect(site.view(1).reason?.problem.code).toBe('RESYNC_NO_SERVER');
  });

  test.each([
    [404, 'RESYNC_NOT_FOUND'],
    [403, 'RESYNC_FORBIDDEN'],
    [405, 'RESYNC_METHOD_REFUSED'],
    [408, 'RESYNC_NOT_REGISTERED'],
    [480, 'RESYNC_NOT_REGISTERED'],
    [503, 'RESYNC_SERVER_ERROR'],
  ])('a %i of the server is told as the server’s', async (status, code) => {
    const site = await booted(...pbx);
    site.onNotify = () => ({ kind: 'answered', status, reason: 'Text' });
    await resync(site, { way: 'server' });
    const problem = site.view(1).reason?.problem;
    expect(problem).toMatchObject({ code, message: `Its SIP server pbx.example:5070 answered ${status} Text.` });
  });

  test('how long a busy server asks to wait is said', async () => {
    const site = await booted(...pbx);
    site.onNotify = () => ({ kind: 'answered', status: 503, reason: 'Busy', retryAfterMs: 7000 });
    await resync(site, { way: 'server' });
    expect(site.view(1).reason?.problem.remedy).toContain('The server is busy or starting. Wait 7 s, as it asks for,');
  });

  test('a server that says nothing, and a phone that never comes after its OK', async () => {
    const site = await booted(...pbx);
    site.onNotify = () => ({ kind: 'silence', tries: 11 });
    await resync(site, { way: 'server' });
    expect(site.view(1).reason?.problem.message).toContain('its SIP server pbx.example:5070');
    site.onNotify = () => ({ kind: 'answered', status: 202, reason: 'Accepted' });
    await resync(site, { way: 'server' });
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem.message).toContain('Its SIP server said OK');
  });
});

describe('the plan', () => {
  test('warns before sending when the filter would drop it, and says nothing was sent', async () => {
    const site = await booted('SIP_DETECT_SSAF_1="Y"');
    const plan = planned(site);
    expect(plan.phones[0]).toMatchObject({
      way: 'direct',
      reason: 'it takes SIP only from its servers, and holds none',
      problem: { code: 'RESYNC_SOURCE_FILTER' },
    });
    expect(plan.warnings).toMatchObject([{ phones: 1, problem: { code: 'RESYNC_SOURCE_FILTER' } }]);
    expect(site.notifies).toEqual([]);
  });

  test('knows who cannot be reached, who will not come, and for how long it would wait', async () => {
    const site = await booted('PROVISION_ENABLE="N"');
    site.add(2);
    valueOf(site.services.maintenance.set([{ weekdays: [1, 2, 3, 4, 5, 6, 7], from: '08:00', to: '18:00' }]));
    const plan = planned(site, { ratePerSecond: 1 });
    expect(plan.warnings.map(({ problem }) => problem.code).toSorted()).toEqual([
      'RESYNC_NO_ADDRESS',
      'RESYNC_PROVISIONING_OFF',
    ]);
    expect(plan.secondsAtLeast).toBe(1);
    expect(plan.quietUntil).toBe(Date.UTC(2026, 0, 5, 18));
    expect(plan.phones.find(({ phone }) => phone.mac === mac(2))).toMatchObject({ way: null, to: null });
  });

  test('of nothing, and of phones that do not exist', async () => {
    const site = await openSite();
    expect(planned(site)).toMatchObject({ phones: [], warnings: [], secondsAtLeast: 0, quietUntil: null });
    expect(site.services.resync.plan({ group: 'Nobody' })).toMatchObject({ problem: { code: 'GROUP_UNKNOWN' } });
  });
});

describe('another event text', () => {
  test('is sent as given, and the plan warns of phones that hold another one', async () => {
    const site = await booted();
    expect(planned(site, { event: 'resync' }).warnings[0]?.problem.message).toContain('"check-sync"');
    await resync(site, { event: 'resync' });
    expect(site.notifies[0]?.event).toBe('resync');
  });

  test('with a parameter that no guide of the family explains is warned of', async () => {
    const site = await booted('CFG_RESYNC_FROM_SIP="check-sync;reboot=true"');
    expect(planned(site).warnings[0]?.problem.message).toContain('No guide says');
    expect(planned(site, { event: 'check-sync;reboot=true' }).phones[0]?.event).toBe('check-sync;reboot=true');
  });

  test('is tried again by a retry', async () => {
    const site = await booted();
    site.onNotify = () => ({ kind: 'answered', status: 489, reason: 'Bad Event' });
    const run = valueOf(site.services.resync.start({ all: true }, 'test', { event: 'resync' }));
    await settled();
    valueOf(site.services.resync.retry(run.id, 'again'));
    await settled();
    valueOf(site.services.resync.retry(run.id, 'again', { event: 'check-sync' }));
    await settled();
    expect(site.notifies.map(({ event }) => event)).toEqual(['resync', 'resync', 'check-sync']);
  });
});
