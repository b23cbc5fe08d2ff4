// The main thread's end of the searching thread: questions go out numbered, answers come back in any order.
import { Worker } from 'node:worker_threads';
import { ProblemError } from '../../core/shared/problem';
import type { RequestLedger } from '../../services/activity/request-ledger';
import type { LedgerAnswers, LedgerQuestion, LedgerQuestionName, LedgerReply } from './ledger-questions';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

type Answer<N extends LedgerQuestionName> = Awaited<ReturnType<LedgerAnswers[N]>>;

export class LedgerThread implements RequestLedger {
  private worker: Worker | null = null;
  private readonly waiting = new Map<number, Waiting>();
  private asked = 0;
  private closed = false;

  /** `flush` writes what is gathered, so that the thread finds it. */
  constructor(
    private readonly file: string,
    private readonly flush: () => void,
  ) {}

  search(...parameters: Parameters<RequestLedger['search']>): ReturnType<RequestLedger['search']> {
    return this.ask('search', ...parameters);
  }

  summary(...parameters: Parameters<RequestLedger['summary']>): ReturnType<RequestLedger['summary']> {
    return this.ask('summary', ...parameters);
  }

  row(...parameters: Parameters<RequestLedger['row']>): ReturnType<RequestLedger['row']> {
    return this.ask('row', ...parameters);
  }

  extent(): ReturnType<RequestLedger['extent']> {
    return this.ask('extent');
  }

  downloadMinutes(
    ...parameters: Parameters<RequestLedger['downloadMinutes']>
  ): ReturnType<RequestLedger['downloadMinutes']> {
    return this.ask('downloadMinutes', ...parameters);
  }

  downloads(...parameters: Parameters<RequestLedger['downloads']>): ReturnType<RequestLedger['downloads']> {
    return this.ask('downloads', ...parameters);
  }

  warm(): void {
    this.ask('warm').catch(() => undefined); // whoever asks next is told
  }

  unusedBodies(): Promise<Answer<'unusedBodies'>> {
    return this.ask('unusedBodies');
  }

  /** What is under way is given up. */
  close(): void {
    this.closed = true;
    void this.worker?.terminate();
    this.worker = null;
    this.giveUp('The program ends.');
  }

  private ask<N extends LedgerQuestionName>(name: N, ...parameters: Parameters<LedgerAnswers[N]>): Promise<Answer<N>> {
    if (this.closed) return Promise.reject(threadEnded('The program ends.'));
    this.flush();
    this.worker ??= this.start();
    // A question that waits keeps a command alive; a thread that waits for questions does not.
    this.worker.ref();
    const question: LedgerQuestion = { number: ++this.asked, name, parameters };
    return new Promise((resolve, reject) => {
      this.waiting.set(question.number, { resolve, reject });
      this.worker?.postMessage(question);
    });
  }

  private start(): Worker {
    const worker = new Worker(new URL('./ledger-worker.js', import.meta.url), {
      workerData: { file: this.file },
      // What is kept lies outside the heap; rows on their way into it are soon garbage and must not pile up.
      resourceLimits: { maxYoungGenerationSizeMb: 8, maxOldGenerationSizeMb: 512 },
    });
    worker.on('message', (reply: LedgerReply) => {
      const waiting = this.waiting.get(reply.number);
      this.waiting.delete(reply.number);
      if (this.waiting.size === 0) worker.unref();
      if ('error' in reply) waiting?.reject(threadEnded(reply.error));
      else waiting?.resolve(reply.answer as never);
    });
    const ended = (why: string): void => {
      if (this.worker !== worker) return;
      this.worker = null;
      this.giveUp(why);
    };
    worker.on('error', (error) => ended(error instanceof Error ? (error.stack ?? error.message) : String(error)));
    worker.on('exit', (code) => ended(`It ended with code ${code}.`));
    return worker;
  }

  private giveUp(why: string): void {
    const waiting = [...this.waiting.values()];
    this.waiting.clear();
    for (const { reject } of waiting) reject(threadEnded(why));
  }
}

function threadEnded(why: string): ProblemError {
  const problem = {
    code: 'INTERNAL_ERROR',
    message: `The request log could not be searched: ${why.split('\n', 1)[0]}`,
    remedy: 'Try again. If it stays so, report it with the log file; phones are served all the same.',
  } as const;
  return Object.assign(new ProblemError(problem), { cause: why });
}
