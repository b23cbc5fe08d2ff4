// One run: the phone asks its files one after another and puts what it took into its memory at the end.
//
// THE MEMORY RULE (our reading; the guide names priorities but not the storage): settings are one flat memory. At the end of a run the
// bootstrap's values are set first, then master's, product's, standard's, so the strongest file of *this* run wins (§1.3); two files of
// one kind count in the order they came. What no file mentions stays as it was (§1.1, "files may be partial").
import { expandMacros, bootstrapAddress, type PhoneIdentity } from './phone-identity';
import { fileKinds, type CheckTrigger, type FileKind, type PhoneNews } from './virtual-phone-event';
import { readConfigText } from './read-config-text';
import type { FetchAnswer } from './fetch-file';
import type { PhoneSeries } from './phone-series';

/** No guide states one; it ends chains of files that each name another. */
const requestsAtMost = 12;

interface RunParts {
  phone: PhoneIdentity;
  series: PhoneSeries;
  bootstrapUrl: string;
  trigger: CheckTrigger;
  settings: ReadonlyMap<string, string>;
  /** Set by hand, and beaten by no file. */
  pinned: ReadonlyMap<string, string>;
  tell: (news: PhoneNews) => void;
  signal: AbortSignal;
}

interface TakenFile {
  kind: FileKind;
  bytes: number;
  parameters: ReadonlyMap<string, string>;
}

/** `invalid`: nothing of the run counts. `failed`: at least one file was not taken. */
export interface RunOutcome {
  outcome: 'complete' | 'failed' | 'invalid';
  /** In the order they came. */
  taken: TakenFile[];
}

interface WantedFile {
  readonly kind: FileKind;
  readonly url: string;
}

/** Gives the address of each file it wants and is handed the answer: so a run waits only where its answers have to be waited for. */
export type RunSteps = Generator<string, RunOutcome, FetchAnswer>;

/** Begins with the bootstrap while no standard file is known, and for some series at every start, else with the configured files (§4).
 *  Addresses learnt on the way are followed in the same run, each at most once. A file that fails does not keep the phone from asking for
 *  the others. */
export function* performRun(run: RunParts): RunSteps {
  const asked = new Set<string>();
  const taken: TakenFile[] = [];
  let outcome: RunOutcome['outcome'] = 'complete';
  let wanted = firstFile(run);
  while (wanted && outcome !== 'invalid' && !run.signal.aborted) {
    if (asked.size === requestsAtMost) {
      const reason = `more than ${requestsAtMost} files in one run`;
      run.tell({ event: 'rejected', url: wanted.url, file: wanted.kind, status: null, reason });
      return { outcome: 'failed', taken };
    }
    asked.add(wanted.url);
    const result = takeFile(wanted, yield wanted.url, run, taken);
    if (typeof result === 'string') outcome = result;
    else taken.push(result);
    wanted = nextFile(run, taken, asked);
  }
  return { outcome, taken };
}

/** What the files of a run say together, the strongest counting. */
export function valuesOf(taken: readonly TakenFile[]): ReadonlyMap<string, string> {
  return new Map(weakestFirst(taken).flatMap((file) => [...file.parameters]));
}

function takeFile(
  { kind, url }: WantedFile,
  answer: FetchAnswer,
  run: RunParts,
  taken: TakenFile[],
): TakenFile | 'failed' | 'invalid' {
  const bytes = answer.status === null ? 0 : answer.body.length;
  run.tell({ event: 'request', url, file: kind, status: answer.status, bytes, trigger: run.trigger });
  const reject = (reason: string): 'failed' => {
    run.tell({ event: 'rejected', url, file: kind, status: answer.status, reason });
    return 'failed';
  };
  if (answer.status === null) return reject(answer.reason);
  if (answer.status !== 200) return reject(`the server answered ${answer.status}`);
  const { totalBytes } = run.series;
  if (totalBytes !== null && bytesBeside(kind, taken) + bytes > totalBytes) {
    return reject(`the files together have more than ${totalBytes} bytes`);
  }
  const reading = readConfigText(answer.body, run.series);
  if (reading.outcome !== 'read') {
    reject(reading.reason);
    return reading.outcome === 'run-invalid' ? 'invalid' : 'failed';
  }
  const { parameters, ignoredLines } = reading;
  run.tell({ event: 'accepted', url, file: kind, bytes, parameters: parameters.size, ignoredLines });
  return { kind, bytes, parameters };
}

/** "All configuration files of the unit together" (UT670-117) is read as the newest master, product and standard: a first file that
 *  another standard file replaces no longer counts, and the bootstrap only has the limit to itself. */
function bytesBeside(kind: FileKind, taken: TakenFile[]): number {
  if (kind === 'bootstrap') return 0;
  const newest = new Map(taken.map((file) => [file.kind, file.bytes]));
  newest.delete('bootstrap');
  newest.delete(kind);
  return [...newest.values()].reduce((sum, bytes) => sum + bytes, 0);
}

function firstFile(run: RunParts): WantedFile | null {
  const fromTheBeginning = run.trigger === 'power-on' && run.series.bootstrapsAtEveryStart;
  if (!fromTheBeginning && run.settings.get('CFG_STANDARD_FILE_PATH')) return nextFile(run, [], new Set());
  return { kind: 'bootstrap', url: bootstrapAddress(run.bootstrapUrl, run.phone) };
}

/** UTG asks standard, then product, then master (UTG-47); no other order is documented. */
function nextFile(run: RunParts, taken: TakenFile[], asked: ReadonlySet<string>): WantedFile | null {
  for (const kind of ['standard', 'product', 'master'] as const) {
    const path = settingSoFar(`CFG_${kind.toUpperCase()}_FILE_PATH`, run, taken);
    const url = expandMacros(path, run.phone);
    if (url !== '' && !asked.has(url)) return { kind, url };
  }
  return null;
}

function settingSoFar(name: string, run: RunParts, taken: TakenFile[]): string {
  const byHand = run.pinned.get(name);
  if (byHand !== undefined) return byHand;
  const strongest = weakestFirst(taken).findLast((file) => file.parameters.has(name));
  return strongest?.parameters.get(name) ?? run.settings.get(name) ?? '';
}

function weakestFirst(taken: readonly TakenFile[]): TakenFile[] {
  return taken.toSorted((a, b) => fileKinds.indexOf(a.kind) - fileKinds.indexOf(b.kind));
}
