import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovedValueView } from '../../../electron/contract/config-insight';
import { useCallMutation } from '../../client/use-call';
import { ProblemNote } from '../../components/note';
import { Tag } from '../../components/tag';
import { baseScope } from './publish-layers';
import { ScopeWords } from './scope-words';

const shownAtMost = 20;

interface Written {
  readonly name: string;
  readonly scope: string;
  readonly value: string;
}

/** What publishing leaves on phones, and the choice: write the default, write it empty, or leave it. A choice is an edit of the
 *  draft, so it can be undone and shows among the changes at once. */
export function PublishRemoved({ removed }: { removed: readonly RemovedValueView[] }): ReactNode {
  const { t } = useTranslation('compare');
  const edit = useCallMutation('configs.edit');
  const [written, setWritten] = useState<readonly Written[]>([]);
  if (removed.length === 0 && written.length === 0) return null;

  const write = (name: string, scope: string, value: string): void =>
    edit.mutate(
      { scope: baseScope(scope), edits: [{ kind: 'set', name, value }] },
      { onSuccess: () => setWritten((all) => [...all, { name, scope, value }]) },
    );
  const undo = (choice: Written): void =>
    edit.mutate(
      { scope: baseScope(choice.scope), edits: [{ kind: 'unset', name: choice.name }] },
      { onSuccess: () => setWritten((all) => all.filter((each) => each !== choice)) },
    );
  const open = removed.filter(({ name, scope }) => !written.some((each) => each.name === name && each.scope === scope));

  return (
    <section>
      <h3 className="sec-h">
        {t('review.removed')} <Tag tone="miss">{open.length}</Tag>
      </h3>
      <p className="xs m3 publish-removed-text">{t('review.removedText')}</p>
      <ul className="publish-removed">
        {written.map((choice) => (
          <li key={`${choice.scope} ${choice.name}`}>
            <span className="mono el">{choice.name}</span>
            <span className="row g6 sm">
              <span className="m2 grow el">
                {t('review.written', { value: choice.value === '' ? t('review.empty') : choice.value })}
              </span>
              <button type="button" className="link" disabled={edit.isPending} onClick={() => undo(choice)}>
                {t('review.undo')}
              </button>
            </span>
          </li>
        ))}
        {open.slice(0, shownAtMost).map((value) => (
          <li key={`${value.scope} ${value.name}`}>
            <span className="row g6">
              <span className="mono el grow">{value.name}</span>
              {value.scope === null ? null : (
                <span className="xs m3 el">
                  <ScopeWords scope={value.scope} />
                </span>
              )}
            </span>
            <span className="row g6">
              <span className="m2 sm grow el" title={value.held.join(', ')}>
                {t('review.removedHeld', { count: value.phones, value: value.held[0] ?? '' })}
              </span>
              <RemovedChoice value={value} busy={edit.isPending} onWrite={write} />
            </span>
          </li>
        ))}
        {open.length > shownAtMost ? (
          <li className="m3">{t('review.removedMore', { count: open.length - shownAtMost })}</li>
        ) : null}
      </ul>
      {edit.error ? <ProblemNote problem={edit.error.problem} /> : null}
    </section>
  );
}

function RemovedChoice(props: {
  value: RemovedValueView;
  busy: boolean;
  onWrite: (name: string, scope: string, value: string) => void;
}): ReactNode {
  const { value, busy, onWrite } = props;
  const { t } = useTranslation('compare');
  const { name, scope } = value;
  // A left-over of an earlier publish has no file of this draft to write into.
  if (scope === null) return null;
  const usual = value.default;
  return (
    <select
      className="in"
      aria-label={t('review.removedChoice', { name })}
      value="leave"
      disabled={busy}
      onChange={(event) => {
        if (event.target.value === 'default' && usual !== null) onWrite(name, scope, usual);
        if (event.target.value === 'empty') onWrite(name, scope, '');
      }}
    >
      <option value="leave">{t('review.leave')}</option>
      {usual === null ? null : (
        <option value="default">
          {usual === '' ? t('review.writeDefaultEmpty') : t('review.writeDefault', { value: usual })}
        </option>
      )}
      {value.mayBeEmpty && usual !== '' ? <option value="empty">{t('review.writeEmpty')}</option> : null}
    </select>
  );
}
