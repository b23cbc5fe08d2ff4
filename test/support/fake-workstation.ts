// An in-memory workstation behind the contract, for tests and for looking at the window without a host. It checks every
// input as the host does and keeps phones, drafts and runs; it serves nothing and decides nothing.
import {
  calls,
  type CallName,
  type CallOutput,
  type CheckedInput,
  type EventName,
  type EventPayload,
  type Topic,
  type WorkstationBridge,
} from '../../electron/contract/contract';
import type { RequestView } from '../../electron/contract/activity';
import type { BlockedPeerView } from '../../electron/contract/access';
import type { PhoneView } from '../../electron/contract/phones';
import { phoneStates, type PhoneState } from '../../electron/core/phones/phone-state';
import type { Problem } from '../../electron/core/shared/problem';
import { fakeActivity } from './fake-activity';
import { fakePnp } from './fake-pnp';
import { fakeRegistrar } from './fake-registrar';
import { fakeReports } from './fake-reports';
import { fakeRuns } from './fake-runs';
import { fakeServer, type FakeServer } from './fake-server';
import { fakeSip } from './fake-sip';
import { fakeTiming } from './fake-timing';
import { sampleAccess, sampleAddresses, sampleCertificates } from './sample-server';
import { sampleEvents, sampleModels, samplePhones, sampleStatus, sampleWaiting } from './sample-site';
import { sampleTiming, type SampleTiming } from './sample-timing';

type Handlers = { [N in CallName]?: (input: CheckedInput<N>) => CallOutput<N> | Promise<CallOutput<N>> };

/** What a handler throws to answer with a problem. */
export class Refusal extends Error {
  constructor(readonly problem: Problem) {
    super(problem.message);
  }
}

export interface FakeWorkstation extends WorkstationBridge {
  phones: PhoneView[];
  /** The ledger, newest first. */
  requests: RequestView[];
  blocked: BlockedPeerView[];
  /** What the Server page shows. */
  readonly server: FakeServer;
  /** Its clock, milliseconds since the epoch: Tuesday 24 November 2026, 09:42, and running. */
  now(): number;
  /** Every call made, in order, as the window sent it. */
  readonly asked: { name: string; input: unknown }[];
  tell<N extends EventName>(event: N, payload: EventPayload<N>): void;
  changed(...topics: Topic[]): void;
  /** Answers a call differently from now on. */
  answer<N extends CallName>(
    name: N,
    handler: (input: CheckedInput<N>) => CallOutput<N> | Promise<CallOutput<N>>,
  ): void;
}

export interface FakeOptions {
  phones?: PhoneView[];
  waiting?: CallOutput<'waiting.list'>['waiting'];
  status?: Partial<CallOutput<'status.show'>>;
  requests?: RequestView[];
  blocked?: BlockedPeerView[];
  server?: Partial<FakeServer>;
  /** Schedules, checks, absences. */
  timing?: Partial<SampleTiming>;
  /** Milliseconds between two steps of a resync; by default a run stands still at `queued`. */
  stepMs?: number;
}

export function fakeWorkstation(options: FakeOptions = {}): FakeWorkstation {
  const createdAt = Date.now();
  const listeners = new Set<(event: EventName, payload: unknown) => void>();
  const status = { ...sampleStatus(), ...options.status };
  let waiting = options.waiting ?? sampleWaiting();
  const files = new Map<string, string>([['site', 'CFG_RESYNC_TIME="02:00"\n']]);

  const fake: FakeWorkstation = {
    phones: options.phones ?? samplePhones(),
    requests: options.requests ?? [],
    blocked: options.blocked ?? [],
    server: {
      access: sampleAccess(),
      addresses: { ...sampleAddresses(), told: sampleAddresses().told.slice(0, 1), stranded: 0 },
      certificates: sampleCertificates(),
      failures: [],
      files: [],
      ...options.server,
    },
    asked: [],
    now: () => Date.parse(status.now) + Date.now() - createdAt,
    async call(name, input) {
      fake.asked.push({ name, input });
      const call = calls[name as CallName];
      const parsed = call?.input.safeParse(input);
      if (!parsed?.success) {
        const [issue] = parsed?.error.issues ?? [];
        const given = issue?.code === 'custom' ? (issue.params?.['problem'] as Problem | undefined) : undefined;
        return {
          ok: false,
          problem: given ?? { code: 'CALL_INVALID', message: issue?.message ?? name, remedy: 'Check the input.' },
        };
      }
      const handler = handlers[name as CallName] as ((input: unknown) => unknown) | undefined;
      try {
        if (!handler) throw new Error(`The fake workstation has no answer to ${name}.`);
        return { ok: true, value: structuredClone(await handler(parsed.data)) };
      } catch (thrown) {
        if (thrown instanceof Refusal) return { ok: false, problem: thrown.problem };
        throw thrown;
      }
    },
    listen(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    tell(event, payload) {
      for (const listener of listeners) listener(event, payload);
    },
    changed: (...topics) => fake.tell('changed', { topics }),
    answer: (name, handler) => Object.assign(handlers, { [name]: handler }),
  };

  const find = (mac: string): PhoneView => {
    const phone = fake.phones.find((each) => each.mac === mac);
    if (!phone)
      throw new Refusal({ code: 'PHONE_UNKNOWN', message: `There is no phone ${mac}.`, remedy: 'Add it first.' });
    return phone;
  };
  const change = (macs: readonly string[], part: Partial<PhoneView>): { phones: PhoneView[] } => {
    macs.forEach(find);
    fake.phones = fake.phones.map((phone) => (macs.includes(phone.mac) ? { ...phone, ...part } : phone));
    fake.changed('phones');
    return { phones: macs.map(find) };
  };
  const runs = fakeRuns(fake, change, options.stepMs);

  const handlers: Handlers = {
    'status.show': () => ({
      ...status,
      now: new Date(fake.now()).toISOString(),
      phones: Object.fromEntries(
        phoneStates.map((state) => [state, fake.phones.filter((phone) => phone.state === state).length]),
      ) as Record<PhoneState, number>,
      waiting: waiting.length,
      blocked: fake.blocked.length,
      stranded: fake.server.addresses.stranded,
    }),
    'site.show': () => ({ site: status.site }),
    'sites.list': () => ({ sites: [{ id: 1, name: status.site.name, phones: fake.phones.length }] }),
    'site.set': ({ values }) => {
      Object.assign(status.site, values);
      fake.changed('site');
      return { site: status.site };
    },
    'server.stop': ({ protocol }) => setListener(protocol, 'off', null),
    'server.listen': ({ protocol, port }) => setListener(protocol, 'up', port),
    'secrets.unlock': () => ({ how: 'passphrase' }),
    'secrets.setPassphrase': () => ({ how: 'passphrase' }),
    'phones.list': () => ({ phones: fake.phones }),
    'phones.show': ({ mac }) => ({ phone: find(mac) }),
    'phones.groups': () => {
      const names = [...new Set(fake.phones.flatMap(({ group }) => group ?? []))];
      return {
        groups: names.map((name) => ({ name, phones: fake.phones.filter(({ group }) => group === name).length })),
      };
    },
    'phones.models': () => ({ models: sampleModels }),
    'phones.events': ({ mac }) => ({ events: find(mac).lastFetchAt ? sampleEvents() : [] }),
    'phones.add': (input) => {
      if (fake.phones.some(({ mac }) => mac === input.mac)) {
        throw new Refusal({
          code: 'MAC_DUPLICATE',
          message: `The phone ${input.mac} is already here.`,
          remedy: 'Open it in the list, or give another MAC address.',
        });
      }
      const [sample] = samplePhones().slice(-1);
      if (!sample) throw new Error('no sample');
      const phone: PhoneView = {
        ...sample,
        id: fake.phones.length + 1,
        mac: input.mac,
        model: input.model,
        name: input.name,
        group: input.group,
        state: 'neverSeen',
        told: null,
        lines: input.lines.map(({ line, extension, name, authId }) => ({ line, extension, name, authId })),
        armedUntil: input.arm ? '2026-11-25T09:42:00+00:00' : null,
        lastFetchAt: null,
        asksByItself: false,
        nextCheckAt: null,
        address: input.ip,
        revision: null,
        firmware: null,
        leftOvers: 0,
        reason: null,
      };
      fake.phones = [...fake.phones, phone];
      waiting = waiting.filter(({ mac }) => mac !== input.mac);
      fake.changed('phones', 'waiting');
      return { phone };
    },
    'phones.update': ({ mac, name, group, ip, lines }) => {
      const known = find(mac);
      change([mac], {
        name: name ?? known.name,
        group: group === undefined ? known.group : group,
        address: ip === undefined ? known.address : ip,
        lines: lines
          ? lines.map((line) => ({ line: line.line, extension: line.extension, name: line.name, authId: line.authId }))
          : known.lines,
        hasDraft: true,
      });
      status.site.hasDraft = true;
      fake.changed('configs');
      return { phone: find(mac), overriddenBy: [] };
    },
    'phones.remove': ({ macs }) => {
      fake.phones = fake.phones.filter(({ mac }) => !macs.includes(mac as never));
      fake.changed('phones');
      return { removed: macs.length };
    },
    'phones.arm': ({ macs }) => change(macs, { armedUntil: '2026-11-25T09:42:00+00:00' }),
    'phones.disarm': ({ macs }) => change(macs, { armedUntil: null }),
    'phones.markAddress': ({ macs, setByHand }) => change(macs, { addressSetByHand: setByHand }),
    'phones.renewToken': ({ macs }) => change(macs, { toldOutdated: true }),
    'phones.import': ({ csv }) => {
      const rows = csv.trim().split('\n').slice(1);
      const problems = rows.flatMap((row, index) =>
        /^[0-9A-Fa-f:.-]{12,17},/.test(row)
          ? []
          : [{ row: index + 2, code: 'MAC_INVALID', message: `"${row.split(',')[0] ?? ''}" is not a MAC address.` }],
      );
      return { added: rows.length - problems.length, changed: 0, skipped: problems.length, problems };
    },
    'phones.export': () => ({ csv: 'mac,model,name\n', phones: fake.phones.length }),
    'waiting.list': () => ({ waiting }),
    'configs.files': () => ({
      files: [...files].map(([scope, text]) => ({
        scope,
        hasDraft: false,
        sizeBytes: text.length,
        values: 1,
        worst: null,
        phones: fake.phones.length,
        changedAt: null,
      })),
    }),
    'configs.get': ({ scope }) => ({
      text: files.get(scope.kind) ?? '',
      draft: false,
      version: 'v1',
      problems: [],
      savedAt: null,
    }),
    'configs.set': ({ scope, text }) => {
      files.set(scope.kind, text);
      return { problems: [], version: 'v2', savedAt: status.now };
    },
    'configs.effective': () => ({
      parameters: [{ name: 'CFG_RESYNC_TIME', value: '02:00', layer: 'site file', overrides: [] }],
      leftOvers: [
        { name: 'DISPLAY_NAME_2', value: 'Front desk' },
        { name: 'PHONE_NUMBER_2', value: '2090' },
      ],
    }),
    'configs.history': () => ({ revisions: [] }),
    'configs.diff': () => ({ files: [] }),
    'configs.preview': () => ({
      changes: [],
      phones: [],
      changedPhones: 0,
      problems: [],
      phoneProblems: [],
      neverPublishable: false,
      removed: [],
    }),
    'configs.phoneProblems': () => ({ problems: [], sizeBytes: 0, limitBytes: 122_880 }),
    'configs.reach': () => ({ phones: 0, groups: [] }),
    'configs.samples': () => ({ samples: [] }),
    'configs.variables': () => ({ variables: [] }),
    'configs.severities': () => ({ severities: [] }),
    'configs.compare': () => ({ files: [], equal: 0 }),
    'configs.publish': () => ({ revision: ++status.site.revision, changedPhones: 0 }),
    ...runs,
    ...fakeRegistrar(() => fake.changed('server')),
    ...fakeSip(
      () => fake.changed('sip'),
      (problem) => new Refusal(problem),
    ),
    ...fakePnp(() => fake.changed('server')),
    ...fakeReports(fake, (problem) => new Refusal(problem)),
    ...fakeTiming(fake, { ...sampleTiming(), ...options.timing }, (problem) => new Refusal(problem)),
    ...fakeActivity({
      get requests() {
        return fake.requests;
      },
      get blocked() {
        return fake.blocked;
      },
      set blocked(peers) {
        fake.blocked = peers;
      },
      now: () => fake.now(),
      nameOf: (mac) => fake.phones.find((phone) => phone.mac === mac)?.name ?? '',
      changed: () => fake.changed('requests', 'server'),
    }),
    ...fakeServer(
      fake.server,
      () => fake.phones.map(({ mac }) => mac),
      () => fake.changed('server', 'site'),
    ),
  };

  const setListener = (protocol: string, state: 'up' | 'off', port: number | null) => {
    const at = status.listeners.findIndex((each) => each.protocol === protocol);
    const known = status.listeners[at];
    if (!known) throw new Refusal({ code: 'PORT_REFUSED', message: `No ${protocol} here.`, remedy: 'Choose another.' });
    const listener = { ...known, state, port: port ?? known.port, address: '192.168.20.14', problem: null };
    status.listeners[at] = listener;
    fake.changed('server');
    return { listener };
  };
  return fake;
}
