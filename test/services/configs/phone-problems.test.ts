// What shows only when all layers of a phone are seen together.
import { expect, test } from 'vitest';
import { auditOf } from '../../support/audit';
import { mac, openSite, valueOf, type TestSite } from '../../support/site';

const own = `phone:${mac(1)}`;

async function siteWithOne(group: string | null = null): Promise<TestSite> {
  const site = await openSite({ facts: { ntp: '192.0.2.1' } });
  site.add(1, { group });
  return site;
}

function told(site: TestSite): [string, string | null, string | null, string][] {
  return site.services.problems
    .of(site.phone(1), 'draft')
    .map(({ code, parameter, scope, message }) => [code, parameter, scope, message]);
}

test('a setting that another layer silences is told with that layer', async () => {
  const site = await siteWithOne('Reception');
  site.file('group:Reception', 'CFG_RESYNC_TIME="02:00"');
  site.file('site', '# retry', 'CFG_RTRY_INTVL="15"', 'CFG_CYCLIC="N"');
  expect(told(site)).toEqual([
    [
      'TIMING_NO_EFFECT',
      'CFG_RTRY_INTVL',
      'site',
      'CFG_RTRY_INTVL has no effect: CFG_RESYNC_TIME is set in group Reception.',
    ],
  ]);
  expect(site.services.problems.of(site.phone(1), 'draft')[0]).toMatchObject({ severity: 'hint', line: 2 });
});

test('a fixed time without any clock is told on the phone', async () => {
  const site = await openSite();
  site.add(1);
  site.facts({ checkTime: '02:00' });
  expect(told(site)).toMatchObject([
    ['TIMING_CLOCK_UNSET', 'CFG_RESYNC_TIME', 'facts:site', expect.any(String) as string],
  ]);
  site.file('site', 'NTP_ADDR="192.0.2.1"');
  expect(told(site)).toEqual([]);
});

test('files that are too large only together block publishing', async () => {
  const site = await siteWithOne();
  const lines = (name: string): string[] =>
    Array.from({ length: 140 }, (_, index) => `${name}${index}="${'x'.repeat(480)}"`);
  site.file('site', ...lines('A'));
  site.file(own, ...lines('B'));
  const { sizeBytes, limitBytes } = site.services.problems.size(site.phone(1), 'draft');
  expect(limitBytes).toBe(122_880);
  expect(sizeBytes).toBeGreaterThan(122_880);
  expect(told(site).map(([code]) => code)).toEqual(['FILES_TOO_LARGE']);
  expect(site.services.configs.publish('', 'test')).toMatchObject({
    ok: false,
    problem: { code: 'CONFIG_HAS_ERRORS', message: expect.stringContaining('KB') as string },
  });
});

test('a file line that repeats a weaker one, and one that beats a fact', async () => {
  const site = await siteWithOne();
  site.file('site', 'DSCP_SIP_1="26"');
  site.file(own, 'DSCP_SIP_1="26"', 'PHONE_NUMBER_1="999"', 'DISPLAY_NAME_1="${line1.name}!"');
  expect(told(site).map(([code, parameter]) => [code, parameter])).toEqual([
    ['VALUE_REPEATED', 'DSCP_SIP_1'],
    ['FACT_OVERRIDDEN', 'PHONE_NUMBER_1'],
  ]);
});

test('errors are overridden by a reason that is kept, but never for what reaches no phone', async () => {
  const site = await siteWithOne();
  const { configs } = site.services;
  site.file('site', 'CFG_RESYNC_TIME="2:00"');
  expect(configs.publish('', 'test')).toMatchObject({ ok: false });
  expect(valueOf(configs.publish('', 'Ann', undefined, 'the lab wants it')).revision).toBe(2);
  expect(auditOf(site).at(-1)).toEqual({
    actor: 'Ann',
    action: 'published-in-spite',
    detail: 'r2 in spite of TIMING_TIME_INVALID: the lab wants it',
  });
  site.file('site', 'THIS IS NO LINE');
  const refused = configs.publish('', 'test', undefined, 'please');
  expect(!refused.ok && refused.problem.remedy).toContain('No reason overrides this');
});

test('how serious a code is can be changed for the site, outlives a restart, and publishing follows', async () => {
  const site = await siteWithOne();
  const { severities } = site.services;
  site.file('site', 'CFG_RESYNC_TIME="2:00"');
  expect(valueOf(severities.set('TIMING_TIME_INVALID', 'warning', 'Ann'))).toEqual({
    code: 'TIMING_TIME_INVALID',
    severity: 'warning',
    usual: 'error',
    own: true,
    fixed: false,
    mayBeOff: true,
  });
  expect(site.services.configs.get({ kind: 'site' }, 'draft').problems[0]?.severity).toBe('warning');
  expect(site.restart().publish()).toBe(2);
  valueOf(severities.set('TIMING_TIME_INVALID', null, 'Ann'));
  valueOf(severities.set('PARAMETER_UNKNOWN', 'error', 'Ann'));
  site.file('site', 'MY_OWN="1"');
  expect(site.services.configs.publish('', 'test')).toMatchObject({ ok: false });
  expect(severities.set('LINE_NOT_PARAMETER', 'hint', 'Ann')).toMatchObject({ ok: false });
  expect(severities.set('PHONE_UNKNOWN', 'hint', 'Ann')).toMatchObject({ ok: false });
  expect(
    severities
      .all()
      .filter((one) => one.own)
      .map((one) => one.code),
  ).toEqual(['PARAMETER_UNKNOWN']);
});

test('a code that is turned off is shown nowhere and blocks nothing, and the audit says who did it', async () => {
  const site = await siteWithOne();
  const { severities, configs } = site.services;
  site.file('site', 'CFG_RESYNC_TIME="2:00"', 'CFG_RTRY_INTVL="15"');
  const codes = (): string[] => {
    const { phones, changes, problems } = configs.preview();
    return [...problems, ...configs.phoneProblems(phones, changes, false)].map(({ code }) => code);
  };
  expect(codes()).toContain('TIMING_TIME_INVALID');
  valueOf(severities.set('TIMING_TIME_INVALID', 'off', 'Ann'));
  expect(codes()).not.toContain('TIMING_TIME_INVALID');
  expect(configs.get({ kind: 'site' }, 'draft').problems.map(({ code }) => code)).not.toContain('TIMING_TIME_INVALID');
  expect(auditOf(site).at(-1)).toMatchObject({
    actor: 'Ann',
    action: 'severity-changed',
    detail: 'TIMING_TIME_INVALID: off',
  });
  expect(site.restart().publish()).toBe(2);
  site.file('site', 'CFG_RESYNC_TIME="02:00"', 'CFG_RTRY_INTVL="15"');
  expect(codes()).toContain('TIMING_NO_EFFECT');
  valueOf(severities.set('TIMING_NO_EFFECT', 'off', 'Ann'));
  expect(codes()).not.toContain('TIMING_NO_EFFECT');
});

test.each(['FILE_MAGIC_MISSING', 'FILE_MAGIC_WRONG_SERIES', 'FILE_BOM', 'FILES_TOO_LARGE', 'VALUE_OVER_LINES'])(
  'what costs a phone its whole file cannot be turned off: %s',
  async (code) => {
    const { severities } = (await siteWithOne()).services;
    expect(severities.set(code, 'off', 'Ann')).toMatchObject({ ok: false, problem: { code: 'VALUE_INVALID' } });
    expect(severities.all().find((one) => one.code === code)).toMatchObject({ own: false, mayBeOff: false });
  },
);

test('many phones: one of a kind is looked at, and all of the kind are counted', async () => {
  const site = await openSite({ facts: { ntp: '192.0.2.1', checkTime: '02:00' } });
  for (const number of [1, 2, 3, 4]) site.add(number, { group: number === 4 ? 'Bar' : null });
  site.file('site', 'CFG_RTRY_INTVL="15"');
  const { phones, changes } = site.services.configs.preview();
  const problems = site.services.configs.phoneProblems(phones, changes, false);
  expect(problems).toMatchObject([{ code: 'TIMING_NO_EFFECT', parameter: 'CFG_RTRY_INTVL', scope: 'site', phones: 4 }]);
});
