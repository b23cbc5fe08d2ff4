import { useEffect, useMemo, useRef, useState } from 'react';
import type { CallOutput } from '../../../electron/contract/contract';
import type { Family } from '../../../electron/core/families/family';
import type { FileProblem } from '../../../electron/core/shared/problem';
import { useCall } from '../../client/use-call';
import type { CheckAnswer, CheckQuestion } from './check-worker';

/** Problems and the text they were found in: places hold for that text alone. */
export interface CheckedText {
  readonly text: string;
  readonly problems: readonly FileProblem[];
}

const pauseMs = 200;

interface Checker {
  check(text: string, model: string | undefined): Promise<readonly FileProblem[]>;
  stop(): void;
}

function workerChecker(): Checker {
  const worker = new Worker(new URL('./check-worker.ts', import.meta.url), { type: 'module' });
  const waiting = new Map<number, (problems: readonly FileProblem[]) => void>();
  let last = 0;
  worker.addEventListener('message', ({ data }: MessageEvent<CheckAnswer>) => {
    waiting.get(data.id)?.(data.problems);
    waiting.delete(data.id);
  });
  return {
    check: (text, model) =>
      new Promise((resolve) => {
        const question: CheckQuestion = { id: ++last, text, model };
        waiting.set(last, resolve);
        worker.postMessage(question);
      }),
    stop: () => worker.terminate(),
  };
}

type Severities = CallOutput<'configs.severities'>['severities'];
const usual: Severities = [];

/** What this site makes of the family's own severities, the problems it has turned off left out. */
function graded(problems: readonly FileProblem[], severities: Severities): readonly FileProblem[] {
  const own = new Map(severities.filter((each) => each.own).map(({ code, severity }) => [code, severity]));
  return problems.flatMap((problem) => {
    const severity = own.get(problem.code) ?? problem.severity;
    return severity === 'off' ? [] : [{ ...problem, severity }];
  });
}

/** @param saved what the workstation said, of the text as it is now; null while typing goes on. Then the family's own rules are
 *  asked, a moment after the last key. */
export function useProblems(
  text: string,
  saved: readonly FileProblem[] | null,
  model: string | undefined,
  family: Family | null,
): CheckedText {
  const told = useMemo(() => (saved ? { text, problems: saved } : null), [saved, text]);
  // Between a key and the next answer the last one stays; its marks move along with the text.
  const [shown, setShown] = useState<CheckedText>(told ?? { text, problems: [] });
  if (told && told !== shown) setShown(told);
  const severities = useCall('configs.severities', {}).data?.severities ?? usual;
  const latest = useRef(severities);
  useEffect(() => {
    latest.current = severities;
  });
  const checker = useRef<Checker | null>(null);
  useEffect(
    () => () => {
      checker.current?.stop();
      checker.current = null;
    },
    [],
  );

  useEffect(() => {
    if (saved) return undefined;
    let current = true;
    const timer = setTimeout(() => {
      if (typeof Worker === 'undefined') {
        const bytes = new TextEncoder().encode(text);
        const problems = family?.check(bytes, model === undefined ? { as: 'layer' } : { as: 'layer', model });
        if (problems) setShown({ text, problems: graded(problems, latest.current) });
        return;
      }
      checker.current ??= workerChecker();
      void checker.current.check(text, model).then((problems) => {
        if (current) setShown({ text, problems: graded(problems, latest.current) });
      });
    }, pauseMs);
    return () => {
      current = false;
      clearTimeout(timer);
    };
  }, [text, saved, model, family]);

  return told ?? shown;
}
