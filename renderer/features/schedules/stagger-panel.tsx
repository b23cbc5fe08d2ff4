import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallInput } from '../../../electron/contract/contract';
import type { StaggerPlanView } from '../../../electron/contract/stagger';
import type { StaggerNote } from '../../../electron/core/timing/stagger-notes';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { CheckField } from '../../components/check-field';
import { Icon } from '../../components/icon';
import { IconButton } from '../../components/icon-button';
import { Note, ProblemNote } from '../../components/note';
import { Panel } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount } from '../../strings/format-time';
import { MinuteStrip } from './minute-strip';
import { StaggerPreviewDialog } from './stagger-preview-dialog';
import './side-panel.css';

/** Holds for every plan; the other notes are doubts, and come before it. */
const plainNote: StaggerNote['code'] = 'STAGGER_AFTER_NEXT_FETCH';

const clockTime = /^([01]\d|2[0-3]):[0-5]\d$/;

/** Gives each phone its own minute. It makes a draft and never publishes. */
export function StaggerPanel({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('stagger');
  const toast = useWindowState((window) => window.toast);
  const setWindow = useWindowState((window) => window.set);
  /** Null: inside the hours this laptop is really awake, as the workstation knows them. */
  const [between, setBetween] = useState<{ from: string; to: string } | null>(null);
  /** `daily`, `all`, `behind` or `group:NAME`. */
  const [phones, setPhones] = useState('daily');
  const [order, setOrder] = useState<'mac' | 'group'>('mac');
  const [previewing, setPreviewing] = useState(false);
  const groups = useCall('phones.groups', {}).data?.groups ?? [];
  const written = between === null || (clockTime.test(between.from) && clockTime.test(between.to));
  const input: CallInput<'stagger.plan'> = {
    ...(between ? { between } : {}),
    ...(phones === 'daily' ? {} : { phones: selectionOf(phones) }),
    order,
  };
  const answer = useCall('stagger.plan', input, { enabled: written, placeholderData: (shown) => shown });
  const apply = useCallMutation('stagger.apply');
  const plan = answer.data;
  const count = plan?.phones.length ?? 0;
  const problem = apply.error?.problem ?? answer.error?.problem;
  const shownBetween = between ?? plan?.between ?? { from: '', to: '' };

  const create = (): void =>
    apply.mutate(input, {
      onSuccess: ({ changed }) =>
        toast(
          changed === 0
            ? { tone: 'ok', title: t('unchanged'), text: t('unchangedText') }
            : {
                tone: 'ok',
                title: t('created', { count: changed, phones: formatCount(changed) }),
                text: t('createdText'),
                action: { label: t('review'), run: () => setWindow({ publishOpen: true }) },
              },
        ),
    });

  return (
    <Panel label={t('title')}>
      <div className="side-head">
        <div className="row">
          <Icon name="bars" className="c-ac" />
          <h2 className="t3 grow el">{t('title')}</h2>
          <IconButton icon="close" small label={t('close')} onClick={onClose} />
        </div>
        <p className="sm m2">
          {plan && plan.peakPerMinute.before > 1
            ? t('text', { count: plan.peakPerMinute.before, phones: formatCount(plan.peakPerMinute.before) })
            : t('textFine')}
        </p>
      </div>
      <div className="side-body stagger">
        <div className="stagger-row">
          <span>{t('between')}</span>
          <ClockField
            label={t('from')}
            value={shownBetween.from}
            onChange={(from) => setBetween({ ...shownBetween, from })}
          />
          <span>{t('and')}</span>
          <ClockField label={t('to')} value={shownBetween.to} onChange={(to) => setBetween({ ...shownBetween, to })} />
        </div>
        {written ? (
          plan ? (
            <p className="xs m3 stagger-words">{plan.betweenWords}</p>
          ) : null
        ) : (
          <p className="field-error stagger-words" role="alert">
            {t('badTime')}
          </p>
        )}
        <label className="stagger-row">
          <span>{t('phones')}</span>
          <select className="in" value={phones} onChange={(event) => setPhones(event.target.value)}>
            <option value="daily">
              {phones === 'daily' && plan ? t('daily', { count, phones: formatCount(count) }) : t('dailyAll')}
            </option>
            <option value="all">{t('all')}</option>
            <option value="behind">{t('behind')}</option>
            {groups.map(({ name }) => (
              <option key={name} value={`group:${name}`}>
                {t('group', { group: name })}
              </option>
            ))}
          </select>
        </label>
        <div className="stagger-row">
          <span>{t('order')}</span>
          <fieldset className="seg grow" aria-label={t('orderLabel')}>
            {(['mac', 'group'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={order === each}
                className={order === each ? 'on' : ''}
                onClick={() => setOrder(each)}
              >
                {t(each === 'mac' ? 'mac' : 'byGroup')}
              </button>
            ))}
          </fieldset>
        </div>
        {plan && count > 0 ? (
          <BeforeAndAfter plan={plan} />
        ) : answer.isPending && written ? (
          <SkeletonRows rows={3} columns={[200]} />
        ) : null}
        {problem ? <ProblemNote problem={problem} /> : null}
        {plan ? (
          <div className="stagger-end">
            {count > 0 ? <KeepAwake between={plan.between} /> : null}
            {plan.notes
              .toSorted((a, b) => Number(a.code === plainNote) - Number(b.code === plainNote))
              .map(({ code, message }) => (
                <Note key={`${code} ${message}`} tone={code === plainNote ? 'quiet' : 'warn'} className="sm">
                  {message}
                </Note>
              ))}
          </div>
        ) : null}
      </div>
      <div className="side-foot">
        <Button size="lg" disabled={count === 0} onClick={() => setPreviewing(true)}>
          {t('preview', { count, phones: formatCount(count) })}
        </Button>
        <Button
          size="lg"
          look="pri"
          className="grow"
          disabled={count === 0 || !written || answer.isPlaceholderData}
          busy={apply.isPending}
          onClick={create}
        >
          {t('create')}
        </Button>
      </div>
      {previewing && plan ? <StaggerPreviewDialog plan={plan} onClose={() => setPreviewing(false)} /> : null}
    </Panel>
  );
}

function selectionOf(choice: string): CallInput<'stagger.plan'>['phones'] {
  if (choice === 'all') return { all: true };
  return choice === 'behind' ? { behind: true } : { group: choice.slice('group:'.length) };
}

function ClockField({
  label,
  value,
  onChange,
}: {
  label: string;
  value: string;
  onChange: (value: string) => void;
}): ReactNode {
  const bad = value !== '' && !clockTime.test(value);
  return (
    <input
      className={`in mono${bad ? ' err' : ''}`}
      aria-label={label}
      aria-invalid={bad || undefined}
      maxLength={5}
      inputMode="numeric"
      autoComplete="off"
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function BeforeAndAfter({ plan }: { plan: StaggerPlanView }): ReactNode {
  const { t } = useTranslation('stagger');
  const { peakPerMinute, minutesBefore, minutesAfter, between } = plan;
  const herd = peakPerMinute.before > peakPerMinute.after;
  return (
    <>
      <MinuteStrip
        title={t('now')}
        end={
          peakPerMinute.before === 0
            ? t('nowNone')
            : t('nowPeak', { count: peakPerMinute.before, phones: formatCount(peakPerMinute.before) })
        }
        look={herd ? 'herd' : 'calm'}
        caption={t('tableNow')}
        minutes={minutesBefore}
        between={between}
      />
      <MinuteStrip
        title={t('after')}
        end={t('afterPeak', { count: peakPerMinute.after, phones: formatCount(peakPerMinute.after) })}
        look="calm"
        caption={t('tableAfter')}
        minutes={minutesAfter}
        between={between}
      />
    </>
  );
}

/** The setting is the site's: it holds for every night, not for this draft alone. */
function KeepAwake({ between }: { between: { from: string; to: string } }): ReactNode {
  const { t } = useTranslation('stagger');
  const timing = useCall('timing.settings', {}).data;
  const set = useCallMutation('timing.set');
  if (!timing) return null;
  const { supported, words } = timing.keepAwake;
  return (
    <div className="stagger-awake">
      <CheckField
        label={t('keepAwake')}
        hint={t('keepAwakeText', between)}
        checked={timing.settings.keepAwake}
        disabled={!supported || set.isPending}
        onChange={(event) => set.mutate({ keepAwake: event.target.checked })}
      />
      {supported ? null : <p className="xs m3">{words}</p>}
      {set.error ? <ProblemNote problem={set.error.problem} /> : null}
    </div>
  );
}
