import { useState, type ReactNode } from 'react';
import { Trans, useTranslation } from 'react-i18next';
import type { AccessView } from '../../../electron/contract/access';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { Switch } from '../../components/switch';
import { formatCount, formatDuration, formatMinute } from '../../strings/format-time';

type Guard = AccessView['guard'];

const windows = [10, 30, 60, 300, 900, 3600];
const holds = [60, 300, 900, 3600, 6 * 3600, 86_400, 7 * 86_400];

/** Who guesses is held off: after how much, for how long, and who is held now. */
export function GuardCard(): ReactNode {
  const { t } = useTranslation('network');
  const access = useCall('access.show', {});
  const held = useCall('guard.show', {}).data;
  const set = useCallMutation('access.set');
  const unblock = useCallMutation('guard.unblock');
  const { now, timeZone } = useSiteClock();
  const guard = access.data?.access.guard;
  const networks = access.data?.access.networks ?? [];
  const change = (part: Partial<Guard>): void => set.mutate({ guard: part });
  const problem = (set.error ?? unblock.error)?.problem;
  if (access.error && !access.data)
    return (
      <Card title={t('guard.title')}>
        <ErrorState error={access.error} onRetry={() => void access.refetch()} />
      </Card>
    );
  if (!guard)
    return (
      <Card title={t('guard.title')}>
        <SkeletonRows rows={2} columns={[240]} />
      </Card>
    );
  return (
    <Card
      title={
        <span className="row g6">
          {t('guard.title')}
          <Icon name="shield" size={14} className={guard.on ? 'c-ok' : 'm3'} />
        </span>
      }
      label={t('guard.title')}
      end={
        <Switch
          on={guard.on}
          label={t('guard.switch')}
          busy={set.isPending}
          onClick={() => change({ on: !guard.on })}
        />
      }
    >
      <div className="card-body">
        <p className={guard.on ? 'guard-words sm m2' : 'guard-words sm m3'}>
          <Trans
            t={t}
            i18nKey="guard.rule"
            components={{
              guesses: <Guesses key={guard.guesses} guard={guard} onChange={(guesses) => change({ guesses })} />,
              span: (
                <Seconds
                  label={t('guard.window')}
                  value={guard.windowSeconds}
                  choices={windows}
                  onChange={(windowSeconds) => change({ windowSeconds })}
                />
              ),
              hold: (
                <Seconds
                  label={t('guard.hold')}
                  value={guard.holdSeconds}
                  choices={holds}
                  onChange={(holdSeconds) => change({ holdSeconds })}
                />
              ),
            }}
          />
        </p>
        {guard.on ? null : <p className="sm c-miss">{t('guard.off')}</p>}
        {held?.blocked.slice(0, 5).map(({ peer, requests, lastAt, until }) => (
          <div className="row sm" key={peer}>
            <Icon name="blocked" size={14} className="c-fail" />
            <b className="b5">{peer}</b>
            <span className="m2 el grow">
              {t('guard.tries', { count: requests, tries: formatCount(requests), at: formatMinute(lastAt, timeZone) })}
              {until === null
                ? t('guard.untilYou')
                : t('guard.more', { span: formatDuration(Math.max(0, Date.parse(until) - now)) })}
            </span>
            <Button
              size="sm"
              busy={unblock.isPending && unblock.variables.peer === peer}
              aria-label={t('guard.unblockOf', { peer })}
              onClick={() => unblock.mutate({ peer })}
            >
              {t('guard.unblock')}
            </Button>
          </div>
        ))}
        {held?.blocked.length === 0 ? (
          <p className="row sm m2">
            <Icon name="check" size={14} className="c-ok" />
            {t('guard.nobody')}
          </p>
        ) : null}
        <p className="row sm m2">
          <Icon name="check" size={14} className="c-ok" />
          {networks.length === 0 ? t('guard.everywhere') : t('guard.only', { networks: networks.join(', ') })}
        </p>
        {problem ? <ProblemNote problem={problem} /> : null}
      </div>
    </Card>
  );
}

/** Taken over when the field is left or Enter is pressed: a half typed number changes nothing. */
function Guesses({ guard, onChange }: { guard: Guard; onChange: (guesses: number) => void }): ReactNode {
  const { t } = useTranslation('network');
  const [text, setText] = useState(String(guard.guesses));
  const count = Number(text);
  const valid = /^\d{1,5}$/.test(text.trim()) && count >= 1 && count <= 10_000;
  const take = (): void => {
    if (!valid) setText(String(guard.guesses));
    else if (count !== guard.guesses) onChange(count);
  };
  return (
    <input
      className={valid ? 'in guard-number' : 'in guard-number err'}
      inputMode="numeric"
      aria-label={t('guard.guesses')}
      aria-invalid={!valid}
      maxLength={5}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onBlur={take}
      onKeyDown={(event) => {
        if (event.key === 'Enter') take();
        if (event.key === 'Escape') setText(String(guard.guesses));
      }}
    />
  );
}

function Seconds(props: {
  label: string;
  value: number;
  choices: readonly number[];
  onChange: (seconds: number) => void;
}): ReactNode {
  const { label, value, choices, onChange } = props;
  const offered = choices.includes(value) ? choices : [...choices, value].toSorted((a, b) => a - b);
  return (
    <select
      className="in guard-number"
      aria-label={label}
      value={value}
      onChange={(event) => onChange(Number(event.target.value))}
    >
      {offered.map((seconds) => (
        <option key={seconds} value={seconds}>
          {formatDuration(seconds * 1000)}
        </option>
      ))}
    </select>
  );
}
