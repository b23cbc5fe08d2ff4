// A resync is followed to the end: done is what the ledger says, everything else has a reason and a remedy.
import { describe, expect, test } from 'vitest';
import type { NotifyOutcome } from '../../../electron/services/resync/notify-sender';
import type { RunSummary } from '../../../electron/services/resync/resync-service';
import { ProblemError, type Problem } from '../../../electron/core/shared/problem';
import { answered200, mac, minute, openSite, peer, second, settled, valueOf, type TestSite } from '../../support/site';

async function booted(phones = 1): Promise<TestSite> {
  const site = await openSite();
  for (let number = 1; number <= phones; number++) {
    site.add(number);
    site.boot(number);
  }
  return site;
}

async function resync(site: TestSite, ...numbers: number[]): Promise<RunSummary> {
  // As fast as a test clock that stands allows; how they are paced is told elsewhere.
  const run = valueOf(site.services.resync.start({ macs: numbers.map(mac) }, 'test', { ratePerSecond: 1000 }));
  await settled();
  return run;
}

function change(site: TestSite): void {
  site.file('site', `DISPLAY_NAME_2="${site.services.configs.revision}"`);
  site.publish();
}

function outcome(site: TestSite): RunSummary {
  const [run] = site.services.resync.runs(1);
  if (!run) throw new Error('no run');
  return run;
}

describe('the way of a phone', () => {
  test('is queued, sent, answered, fetched file by file, done', async () => {
    const site = await booted();
    change(site);
    expect(site.view(1).state).toBe('pending');
    await resync(site, 1);
    expect(site.view(1).state).toBe('resyncing');
    expect(site.stepsOf(1)).toEqual(['queued', 'sent', 'answered']);
    site.takeFiles(1);
    expect(site.steps.map(({ step, detail }) => `${step} ${detail}`.trim())).toEqual([
      'queued',
      'sent Event: check-sync, direct: it takes SIP from anyone',
      'answered 200 OK',
      'fetched standard, 1 of 3 files',
      'fetched product, 2 of 3 files',
      'fetched master, 3 of 3 files',
      'done',
    ]);
    expect(outcome(site)).toMatchObject({ total: 1, done: 1, failed: 0, endedAt: site.clock.now() });
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
    const stored = valueOf(site.services.resync.run(outcome(site).id)).steps.map(({ step }) => step);
    expect(stored).toEqual(site.stepsOf(1));
  });

  test('a phone that fetches before its answer is seen is done as well', async () => {
    const site = await booted();
    change(site);
    site.onNotify = () => {
      site.takeFiles(1);
      return answered200;
    };
    await resync(site, 1);
    expect(outcome(site)).toMatchObject({ done: 1 });
  });

  test('a repeat that is told of after the answer takes the phone no step back', async () => {
    const site = await booted();
    change(site);
    let repeat = (): void => undefined;
    site.onNotify = (_request, progress) => {
      repeat = () => progress.sent(2);
      return answered200;
    };
    await resync(site, 1);
    repeat();
    site.takeFiles(1);
    repeat();
    expect(site.stepsOf(1)).toEqual(['queued', 'sent', 'answered', 'fetched', 'fetched', 'fetched', 'done']);
  });

  test('a phone whose answer was lost is done when it has fetched', async () => {
    const site = await booted();
    change(site);
    site.onNotify = () => {
      site.takeFiles(1);
      return { kind: 'silence', tries: 11 };
    };
    await resync(site, 1);
    expect(outcome(site)).toMatchObject({ done: 1, failed: 0 });
  });

  test('one that has the content without all files is done a little later', async () => {
    const site = await booted();
    await resync(site, 1);
    site.ask(site.ownPath(1));
    expect(site.view(1).state).toBe('resyncing');
    site.clock.advance(4 * second);
    expect(outcome(site)).toMatchObject({ done: 1 });
  });
});

describe('event, address and credentials', () => {
  test('are those the phone holds: the run that delivers a change uses the old ones, the next the new', async () => {
    const site = await booted();
    valueOf(
      site.services.phones.edit(
        mac(1),
        { lines: [{ line: 1, extension: '300', name: '', authId: 'new', password: 'New-1', server: '' }] },
        'Ann',
      ),
    );
    site.file('site', 'CFG_RESYNC_FROM_SIP="resync"', 'SIP_SRC_PORT_1="5080"');
    await resync(site, 1);
    site.clock.advance(minute);
    site.publish();
    await resync(site, 1);
    site.takeFiles(1);
    await resync(site, 1);
    const old = {
      target: { address: peer(1), port: 5060, user: '211' },
      event: 'check-sync',
      credentials: { authId: 'auth1', password: 'Pw-1-x' },
    };
    const renewed = {
      target: { address: peer(1), port: 5080, user: '300' },
      event: 'resync',
      credentials: { authId: 'new', password: 'New-1' },
    };
    expect(site.notifies).toEqual([old, old, renewed]);
  });

  test('an address that a person gave comes first', async () => {
    const site = await booted();
    valueOf(site.services.phones.edit(mac(1), { ip: '192.0.2.77:5099' }, 'Ann'));
    await resync(site, 1);
    expect(site.notifies[0]?.target).toMatchObject({ address: '192.0.2.77', port: 5099 });
  });

  test('a phone nobody knows an address of fails without a NOTIFY', async () => {
    const site = await openSite();
    site.add(1);
    await resync(site, 1);
    expect(site.notifies).toEqual([]);
    expect(site.view(1)).toMatchObject({ state: 'failed', reason: { problem: { code: 'RESYNC_NO_ADDRESS' } } });
  });
});

describe('where it stalls there is a reason, and the next good fetch ends it', () => {
  const answered = (status: number): NotifyOutcome => ({ kind: 'answered', status, reason: 'Text' });
  test.each<[NotifyOutcome, string]>([
    [{ kind: 'silence', tries: 11 }, 'RESYNC_NO_ANSWER'],
    [{ kind: 'unreachable', detail: 'ENETUNREACH' }, 'RESYNC_UNREACHABLE'],
    [answered(302), 'RESYNC_REFUSED'],
    [answered(401), 'RESYNC_UNAUTHORIZED'],
    [answered(403), 'RESYNC_FORBIDDEN'],
    [answered(404), 'RESYNC_NOT_FOUND'],
    [answered(405), 'RESYNC_METHOD_REFUSED'],
    [answered(481), 'RESYNC_NO_DIALOG'],
    [answered(489), 'RESYNC_EVENT_REFUSED'],
    [answered(503), 'RESYNC_SERVER_ERROR'],
    [answered(603), 'RESYNC_REFUSED'],
  ])('%j is %s', async (result, code) => {
    const site = await booted();
    site.onNotify = () => result;
    await resync(site, 1);
    expect(outcome(site)).toMatchObject({ done: 0, failed: 1 });
    expect(site.view(1)).toMatchObject({ state: 'failed', reason: { action: 'resync', problem: { code } } });
    expect(site.restart().view(1).reason?.problem.code).toBe(code);
    site.takeFiles(1);
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });

  test('what cannot be written into a NOTIFY is told as it is', async () => {
    const site = await booted();
    site.onNotify = () =>
      Promise.reject(new ProblemError({ code: 'VALUE_INVALID', message: 'No.', remedy: 'Change it.' }));
    await resync(site, 1);
    expect(site.view(1).reason?.problem).toEqual({ code: 'VALUE_INVALID', message: 'No.', remedy: 'Change it.' });
    expect(outcome(site).endedAt).not.toBeNull();
  });

  test('when our own SIP side stops under way, the phone is not blamed', async () => {
    const site = await booted();
    site.onNotify = () => ({ kind: 'cancelled' });
    await resync(site, 1);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_INTERRUPTED' } });
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });

  test('a NOTIFY that cannot be kept in mind does not leave', async () => {
    const site = await booted();
    const full: Problem = { code: 'DISK_FULL', message: 'Full.', remedy: 'Make room.' };
    site.services.stores.resync.claim = () => {
      throw new ProblemError(full);
    };
    await resync(site, 1);
    expect(site.notifies).toEqual([]);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: full });
  });

  test('silence names the source filter of a phone that has it', async () => {
    const site = await openSite();
    site.file('site', 'SIP_DETECT_SSAF_1="Y"');
    site.add(1);
    site.boot(1);
    site.onNotify = () => ({ kind: 'silence', tries: 11 });
    await resync(site, 1);
    expect(site.view(1).reason?.problem).toMatchObject({ code: 'RESYNC_SOURCE_FILTER' });
    expect(site.view(1).reason?.problem.remedy).toContain('SIP_DETECT_SSAF');
  });

  test('answered, but never came: after a minute', async () => {
    const site = await booted();
    change(site);
    await resync(site, 1);
    site.clock.advance(minute - 1);
    expect(site.view(1).state).toBe('resyncing');
    site.clock.advance(1);
    expect(site.view(1)).toMatchObject({ state: 'failed', reason: { problem: { code: 'RESYNC_NEVER_CAME' } } });
  });

  test('never came because it was told another address, or because provisioning is off', async () => {
    const site = await openSite();
    site.add(1);
    site.add(2);
    site.file(`phone:${mac(2)}`, 'PROVISION_ENABLE="N"');
    site.publish();
    site.boot(1);
    site.boot(2);
    await resync(site, 2);
    site.clock.advance(minute);
    site.baseUrl = 'http://192.0.2.201:8088';
    await resync(site, 1);
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem.code).toBe('PHONE_TOLD_ELSEWHERE');
    expect(site.view(1).reason?.problem.message).toContain('http://192.0.2.200:8088');
    expect(site.view(2).reason?.problem).toMatchObject({
      code: 'RESYNC_PROVISIONING_OFF',
      message: 'It said OK but never came. PROVISION_ENABLE is N on it.',
    });
  });

  test('said OK when our address had just gone: it went where it was told', async () => {
    const site = await booted();
    site.onNotify = () => {
      site.baseUrl = 'http://192.0.2.201:8088';
      return answered200;
    };
    await resync(site, 1);
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem).toMatchObject({ code: 'RESYNC_TOLD_ELSEWHERE' });
    expect(site.view(1).reason?.problem.message).toContain('http://192.0.2.200:8088');
  });

  test('never came while this laptop slept: the phone is not blamed', async () => {
    const site = await booted();
    await resync(site, 1);
    const now = site.clock.now();
    site.away.push({ from: now + 10 * second, to: now + 30 * second });
    site.clock.advance(minute);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_INTERRUPTED' } });
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });

  test.each<NotifyOutcome>([
    { kind: 'silence', tries: 3 },
    { kind: 'unreachable', detail: 'ENETUNREACH' },
  ])('$kind while this laptop slept says nothing of the phone', async (outcomeOfSleep) => {
    const site = await booted();
    site.onNotify = () => {
      const now = site.clock.now();
      site.clock.advance(8 * 60 * minute);
      site.away.push({ from: now + second, to: now + 8 * 60 * minute });
      return outcomeOfSleep;
    };
    await resync(site, 1);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_INTERRUPTED' } });
    expect(site.view(1)).toMatchObject({ state: 'inSync', reason: null });
  });

  test('what cannot be sent because the network is gone says that, and not that this laptop was away', async () => {
    const site = await booted();
    site.away.push({ from: site.clock.now() - minute, to: Infinity, cause: 'address-gone' });
    site.onNotify = () => ({ kind: 'unreachable', detail: 'ENETUNREACH' });
    await resync(site, 1);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_UNREACHABLE' } });
  });

  test('came from a network that is not answered: the ledger knows', async () => {
    const site = await booted();
    valueOf(site.services.state.access.change({ networks: ['198.51.100.0/24'] }, 'Ann'));
    await resync(site, 1);
    site.takeFiles(1);
    expect(site.reasons()).toContain('network-refused');
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem).toMatchObject({ code: 'RESYNC_ACCESS_REFUSED' });
    expect(site.view(1).reason?.problem.message).toContain('network');
  });

  test('came and hung up before it had all', async () => {
    const site = await booted();
    change(site);
    await resync(site, 1);
    site.takeFiles(1, { completed: false });
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem).toMatchObject({ code: 'RESYNC_FILES_REFUSED' });
    expect(site.view(1).reason?.problem.message).toContain('hung up');
  });

  test('came and was refused: the closer reason stays, with arming as the way out', async () => {
    const site = await booted();
    site.clock.advance(60 * minute);
    await resync(site, 1);
    site.askFirst(1);
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_NOT_ARMED' } });
    expect(site.view(1)).toMatchObject({
      state: 'failed',
      reason: { action: 'arm', problem: { code: 'PHONE_NOT_ARMED' } },
    });
  });

  test('came and was refused before its answer was seen', async () => {
    const site = await booted();
    site.clock.advance(60 * minute);
    site.onNotify = () => {
      site.askFirst(1);
      return answered200;
    };
    await resync(site, 1);
    expect(site.steps.at(-1)).toMatchObject({ problem: { code: 'RESYNC_NOT_ARMED' } });
  });

  test('a stranger who asks in its name, or a file that is not served, does not end its run', async () => {
    const site = await booted();
    change(site);
    await resync(site, 1);
    site.ask(`/phonebook-${mac(1)}.xml`);
    site.ask(`/p/wrong/${mac(1)}.cfg`, { from: peer(66) });
    site.takeFiles(1);
    expect(outcome(site)).toMatchObject({ done: 1, failed: 0 });
  });

  test('took files, but not the newest content', async () => {
    const site = await booted();
    change(site);
    await resync(site, 1);
    site.ask('/s/site-token-0123456789abc/product-KX-UT670.cfg');
    site.clock.advance(minute);
    expect(site.view(1).reason?.problem.code).toBe('RESYNC_OLD_CONTENT');
  });
});

describe('a run', () => {
  test('is over all, a group, those behind, or named phones; unknown ones are refused', async () => {
    const site = await openSite();
    site.add(1, { group: 'Bar' });
    site.add(2);
    site.boot(1);
    site.boot(2);
    site.file('group:Bar', 'DISPLAY_NAME_2="x"');
    site.publish();
    const total = (selection: Parameters<typeof site.services.resync.start>[0]): number | string => {
      const started = site.services.resync.start(selection, 'test');
      return started.ok ? started.value.total : started.problem.code;
    };
    expect(total({ behind: true })).toBe(1);
    expect(total({ group: 'Nobody' })).toBe('GROUP_UNKNOWN');
    expect(total({ macs: [mac(9)] })).toBe('PHONE_UNKNOWN');
    // Phone 1 is under way already and is left to that run.
    expect(total({ all: true })).toBe(1);
    expect(total({ group: 'Bar' })).toBe('RESYNC_UNDER_WAY');
    await settled();
    expect(site.notifies).toHaveLength(2);
  });

  test('has twenty phones under way at a time, and goes on as they end', async () => {
    const site = await booted(25);
    await resync(site, ...Array.from({ length: 25 }, (_, index) => index + 1));
    expect(site.notifies).toHaveLength(20);
    site.takeFiles(3);
    await settled();
    expect(site.notifies).toHaveLength(21);
    site.clock.advance(minute);
    await settled();
    expect(site.notifies).toHaveLength(25);
    for (const number of [21, 22, 23, 24, 25]) site.takeFiles(number);
    expect(outcome(site)).toMatchObject({ total: 25, failed: 20, done: 5 });
  });

  test('that is stopped sends no more; who is under way may finish, who waited is not blamed', async () => {
    const site = await booted(21);
    const run = await resync(site, ...Array.from({ length: 21 }, (_, index) => index + 1));
    valueOf(site.services.resync.stopRun(run.id));
    expect(site.view(21)).toMatchObject({ state: 'inSync', reason: null });
    expect(site.steps.at(-1)).toMatchObject({ step: 'failed', problem: { code: 'RESYNC_STOPPED' } });
    for (let number = 1; number <= 20; number++) site.takeFiles(number);
    await settled();
    expect(site.notifies).toHaveLength(20);
    expect(outcome(site)).toMatchObject({ done: 20, failed: 1 });
  });

  test('goes on when phones of it are removed midway', async () => {
    const site = await booted(22);
    await resync(site, ...Array.from({ length: 22 }, (_, index) => index + 1));
    valueOf(site.services.phones.remove([mac(1), mac(21)], 'Ann'));
    for (let number = 2; number <= 20; number++) site.takeFiles(number);
    await settled();
    site.takeFiles(22);
    expect(outcome(site).endedAt).toBeNull();
    site.clock.advance(minute);
    expect(outcome(site).endedAt).toBe(site.clock.now());
    expect(outcome(site)).toMatchObject({ total: 22, done: 20 });
  });

  test('nothing of a stopped service waits on the clock', async () => {
    const site = await booted();
    await resync(site, 1);
    site.services.resync.stop();
    expect(site.clock.pending).toBe(0);
  });
});
