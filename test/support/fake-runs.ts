// Resync runs of the fake workstation: every phone walks through its steps; one named here fails on the way.
import type { CallName, CallOutput, CheckedInput } from '../../electron/contract/contract';
import type { PhoneView } from '../../electron/contract/phones';
import type { ResyncPhoneView, ResyncRunView } from '../../electron/contract/resync';
import type { ResyncStep } from '../../electron/core/resync/resync-step';
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
/** Name endings of phones that never answer. */
const silent = /room 3$/;

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
    return {
      run: { ...known.run, done, failed, endedAt: known.run.endedAt ?? (ended ? nowText() : null) },
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
      phone.problem = {
        code: 'RESYNC_NO_ANSWER',
        message: 'It gave no answer in 32 s.',
        remedy: 'Check that it is on the network and its address is right, then try again.',
      };
    }
    if (name === 'done') change([mac], { state: 'inSync', revision: 42, reason: null });
    fake.tell('resync.step', { ...report, run: id });
    fake.changed('resync');
  };

  return {
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
      };
      runs.set(id, {
        run,
        phones: chosen.map(({ mac, name }) => ({
          mac,
          name,
          step: 'queued',
          steps: [{ mac, step: 'queued', at: run.startedAt, detail: '' }],
          problem: null,
        })),
      });
      change(
        chosen.map(({ mac }) => mac),
        { state: 'resyncing' },
      );
      if (stepMs !== undefined) {
        chosen.forEach(({ mac, name }, index) => {
          const steps: readonly ResyncStep[] = silent.test(name) ? ['sent', 'failed'] : way.slice(1);
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
    'resync.stop': ({ id }) => {
      const known = runs.get(id);
      if (known) known.run = { ...known.run, endedAt: nowText() };
      fake.changed('resync');
      return { run: show(id).run };
    },
  };
}
