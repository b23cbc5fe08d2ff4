import { useRef, type KeyboardEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SipMessageView } from '../../../electron/contract/sip';
import { useSiteClock } from '../../client/site-clock';
import { ScrollBox } from '../../components/scroll-box';
import { formatDuration, formatFull, formatMillisecond } from '../../strings/format-time';

interface LadderProps {
  /** Oldest first. */
  readonly messages: readonly SipMessageView[];
  /** Heads the other column. */
  readonly other: string;
  readonly nameOf: (address: string) => string;
  /** Not all arrows are of one conversation: each says with whom. */
  readonly isOfMany: boolean;
  readonly chosen: number | null;
  readonly onChoose: (id: number) => void;
}

/** Of an answer: refused, asked to log in, done; requests and what is under way have none. */
function toneOf(status: number | null): string {
  if (status === null || status < 200) return '';
  if (status === 401 || status === 407) return ' sip-pend';
  return status < 300 ? ' sip-ok' : ' sip-fail';
}

/** To the millisecond while it is short: an answer comes within a few. */
function offset(spanMs: number): string {
  return spanMs < 10_000 ? `${(Math.max(0, spanMs) / 1000).toFixed(3)} s` : formatDuration(spanMs);
}

const moves: Readonly<Record<string, (at: number, last: number) => number>> = {
  ArrowDown: (at, last) => Math.min(at + 1, last),
  ArrowUp: (at) => Math.max(at - 1, 0),
  Home: () => 0,
  End: (_at, last) => last,
};

/** An arrow for each message between the laptop and the other end. It is a table: what the arrows show is also said. */
export function Ladder({ messages, other, nameOf, isOfMany, chosen, onChoose }: LadderProps): ReactNode {
  const { t } = useTranslation('sip');
  const { timeZone } = useSiteClock();
  const body = useRef<HTMLTableSectionElement>(null);
  const [first] = messages;
  const start = Date.parse(first?.at ?? '');
  const reached = messages.some(({ id }) => id === chosen) ? chosen : (first?.id ?? null);
  const onKeyDown = (event: KeyboardEvent, at: number): void => {
    const to = moves[event.key]?.(at, messages.length - 1);
    const message = to === undefined ? undefined : messages[to];
    if (to === undefined || !message) return;
    event.preventDefault();
    onChoose(message.id);
    body.current?.querySelectorAll<HTMLButtonElement>('.sip-arrow')[to]?.focus();
  };
  return (
    <ScrollBox label={t('ladder')} className="sip-ladder">
      <table className="list" aria-label={t('ladder')}>
        <thead>
          <tr>
            <th scope="col">{t('column.time')}</th>
            <th scope="col" className="num">
              {t('column.after')}
            </th>
            <th scope="col">{t('column.over')}</th>
            <th scope="col" className="sip-ends">
              <span className="unseen">{t('column.message')}</span>
              <span className="row" aria-hidden="true">
                <span className="grow">{t('laptop')}</span>
                <span className="el">{other}</span>
              </span>
            </th>
          </tr>
        </thead>
        <tbody ref={body}>
          {messages.map(({ id, at, direction, transport, address, summary, status }, index) => (
            <tr key={id} className={id === chosen ? 'sip-chosen' : undefined}>
              <td>
                <time className="nw" dateTime={at} title={formatFull(at, timeZone)}>
                  {formatMillisecond(at, timeZone)}
                </time>
              </td>
              <td className="num m3">{offset(Date.parse(at) - start)}</td>
              <td className="m3">{transport.toUpperCase()}</td>
              <td className="sip-rung">
                <button
                  type="button"
                  className={`sip-arrow sip-${direction}${toneOf(status)}`}
                  aria-pressed={id === chosen}
                  tabIndex={id === reached ? 0 : -1}
                  onClick={() => onChoose(id)}
                  onKeyDown={(event) => onKeyDown(event, index)}
                >
                  <span className="unseen">{t(direction, { whom: nameOf(address) })} </span>
                  <span className="el">{summary}</span>
                  {isOfMany ? (
                    <span className="xs m3 el" aria-hidden="true">
                      {nameOf(address)}
                    </span>
                  ) : null}
                </button>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollBox>
  );
}
