import { useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { requestProtocols, type RequestProtocol } from '../../../electron/contract/activity';
import { useSiteClock } from '../../client/site-clock';
import { Icon } from '../../components/icon';
import { Menu } from '../../components/menu';
import { formatNear } from '../../strings/format-time';
import { answerChoices, type AnswerChoice, type LogFilter } from './log-filter';
import { PhoneChoice } from './phone-choice';
import { startOfDay } from './request-figures';

interface FilterBarProps {
  readonly filter: LogFilter;
  readonly onChange: (filter: LogFilter) => void;
  /** Said at the end: how many lines, which order. */
  readonly children: ReactNode;
}

const hourMs = 60 * 60_000;

/** What the list is narrowed to: words, chips that can be taken away, the answer and the phone. */
export function FilterBar({ filter, onChange, children }: FilterBarProps): ReactNode {
  const { t } = useTranslation('activity');
  const { now, timeZone } = useSiteClock();
  const field = useRef<HTMLInputElement>(null);
  const change = (part: Partial<LogFilter>): void => onChange({ ...filter, ...part });
  const back = (part: Partial<LogFilter>): void => {
    change(part);
    field.current?.focus();
  };
  const since = (ms: number): string => new Date(now - ms).toISOString();
  const toggle = (protocol: RequestProtocol): void =>
    change({
      protocols: filter.protocols.includes(protocol)
        ? filter.protocols.filter((each) => each !== protocol)
        : [...filter.protocols, protocol],
    });
  const times = [
    ['hour', since(hourMs)],
    ['today', startOfDay(now, timeZone)],
    ['day', since(24 * hourMs)],
    ['week', since(7 * 24 * hourMs)],
  ] as const;
  return (
    <div className="request-bar">
      {/* A click beside the field is meant for it; keys reach it by themselves. */}
      <span className="in request-search" role="presentation" onClick={() => field.current?.focus()}>
        <Icon name="search" size={14} className="m3" />
        {filter.since ? (
          <Token
            label={t('chip.since', { at: formatNear(filter.since, now, timeZone) })}
            onDrop={() => back({ since: null })}
          />
        ) : null}
        {filter.until ? (
          <Token
            label={t('chip.until', { at: formatNear(filter.until, now, timeZone) })}
            onDrop={() => back({ until: null })}
          />
        ) : null}
        {filter.protocols.length > 0 ? (
          <Token
            label={filter.protocols.map((each) => each.toUpperCase()).join(', ')}
            onDrop={() => back({ protocols: [] })}
          />
        ) : null}
        {filter.remote ? (
          <Token label={t('chip.remote', { remote: filter.remote })} onDrop={() => back({ remote: null })} />
        ) : null}
        <input
          ref={field}
          type="search"
          className="request-filter"
          aria-label={t('filterLabel')}
          placeholder={t('filter')}
          maxLength={200}
          value={filter.text}
          onChange={(event) => change({ text: event.target.value })}
        />
      </span>
      <Menu
        width={190}
        items={[
          ...times.map(([word, at]) => ({ label: t(`since.${word}`), run: () => change({ since: at, until: null }) })),
          null,
          ...requestProtocols.map((protocol) => ({
            label: t('over', { protocol: protocol.toUpperCase() }),
            on: filter.protocols.includes(protocol),
            run: () => toggle(protocol),
          })),
        ]}
      >
        <button type="button" className="chip" aria-label={t('narrow')} title={t('narrow')}>
          <Icon name="filter" size={12} />
          <Icon name="chevronDown" size={12} />
        </button>
      </Menu>
      <select
        className="in request-answers"
        aria-label={t('answerLabel')}
        value={filter.answers}
        onChange={(event) => change({ answers: event.target.value as AnswerChoice })}
      >
        {answerChoices.map((choice) => (
          <option key={choice} value={choice}>
            {t(`answers.${choice}`)}
          </option>
        ))}
      </select>
      <PhoneChoice mac={filter.mac} onChange={(mac) => change({ mac })} />
      <span className="end sm m3 nw">{children}</span>
    </div>
  );
}

function Token({ label, onDrop }: { label: string; onDrop: () => void }): ReactNode {
  const { t } = useTranslation('activity');
  return (
    <span className="tok">
      {label}
      <button type="button" aria-label={t('chip.drop', { label })} onClick={onDrop}>
        <Icon name="close" size={12} />
      </button>
    </span>
  );
}
