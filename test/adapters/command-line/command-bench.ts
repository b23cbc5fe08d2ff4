// Runs the command line as a shell would, against a workstation whose answers the test gives.
import { checkedConnection } from '../../../electron/adapters/command-line/checked-connection';
import type {
  CommandSurroundings,
  PhoneLogLine,
  VirtualPhonesRequest,
} from '../../../electron/adapters/command-line/command-surroundings';
import type { ConnectOptions } from '../../../electron/adapters/command-line/connect-workstation';
import { runCommandLine } from '../../../electron/adapters/command-line/run-command-line';
import type { CallInput, CallName, CallOutput, EventName, EventPayload } from '../../../electron/contract/contract';
import type { Clock } from '../../../electron/core/shared/clock';
import { ProblemError, type Problem } from '../../../electron/core/shared/problem';
import { fail, ok, type Result } from '../../../electron/core/shared/result';
import { TestClock } from '../../support/test-clock';

export type Answers = { [N in CallName]?: CallOutput<N> | ((input: CallInput<N>) => Result<CallOutput<N>>) };

export interface Given {
  answers?: Answers;
  /** Connecting ends with this problem. */
  unreachable?: Problem;
  stdin?: string;
  folder?: string;
  clock?: Clock;
  /** What every `--clock` gives; without it none is understood. */
  labClock?: Clock;
  /** Lines the virtual phones log as soon as they start. */
  phoneLog?: PhoneLogLine[];
  phonesProblem?: Problem;
  interrupted?: Promise<void>;
}

export class CommandBench {
  stdout = '';
  stderr = '';
  readonly asked: { name: string; input: unknown; site: string | undefined }[] = [];
  readonly connected: ConnectOptions[] = [];
  readonly started: VirtualPhonesRequest[] = [];
  closed = 0;
  phonesStopped = 0;
  private readonly listeners = new Set<(event: EventName, payload: unknown) => void>();

  constructor(private readonly given: Given = {}) {}

  run(...args: string[]): Promise<number> {
    return runCommandLine(args, this.surroundings());
  }

  tell<N extends EventName>(event: N, payload: EventPayload<N>): void {
    for (const listener of this.listeners) listener(event, payload);
  }

  get jsonLines(): unknown[] {
    return this.stdout
      .split('\n')
      .slice(0, -1)
      .map((line) => JSON.parse(line) as unknown);
  }

  get problem(): Problem {
    return (JSON.parse(this.stderr) as { problem: Problem }).problem;
  }

  private surroundings(): CommandSurroundings {
    const { given } = this;
    return {
      stdout: { write: (chunk) => (this.stdout += textOf(chunk)) },
      stderr: { write: (chunk) => (this.stderr += textOf(chunk)) },
      readStdin: () => Promise.resolve(Buffer.from(given.stdin ?? '')),
      folder: given.folder ?? '/home/eva',
      defaultData: '/home/eva/.local/share/Cordboard',
      clock: given.clock ?? new TestClock(),
      chooseClock: (option) => {
        if (option === null) return ok(given.clock ?? new TestClock());
        return given.labClock ? ok(given.labClock) : fail({ code: 'VALUE_INVALID', message: 'm', remedy: 'r' });
      },
      connect: (options) => {
        this.connected.push(options);
        if (given.unreachable) return Promise.resolve(fail(given.unreachable));
        return Promise.resolve(ok(checkedConnection(this.workstation(), options.site)));
      },
      loadFamily: async () => {
        const { createPanasonicFamily } = await import('../../../electron/core/families/panasonic/panasonic-family');
        const { catalogueRows } = await import('../../../electron/core/families/panasonic/catalogue');
        const { default: data } = await import('../../../resources/families/panasonic/catalogue.json');
        return createPanasonicFamily(catalogueRows(data));
      },
      startVirtualPhones: (request, tell) => {
        this.started.push(request);
        if (given.phonesProblem) return Promise.reject(new ProblemError(given.phonesProblem));
        for (const line of given.phoneLog ?? []) tell(line);
        return Promise.resolve({ stop: () => Promise.resolve(void (this.phonesStopped += 1)) });
      },
      untilInterrupted: () => given.interrupted ?? new Promise(() => undefined),
    };
  }

  private workstation(): Parameters<typeof checkedConnection>[0] {
    return {
      call: (name, input, site) => {
        this.asked.push({ name, input, site });
        const answer = this.given.answers?.[name as CallName];
        if (answer === undefined) throw new Error(`The test has no answer to ${name}.`);
        return Promise.resolve(typeof answer === 'function' ? answer(input as never) : ok(answer));
      },
      listen: (listener) => {
        this.listeners.add(listener);
        return () => this.listeners.delete(listener);
      },
      close: () => Promise.resolve(void (this.closed += 1)),
    };
  }
}

function textOf(chunk: string | Uint8Array): string {
  return typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString();
}
