import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { CallOutput } from '../../../electron/contract/contract';
import { severityChoices } from '../../../electron/core/configs/problem-severity';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';
import { SeverityIcon } from './severity-icon';
import './configs.css';

type CodeSeverity = CallOutput<'configs.severities'>['severities'][number];

/** `LINE_TOO_LONG` → `Line too long`: the codes are words already. */
function codeWords(code: string): string {
  const words = code.toLowerCase().replaceAll('_', ' ');
  return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

/** How serious each problem is for this site. A change counts at once, in lists and for publishing. `code` is looked for at first. */
export function SeveritiesDialog({ code, onClose }: { code?: string; onClose: () => void }): ReactNode {
  const { t } = useTranslation('files');
  const answer = useCall('configs.severities', {});
  const change = useCallMutation('configs.setSeverity');
  const [filter, setFilter] = useState(code ?? '');
  const all = answer.data?.severities ?? [];
  const words = filter.trim().toLowerCase();
  const found = all.filter((each) => `${each.code} ${codeWords(each.code)}`.toLowerCase().includes(words));
  const own = all.filter((each) => each.own).length;
  return (
    <Dialog
      opened
      onClose={onClose}
      width={560}
      title={t('severities.title')}
      text={t('severities.text')}
      footer={
        <>
          <span className="sm m3 grow">{own > 0 ? t('severities.own', { count: own }) : t('severities.none')}</span>
          <Button onClick={onClose}>{t('severities.done')}</Button>
        </>
      }
    >
      <input
        type="text"
        className="in"
        aria-label={t('severities.search')}
        placeholder={t('severities.search')}
        spellCheck={false}
        value={filter}
        onChange={(event) => setFilter(event.target.value)}
        data-autofocus
      />
      {change.error ? <ProblemNote problem={change.error.problem} /> : null}
      {answer.error ? (
        <ProblemNote problem={answer.error.problem} />
      ) : !answer.data ? (
        <SkeletonRows rows={6} columns={[240, 90]} />
      ) : (
        <ul className="severities">
          {found.map((each) => (
            <SeverityRow
              key={each.code}
              value={each}
              busy={change.isPending}
              onChange={(severity) => change.mutate({ code: each.code, severity })}
            />
          ))}
          {found.length === 0 ? <li className="m3 sm">{t('severities.nothing')}</li> : null}
        </ul>
      )}
    </Dialog>
  );
}

function SeverityRow(props: {
  value: CodeSeverity;
  busy: boolean;
  onChange: (severity: CodeSeverity['severity'] | null) => void;
}): ReactNode {
  const { value, busy, onChange } = props;
  const { code, severity, usual, own, fixed, mayBeOff } = value;
  const { t } = useTranslation('files');
  return (
    <li>
      <SeverityIcon severity={severity} />
      <span className="col grow">
        <span className={own ? 'b6' : ''}>{codeWords(code)}</span>
        <span className="xs m3 mono el">{code}</span>
        {fixed ? <span className="xs m3">{t('severities.fixed')}</span> : null}
        {fixed || mayBeOff ? null : <span className="xs m3">{t('severities.alwaysShown')}</span>}
      </span>
      <select
        className="in"
        aria-label={t('severities.label', { code: codeWords(code) })}
        disabled={fixed || busy}
        value={severity}
        onChange={(event) => {
          const chosen = event.target.value as CodeSeverity['severity'];
          onChange(chosen === usual ? null : chosen);
        }}
      >
        {severityChoices
          .filter((each) => each !== 'off' || mayBeOff)
          .map((each) => (
            <option key={each} value={each}>
              {each === usual ? `${t(`severities.${each}`)}, ${t('severities.usual')}` : t(`severities.${each}`)}
            </option>
          ))}
      </select>
    </li>
  );
}
