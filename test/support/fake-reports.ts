// Reports of the fake workstation: of the phones it has, as of its clock.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { PhoneView } from '../../electron/contract/phones';
import type { Problem } from '../../electron/core/shared/problem';

type ReportCalls = Extract<CallName, `reports.${string}`>;
type ReportHandlers = { [N in ReportCalls]: (input: CheckedInput<N>) => CallOutput<N> };

const newest = 42;

export function fakeReports(
  fake: { readonly phones: PhoneView[]; now(): number },
  refusal: (problem: Problem) => Error,
): ReportHandlers {
  const nowText = (): string => new Date(fake.now()).toISOString();
  const report = (revision = newest): CallOutput<'reports.revision'> => {
    if (revision > newest)
      throw refusal({
        code: 'REVISION_UNKNOWN',
        message: `There is no revision r${revision}.`,
        remedy: `Choose one from r1 to r${newest}.`,
      });
    const rows = fake.phones.map((phone) => {
      const has = phone.revision !== null && phone.revision >= revision;
      return {
        mac: phone.mac,
        name: phone.name,
        group: phone.group,
        model: phone.model,
        extension: phone.lines[0]?.extension ?? '',
        has,
        revision: phone.revision,
        state: phone.state,
        why: has ? '' : (phone.reason?.message ?? `It asks ${phone.nextCheck}.`),
        lastFetchAt: phone.lastFetchAt,
        nextCheckAt: phone.nextCheckAt,
      };
    });
    return {
      site: 'Northgate Clinic',
      revision,
      message: 'Daily check at 02:15',
      publishedAt: '2026-11-24T08:00:00+00:00',
      at: nowText(),
      have: rows.filter(({ has }) => has).length,
      total: rows.length,
      rows: rows.toSorted((a, b) => Number(a.has) - Number(b.has)),
    };
  };
  return {
    'reports.revision': ({ revision }) => report(revision),
    'reports.revisionCsv': ({ revision }) => ({
      name: `Northgate Clinic r${revision ?? newest} 2026-11-24.csv`,
      csv: `mac,has\r\n${report(revision)
        .rows.map(({ mac, has }) => `${mac},${has ? 'yes' : 'no'}\r\n`)
        .join('')}`,
    }),
    'reports.day': ({ day = '2026-11-24' }) => ({
      site: 'Northgate Clinic',
      day,
      timeZone: 'Europe/London',
      at: nowText(),
      figures: [
        { label: 'Published', value: '1', detail: 'r42' },
        { label: 'Not serving', value: '7 h 54 min', detail: '' },
      ],
      needYou: fake.phones
        .filter(({ state }) => state === 'failed')
        .map(({ mac, name, state, reason }) => ({ mac, name, state, why: reason?.message ?? '' })),
      away: [{ from: '2026-11-23T23:52:00+00:00', to: '2026-11-24T07:46:00+00:00', cause: 'asleep' }],
      happened: [{ at: '2026-11-24T08:00:00+00:00', words: 'r42 was published by the window' }],
    }),
  };
}
