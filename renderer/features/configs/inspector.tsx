import { useEffect, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import type { PhoneView } from '../../../electron/contract/phones';
import type { Scope } from '../../../electron/core/configs/scope';
import { useSiteClock } from '../../client/site-clock';
import { useCall } from '../../client/use-call';
import { IconButton } from '../../components/icon-button';
import { Note, ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { formatFull, formatMinute, formatNear, formatRelative } from '../../strings/format-time';
import { InspectorAbout } from './inspector-about';
import { InspectorStack } from './inspector-stack';
import { dayWord, nextCheck, type NextCheck } from './next-check';
import { PastValues } from './past-values';
import { ValueActions, type MoveValue } from './value-actions';
import './inspector.css';

export type Inspection = CallOutput<'configs.inspect'>;

export interface InspectorProps {
  /** The parameter at the cursor or of the chosen row. */
  readonly parameter: string | null;
  readonly scope: Scope;
  readonly scopeText: string;
  readonly fileName: string;
  /** All phones that take the file; `example` is the one it is seen from. */
  readonly takers: readonly PhoneView[];
  readonly example: PhoneView | null;
  readonly isUt: boolean;
  readonly form: boolean;
  readonly locked: boolean;
  readonly onExample: (mac: string) => void;
  readonly onUnset: (name: string) => void;
  readonly onMove: MoveValue;
  readonly onClose: () => void;
}

/** One parameter under the glass: what the phone will get and why, what it has, what was there before. */
export function Inspector(props: InspectorProps): ReactNode {
  const { scope, takers, example, isUt, form, onExample, onClose } = props;
  const { t } = useTranslation('editor');
  const parameter = useSettled(props.parameter);
  return (
    <aside className="inspector" aria-label={t('inspector.title')}>
      <header className="row">
        <h2 className="lab grow">{t('inspector.title')}</h2>
        <IconButton icon="close" small label={t('inspector.close')} onClick={onClose} />
      </header>
      {scope.kind !== 'phone' && takers.length > 0 ? (
        <ExampleChoice takers={takers} example={example} onExample={onExample} />
      ) : null}
      {parameter === null ? (
        <p className="sm m3 inspector-empty">{form ? t('inspector.nothingForm') : t('inspector.nothing')}</p>
      ) : example ? (
        <Inspected {...props} key={`${parameter} ${example.mac}`} parameter={parameter} example={example} />
      ) : (
        <>
          <h3 className="mono b6 inspector-name">{parameter}</h3>
          <p className="sm m3 inspector-empty">{t('inspector.noPhones')}</p>
          <InspectorAbout parameter={parameter} />
        </>
      )}
      {isUt ? <p className="inspector-foot xs m3">{t('inspector.onPhone')}</p> : null}
    </aside>
  );
}

function Inspected(props: InspectorProps & { parameter: string; example: PhoneView }): ReactNode {
  const { parameter, scope, scopeText, fileName, takers, example } = props;
  const { t } = useTranslation('editor');
  const inspection = useCall('configs.inspect', { mac: example.mac, name: parameter, source: 'draft' });
  const shown = inspection.data;
  if (inspection.error) return <ProblemNote problem={inspection.error.problem} />;
  if (!shown) return <SkeletonRows rows={4} columns={[60, 120]} />;
  return (
    <>
      <h3 className="mono b6 inspector-name">{parameter}</h3>
      <EffectiveLine shown={shown} />
      <InspectorStack shown={shown} here={scopeText} example={example} />
      {shown.managed ? (
        <Note tone="quiet" className="inspector-note">
          {t('inspector.managed')}
        </Note>
      ) : (
        <ValueActions {...props} shown={shown} fileName={fileName} taken={takers.length} scope={scope} />
      )}
      <HeldValue shown={shown} />
      <Meaning example={example} />
      <InspectorAbout parameter={parameter} model={example.model} />
      <PastValues past={shown.past} />
    </>
  );
}

function EffectiveLine({ shown }: { shown: Inspection }): ReactNode {
  const { t } = useTranslation('editor');
  const winner = shown.stack.find(({ wins }) => wins);
  if (!winner || shown.effective === null)
    return (
      <p className="inspector-value">
        <span className="sm m2">{t('inspector.unset')}</span>
      </p>
    );
  const by = t(`layer.${winner.layer}`);
  return (
    <p className="inspector-value">
      <span className="big mono">{shown.effective === '' ? t('inspector.empty') : shown.effective}</span>
      <span className="sm m2 nw">{t('inspector.from', { layer: by, name: nameOf(winner.scope) }).trim()}</span>
    </p>
  );
}

/** `group:Reception` → `Reception`; nothing for the site and for phones, whose badge says enough. */
function nameOf(scope: string | null): string {
  const [, kind, name] = /^(model|group):(.+)$/u.exec(scope ?? '') ?? [];
  return kind ? (name ?? '') : '';
}

function HeldValue({ shown }: { shown: Inspection }): ReactNode {
  const { t } = useTranslation('editor');
  const { held, effective } = shown;
  const value = held === 'unknown' ? null : held.value;
  const leftOver = value !== null && effective === null;
  return (
    <section>
      <h4 className="sec-h">{t('inspector.held')}</h4>
      <p className="sm row g6">
        {held === 'unknown' ? (
          <span className="m3">{t('inspector.heldUnknown')}</span>
        ) : value === null ? (
          <span className="m3">{t('inspector.heldNone')}</span>
        ) : (
          <>
            <span className="mono el">&quot;{value}&quot;</span>
            {value === effective ? <span className="m3">{t('inspector.heldSame')}</span> : null}
            {leftOver ? <Tag tone="miss">{t('inspector.leftOver')}</Tag> : null}
          </>
        )}
      </p>
    </section>
  );
}

/** From the phone's own timing as it holds it: nothing is predicted here. */
function Meaning({ example }: { example: PhoneView }): ReactNode {
  const { t } = useTranslation('editor');
  const { now, timeZone } = useSiteClock();
  const [reach] = useCall('configs.reach', { macs: [example.mac] }).data?.groups ?? [];
  const next = nextCheck(example, reach, now, timeZone);
  if (!reach && !next) return null;
  return (
    <section>
      <h4 className="sec-h">{t('inspector.meaning')}</h4>
      <dl className="inspector-kv">
        {reach ? (
          <>
            <dt>{t('inspector.itsChecks')}</dt>
            <dd>{reach.words}</dd>
          </>
        ) : null}
        {next === undefined ? null : (
          <>
            <dt>{t('inspector.nextCheck')}</dt>
            <dd>{next ? <NextTime next={next} /> : t('inspector.notByItself')}</dd>
          </>
        )}
      </dl>
    </section>
  );
}

function NextTime({ next: { at, by } }: { next: NonNullable<NextCheck> }): ReactNode {
  const { t } = useTranslation('editor');
  const { now, timeZone } = useSiteClock();
  const day = dayWord(at, now, timeZone);
  const time = day === null ? formatNear(at, now, timeZone) : formatMinute(at, timeZone);
  const when = day === null ? time : t(`inspector.day.${day}`, { time });
  return (
    <span title={formatFull(at, timeZone)}>
      {by ? t('inspector.by', { when }) : when} <span className="m3">· {formatRelative(at, now, 1)}</span>
    </span>
  );
}

/** Longer lists are not for choosing: the first ones do as examples. */
const mostExamples = 200;

function ExampleChoice(props: {
  takers: readonly PhoneView[];
  example: PhoneView | null;
  onExample: (mac: string) => void;
}): ReactNode {
  const { takers, example, onExample } = props;
  const { t } = useTranslation('editor');
  const first = takers.slice(0, mostExamples);
  const shown = example && !first.includes(example) ? [example, ...first] : first;
  const more = takers.length - first.length;
  return (
    <label className="inspector-example xs m3">
      {t('inspector.example')}
      <select className="in" value={example?.mac ?? ''} onChange={(event) => onExample(event.target.value)}>
        {shown.map((phone) => (
          <option key={phone.mac} value={phone.mac}>
            {phone.name || phone.mac}
          </option>
        ))}
        {more > 0 ? <option disabled>{t('inspector.exampleMore', { count: more })}</option> : null}
      </select>
    </label>
  );
}

/** The name once the cursor rests on it: running through a file asks nothing. */
function useSettled(name: string | null): string | null {
  const [settled, setSettled] = useState(name);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(name), 150);
    return () => clearTimeout(timer);
  }, [name]);
  return settled;
}
