// The ledger and the guard of the fake workstation.
import type { RequestOutcome, RequestView } from '../../electron/contract/activity';
import type { BlockedPeerView } from '../../electron/contract/access';
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';

type Handlers = { [N in CallName]?: (input: CheckedInput<N>) => CallOutput<N> };

const outcomeOf = ({ reason }: RequestView): RequestOutcome => {
  if (reason === 'served' || reason === 'received') return 'served';
  if (reason === 'not-modified') return 'unchanged';
  if (reason === 'guarded') return 'blocked';
  return reason === 'aborted' ? 'unfinished' : 'refused';
};

function matches(row: RequestView, filter: CheckedInput<'requests.search'>, nameOf: (mac: string) => string): boolean {
  const text =
    `${row.path} ${row.remote} ${row.mac ?? ''} ${row.userAgent ?? ''} ${nameOf(row.mac ?? '')}`.toLowerCase();
  const words = filter.text?.toLowerCase().split(/\s+/u) ?? [];
  return (
    words.every((word) => text.includes(word)) &&
    (filter.protocols?.includes(row.protocol) ?? true) &&
    (filter.outcomes?.includes(outcomeOf(row)) ?? true) &&
    (filter.mac === undefined || row.mac === filter.mac) &&
    (filter.remote === undefined || row.remote === filter.remote) &&
    (filter.since === undefined || Date.parse(row.at) >= Date.parse(filter.since)) &&
    (filter.until === undefined || Date.parse(row.at) < Date.parse(filter.until)) &&
    (filter.beforeId === undefined || row.id < filter.beforeId)
  );
}

interface FakeActivity {
  /** Newest first. */
  requests: RequestView[];
  blocked: BlockedPeerView[];
  now(): number;
  nameOf(mac: string): string;
  changed(): void;
}

export function fakeActivity(fake: FakeActivity): Handlers {
  const ledger = { keepDays: 400, keepMegabytes: 500 };
  return {
    'requests.list': ({ limit }) => ({ requests: fake.requests.slice(0, limit) }),
    'requests.search': (filter) => {
      const found = fake.requests.filter((row) => matches(row, filter, (mac) => fake.nameOf(mac)));
      return { requests: found.slice(0, filter.limit), more: found.length > filter.limit, ms: 1 };
    },
    'requests.summary': ({ since, bucketSeconds }) => {
      const from = Date.parse(since);
      const rows = fake.requests.filter(({ at }) => Date.parse(at) >= from);
      const buckets = new Map<number, CallOutput<'requests.summary'>['buckets'][number]>();
      for (const row of rows) {
        const start = from + Math.floor((Date.parse(row.at) - from) / (bucketSeconds * 1000)) * bucketSeconds * 1000;
        const bucket = buckets.get(start) ?? { at: new Date(start).toISOString(), served: 0, refused: 0, blocked: 0 };
        const outcome = outcomeOf(row);
        bucket[outcome === 'blocked' ? 'blocked' : outcome === 'refused' ? 'refused' : 'served'] += 1;
        buckets.set(start, bucket);
      }
      const served = rows.filter((row) => outcomeOf(row) === 'served');
      const times = served.map(({ ms }) => ms).toSorted((a, b) => a - b);
      const over = (protocol: string): number => served.filter((row) => row.protocol === protocol).length;
      return {
        from: since,
        to: new Date(fake.now()).toISOString(),
        bucketSeconds,
        buckets: [...buckets.values()].toSorted((a, b) => Date.parse(a.at) - Date.parse(b.at)),
        served: served.length,
        bytes: served.reduce((sum, { bytes }) => sum + bytes, 0),
        refused: rows.filter((row) => outcomeOf(row) === 'refused').length,
        blocked: rows.filter((row) => outcomeOf(row) === 'blocked').length,
        medianMs: times[Math.floor(times.length / 2)] ?? null,
        slowestMs: times.at(-1) ?? null,
        protocols: { http: over('http'), https: over('https'), tftp: over('tftp'), sntp: over('sntp') },
      };
    },
    'requests.body': ({ id }) => {
      const row = fake.requests.find((each) => each.id === id);
      return {
        text: row?.bytes
          ? '# Panasonic SIP Phone Standard Format File #\nPROVISION_ENABLE="Y"\nCFG_RESYNC_FROM_SIP="check-sync"\nNTP_ADDR="192.168.20.14"\nSIP_PASS_1="••••••••••"\n'
          : null,
        bytes: row?.bytes ?? 0,
        contentType: row?.bytes ? 'text/plain' : null,
      };
    },
    'ledger.show': () => ({
      ...ledger,
      rows: fake.requests.length,
      bytes: fake.requests.length * 310,
      oldest: fake.requests.at(-1)?.at ?? null,
    }),
    'ledger.set': (change) => {
      Object.assign(ledger, change);
      fake.changed();
      return { ...ledger };
    },
    'guard.show': () => ({ blocked: fake.blocked, watched: fake.blocked.length + 1 }),
    'guard.block': ({ peer }) => {
      const at = new Date(fake.now()).toISOString();
      const known = fake.blocked.find((each) => each.peer === peer);
      const held = known ?? { peer, since: at, guesses: 0, requests: 1, lastAt: at };
      fake.blocked = [{ ...held, until: null, byHand: true }, ...fake.blocked.filter((each) => each.peer !== peer)];
      fake.changed();
      return { blocked: fake.blocked };
    },
    'guard.unblock': ({ peer }) => {
      fake.blocked = fake.blocked.filter((each) => each.peer !== peer);
      fake.changed();
      return { blocked: fake.blocked };
    },
  };
}
