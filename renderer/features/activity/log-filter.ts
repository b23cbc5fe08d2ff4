// What the request log looks for, as a person chose it and as the ledger is asked.
import type { RequestFilter, RequestOutcome, RequestProtocol } from '../../../electron/contract/activity';

/** `refused` is everything that got a no; `served` includes files that had not changed. */
export const answerChoices = ['all', 'served', 'refused', 'blocked', 'unfinished'] as const;
export type AnswerChoice = (typeof answerChoices)[number];

const outcomes: Record<Exclude<AnswerChoice, 'all'>, RequestOutcome[]> = {
  served: ['served', 'unchanged'],
  refused: ['refused', 'blocked'],
  blocked: ['blocked'],
  unfinished: ['unfinished'],
};

export interface LogFilter {
  readonly text: string;
  readonly answers: AnswerChoice;
  readonly protocols: readonly RequestProtocol[];
  /** RFC 3339. */
  readonly since: string | null;
  readonly until: string | null;
  readonly mac: string | null;
  readonly remote: string | null;
}

export const noFilter: LogFilter = {
  text: '',
  answers: 'all',
  protocols: [],
  since: null,
  until: null,
  mac: null,
  remote: null,
};

export const isFiltered = (filter: LogFilter): boolean =>
  filter.text.trim() !== '' ||
  filter.answers !== 'all' ||
  filter.protocols.length > 0 ||
  [filter.since, filter.until, filter.mac, filter.remote].some((each) => each !== null);

/** A MAC, or the beginning of one, as printed on a phone: the ledger keeps it without its colons. */
const dottedMac = /^[0-9a-f]{2}([:-][0-9a-f]{2}){1,5}[:-]?$/i;

export function toQuery(filter: LogFilter): RequestFilter {
  const { answers, protocols, since, until, mac, remote } = filter;
  const text = filter.text
    .trim()
    .split(/\s+/u)
    .map((word) => (dottedMac.test(word) ? word.replaceAll(/[:-]/g, '') : word))
    .join(' ')
    .slice(0, 200);
  return {
    ...(text === '' ? {} : { text }),
    ...(answers === 'all' ? {} : { outcomes: outcomes[answers] }),
    ...(protocols.length === 0 ? {} : { protocols: [...protocols] }),
    ...(since === null ? {} : { since }),
    ...(until === null ? {} : { until }),
    ...(mac === null ? {} : { mac }),
    ...(remote === null ? {} : { remote }),
  };
}
