import { expect, test } from 'vitest';
import type { RevisionReport } from '../../../electron/services/reports/revision-report';
import { hour, mac, minute, openSite, valueOf, type TestSite } from '../../support/site';

function finished<T>(steps: Generator<void, T>): T {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

const reported = (site: TestSite, revision?: number): RevisionReport =>
  valueOf(finished(site.services.reports.revision(revision)));

/** Phones 1 to 3 have what is published; 4 never came. */
async function officeOfFour(): Promise<TestSite> {
  const site = await openSite({ facts: { ntp: '192.0.2.1', checkTime: '02:00' } });
  for (let number = 1; number <= 4; number++) site.add(number);
  for (let number = 1; number <= 3; number++) site.boot(number);
  return site;
}

test('phones that do not have the newest revision come first, each with its reason', async () => {
  const site = await officeOfFour();
  expect(reported(site)).toMatchObject({ site: 'Harbour office', have: 3, total: 4 });
  site.file('site', 'DSCP_SIP_1="46"');
  const revision = site.publish();
  site.takeFiles(2);
  const report = reported(site);
  expect(report).toMatchObject({ revision, message: 'test', have: 1, total: 4 });
  expect(report.rows.map((row) => [row.mac, row.has, row.state])).toEqual([
    [mac(4), false, 'neverSeen'],
    [mac(1), false, 'pending'],
    [mac(3), false, 'pending'],
    [mac(2), true, 'inSync'],
  ]);
  const [never, pending, , has] = report.rows;
  expect(never?.why).toMatch(
    /^It has not asked for its first file yet\. Start it before .*, until when it is armed\.$/,
  );
  expect(pending?.why).toBe('It asks next on Tue 6 Jan, 02:00 (daily at 02:00).');
  expect(pending?.revision).toBe(revision - 1);
  expect(has?.why).toBe('');
});

test('of an older revision, whoever has it or a newer one has it', async () => {
  const site = await officeOfFour();
  const older = site.services.configs.revision;
  site.file('site', 'DSCP_SIP_1="46"');
  site.publish();
  site.takeFiles(2);
  expect(
    reported(site, older)
      .rows.filter(({ has }) => has)
      .map((row) => row.mac),
  ).toEqual([mac(1), mac(3), mac(2)]);
});

test('a phone that will not come by itself, one that is not armed, one that was refused: each says what helps', async () => {
  const site = await openSite();
  for (let number = 1; number <= 3; number++) site.add(number);
  site.boot(1);
  site.boot(3);
  valueOf(site.services.phones.disarm([mac(2)], 'test'));
  site.ask(`/first/${mac(2)}.cfg`);
  site.file('site', 'DSCP_SIP_1="46"');
  site.publish();
  const why = new Map(reported(site).rows.map((row) => [row.mac, row.why]));
  expect(why.get(mac(1))).toBe('It does not ask by itself: resync it.');
  expect(why.get(mac(2))).toMatch(/arm/i);
});

test('a phone that found nobody is told with our absence, a missed one with the time it was expected', async () => {
  const site = await officeOfFour();
  // Nobody is blamed whose time zone is a guess, as it is on a KX-UT670.
  site.add(5, { model: 'KX-UT136' });
  site.boot(5);
  const asleepFrom = site.clock.now() + 12 * hour;
  site.clock.advance(24 * hour);
  site.away = [{ from: asleepFrom, to: site.clock.now() - hour, cause: 'asleep' }];
  site.file('site', 'DSCP_SIP_1="46"');
  site.publish();
  const why = (report: RevisionReport): string => report.rows.find((row) => row.mac === mac(5))?.why ?? '';
  expect(why(reported(site))).toBe(
    'This laptop was asleep from 21:00 to 08:00; the phone was to ask on Tue 6 Jan, 02:00. It asks next on Wed 7 Jan, 02:00 (daily at 02:00).',
  );
  site.away = [];
  expect(why(reported(site))).toBe(
    'It did not ask on Tue 6 Jan, 02:00, although this laptop was serving. See that it has power and is on the network.',
  );
});

test('nothing published, or a revision that never was, is a problem', async () => {
  const site = await openSite();
  const none = finished(site.services.reports.revision());
  expect(none.ok ? '' : [none.problem.code, none.problem.message]).toEqual([
    'REVISION_UNKNOWN',
    'Nothing was published yet.',
  ]);
  site.add(1);
  const unknown = finished(site.services.reports.revisionCsv(99));
  expect(unknown.ok ? '' : unknown.problem.code).toBe('REVISION_UNKNOWN');
});

test('the table names its file, has one row for each phone, and no cell that a spreadsheet would run', async () => {
  const site = await openSite({ facts: { ntp: '192.0.2.1', checkTime: '02:00' } });
  site.add(1, { name: '=HYPERLINK(A1)', group: '+1' });
  site.add(2, { name: '@SUM(A1)', group: '-x' });
  site.boot(1);
  site.clock.advance(minute);
  const table = valueOf(finished(site.services.reports.revisionCsv()));
  expect(table.name).toBe(`Harbour office r${site.services.configs.revision} 2026-01-05.csv`);
  expect(table).toMatchObject({ have: 1, total: 2 });
  const [head, never, has] = table.csv.split('\r\n');
  expect(head).toBe('mac,name,group,model,extension,has,revision,state,why,last_fetch,next_check');
  expect(never).toMatch(/^0080F0\w+,'@SUM\(A1\),'-x,KX-UT670,212,no,,neverSeen,/);
  expect(has).toContain(`,'=HYPERLINK(A1),'+1,`);
  expect(has).toContain(',yes,');
  expect(has).toContain(',2026-01-05T09:00:00.000+00:00,2026-01-06T02:00:00.000+00:00');
});
