// The rules that hold for each parameter of a file, one after another, in whichever language they stand.
import type { Catalogue } from '../catalogue';
import { duplicateWinner, type PanasonicModel } from '../models';
import type { ParameterPlace } from './parameter-place';
import { checkLengths, checkParameter } from './parameter-rules';
import { mostProblems, type ProblemList } from './problem-list';
import { checkTiming, checkTimingValue } from './timing-rules';

export interface ParameterBook {
  /** Checks it. `ignored` is told what else makes a phone pass over it, so that it loses to others of its name. */
  take(at: ParameterPlace, ignored: () => boolean): void;
  /** Checks what depends on several; `whole` is false for a layer. */
  finish(whole: boolean): void;
}

export function createParameterBook(
  model: PanasonicModel | null,
  lastWins: boolean,
  catalogue: Catalogue,
  problems: ProblemList,
): ParameterBook {
  const winners = new Map<string, ParameterPlace>();
  const losers: ParameterPlace[] = [];

  function settle(at: ParameterPlace): void {
    const known = winners.get(at.name);
    if (!known || lastWins) winners.set(at.name, at);
    if (!known) return;
    // Which one counts is known at once where it is the first, else at the end.
    if (!lastWins) tellDuplicate(at, known, problems);
    else if (losers.length < mostProblems) losers.push(known);
  }

  return {
    take(at, ignored) {
      if (checkLengths(at, problems) || ignored()) return;
      settle(at);
      checkParameter(at, model, catalogue, problems);
      checkTimingValue(at, problems);
    },
    finish(whole) {
      for (const at of losers) {
        const winner = winners.get(at.name);
        if (winner && problems.size <= mostProblems) tellDuplicate(at, winner, problems);
      }
      checkTiming(winners, whole, problems);
    },
  };
}

export function lastCounts(model: PanasonicModel | null): boolean {
  return duplicateWinner(model) === 'last';
}

function tellDuplicate(at: ParameterPlace, winner: ParameterPlace, problems: ProblemList): void {
  const words = {
    message: `${at.name} stands on line ${winner.line} too, and that one counts.`,
    remedy: 'Remove one of the two.',
  };
  const fix = { title: 'Remove this one', edits: at.remove() };
  problems.tell('PARAMETER_DUPLICATE', at.nameAt(0), words, at.name, fix);
}
