// Resync runs of the fake workstation: every phone walks through its steps; some fail on the way, each in its own manner.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { PhoneView } from '../../electron/contract/phones';
import type { ResyncPhoneView, ResyncRunView } from '../../electron/contract/resync';
import type { ResyncStep } from '../../electron/core/resync/resync-step';
import type { MacAddress } from '../../electron/core/shared/mac-address';
import type { FakeWorkstation } from './fake-workstation';

type RunCalls = Extract<CallName, `resync.${string}`>;
type RunHandlers = { [N in RunCalls]: (input: CheckedInput<N>) => CallOutput<N> };

const way: readonly ResyncStep[] = ['queued', 'sent', 'answered', 'fetched', 'done'];
const details: Record<ResyncStep, string> = {
  queued: '',
  sent: 'NOTIFY check-sync',
  answered: '200 OK',
  fetched: '3 of 3 files',
  registered: '',
  done: 'has r42',
  failed: 'No answer in 32 s.',
};
/** Who fails, by the ending of its name, how far it comes, and what can be done. */
const failures: readonly { name: RegExp; steps: readonly ResyncStep[]; failure: Failure }[] = [
  {
    name: /room 3$/,
    steps: ['sent', 'failed'],
    failure: {
      problem: {
        code: 'RESYNC_NO_ANSWER',
        message: 'It gave no answer in 32 s.',
        remedy: 'Check that it is on the network and its address is right, then try again.',
      },
      actions: ['retry'],
    },
  },
  {
    name: /room 7$/,
    steps: ['sent', 'failed'],
    failure: {
      problem: {
        code: 'RESYNC_SOURCE_FILTER',
        message: 'No answer from 192.168.20.57:5060 to 11 NOTIFYs in 32 s.',
        remedy:
          'It takes SIP only from its own servers (SIP_DETECT_SSAF). Resync it through its SIP server, or restart it.',
      },
      actions: ['retry-through-server', 'open-phone'],
    },
  },
  {
    name: /room 8$/,
    steps: ['sent', 'answered', 'failed'],
    failure: {
      problem: {
        code: 'RESYNC_NOT_ARMED',
        message: 'It came to its first address, as a phone does that was reset, and is not armed.',
        remedy: 'If you reset or replaced it, arm it and start it again.',
      },
      actions: ['arm', 'retry'],
    },
  },
];

type Failure = Pick<ResyncPhoneView, 'problem' | 'actions'>;

function failureOf(name: string): (typeof failures)[number] | undefined {
  return failures.find((each) => each.name.test(name));
}

export function fakeRuns(
  fake: FakeWorkstation,
  change: (macs: string[], part: Partial<PhoneView>) => unknown,
  stepMs: number | undefined,
): RunHandlers {
  const runs = new Map<number, { run: ResyncRunView; phones: ResyncPhoneView[] }>();
  const nowText = (): string => new Date(fake.now()).toISOString();

  const show = (id: number): { run: ResyncRunView; phones: ResyncPhoneView[] } => {
    const known = runs.get(id);
    if (!known) throw new Error(`no run ${id}`);
    const done = known.phones.filter(({ step }) => step === 'done').length;
    const failed = known.phones.filter(({ step }) => step === 'failed').length;
    const ended = done + failed === known.run.total || known.run.endedAt !== null;
    const state = known.run.state === 'stopped' || !ended ? known.run.state : 'ended';
    return {
      run: { ...known.run, state, done, failed, endedAt: known.run.endedAt ?? (ended ? nowText() : null) },
      phones: known.phones,
    };
  };

  const step = (id: number, mac: string, name: ResyncStep): void => {
    const known = runs.get(id);
    const phone = known?.phones.find((each) => each.mac === mac);
    if (!known || !phone || known.run.endedAt) return;
    const report = { mac, step: name, at: nowText(), detail: details[name] };
    phone.step = name;
    phone.steps = [...phone.steps, report];
    if (name === 'failed') {
      Object.assign(phone, failureOf(phone.name)?.failure);
    }
    if (name === 'done') change([mac], { state: 'inSync', revision: 42, reason: null });
    fake.tell('resync.step', { ...report, run: id });
    fake.changed('resync');
  };

  const turn = (id: number, part: Partial<ResyncRunView>): { run: ResyncRunView } => {
    const known = runs.get(id);
    if (known) known.run = { ...known.run, ...part };
    fake.changed('resync');
    return { run: show(id).run };
  };
  let settings: CallOutput<'resync.settings'>['settings'] = { way: 'auto', ratePerSecond: 10, inFlight: 20 };

  const handlers: RunHandlers = {
    'resync.start': ({ phones, cause }) => {
      const chosen = fake.phones.filter((phone) => {
        if ('macs' in phones) return phones.macs.includes(phone.mac as never);
        if ('group' in phones) return phone.group === phones.group;
        return 'all' in phones || ['pending', 'away', 'missed', 'failed'].includes(phone.state);
      });
      const id = 118 + runs.size;
      const run: ResyncRunView = {
        id,
        startedAt: nowText(),
        endedAt: null,
        cause: cause ?? 'this window',
        total: chosen.length,
        done: 0,
        failed: 0,
        state: 'running',
        note: null,
        parent: null,
        revision: 42,
        ratePerSecond: settings.ratePerSecond,
        inFlight: settings.inFlight,
      };
      runs.set(id, {
        run,
        phones: chosen.map(({ mac, name }) => ({
          mac,
          name,
          step: 'queued',
          steps: [{ mac, step: 'queued', at: run.startedAt, detail: '' }],
          problem: null,
          actions: [],
        })),
      });
      change(
        chosen.map(({ mac }) => mac),
        { state: 'resyncing' },
      );
      if (stepMs !== undefined) {
        chosen.forEach(({ mac, name }, index) => {
          const steps = failureOf(name)?.steps ?? way.slice(1);
          steps.forEach((each, at) => {
            const atMs = (index + 1) * stepMs * 0.7 + at * stepMs * (1 + (index % 3) * 0.4);
            setTimeout(() => step(id, mac, each), atMs);
          });
        });
      }
      fake.changed('resync');
      return { run };
    },
    'resync.show': ({ id }) => show(id),
    'resync.list': () => ({ runs: [...runs.keys()].map((id) => show(id).run).reverse() }),
    'resync.stop': ({ id }) => turn(id, { state: 'stopped', endedAt: nowText() }),
    'resync.pause': ({ id }) => turn(id, { state: 'paused' }),
    'resync.resume': ({ id }) => turn(id, { state: 'running', note: null }),
    'resync.retry': ({ id, cause }) => {
      const failed = show(id).phones.filter((phone) => phone.step === 'failed');
      const macs = failed.map(({ mac }) => mac) as MacAddress[];
      const { run } = handlers['resync.start']({ phones: { macs }, cause });
      return turn(run.id, { parent: id });
    },
    'resync.plan': () => ({
      phones: [],
      warnings: [],
      ratePerSecond: settings.ratePerSecond,
      inFlight: settings.inFlight,
      secondsAtLeast: 0,
      quietUntil: null,
    }),
    'resync.settings': () => ({ settings }),
    'resync.setSettings': ({ way: chosen, ratePerSecond, inFlight }) => {
      settings = {
        way: chosen ?? settings.way,
        ratePerSecond: ratePerSecond ?? settings.ratePerSecond,
        inFlight: inFlight ?? settings.inFlight,
      };
      fake.changed('resync');
      return { settings };
    },
  };
  return handlers;
}
