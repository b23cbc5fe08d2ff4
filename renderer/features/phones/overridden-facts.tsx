import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation } from 'wouter';
import type { OverriddenFactView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Dialog } from '../../components/dialog';
import { Icon } from '../../components/icon';
import { ProblemNote } from '../../components/note';
import { ScopeWords } from '../configs/scope-words';

interface OverriddenFactsProps {
  readonly name: string;
  readonly facts: readonly OverriddenFactView[];
  readonly onClose: () => void;
}

const keyOf = ({ fact, scope, parameter }: OverriddenFactView): string => `${fact} ${scope} ${parameter}`;

/** Facts that were saved and have no effect, because a stronger file says something else; each with its way out. */
export function OverriddenFacts({ name, facts, onClose }: OverriddenFactsProps): ReactNode {
  const { t } = useTranslation('phones');
  const [, go] = useLocation();
  const edit = useCallMutation('configs.edit');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const remove = (fact: OverriddenFactView): void =>
    edit.mutate(
      { scope: fact.scope, edits: [{ kind: 'unset', name: fact.parameter }] },
      { onSuccess: () => setRemoved((before) => new Set(before).add(keyOf(fact))) },
    );
  return (
    <Dialog
      opened
      onClose={onClose}
      width={520}
      title={t('form.overridden', { name })}
      text={t('form.overriddenText')}
      footer={<Button onClick={onClose}>{t('form.overriddenDone')}</Button>}
    >
      <ul className="overridden">
        {facts.map((fact) => {
          const done = removed.has(keyOf(fact));
          return (
            <li key={keyOf(fact)}>
              <Icon name={done ? 'check' : 'warning'} size={14} className={done ? 'c-ok' : 'c-miss'} />
              <span className="grow">
                <b className="b6">{fact.fact}</b>{' '}
                {done ? (
                  <span className="m2">{t('form.overriddenRemoved')}</span>
                ) : (
                  <span className="m2">
                    {t('form.overriddenBy', { parameter: fact.parameter })} <ScopeWords scope={fact.scope} />
                    {fact.line === null ? '' : `, ${t('form.overriddenLine', { line: fact.line })}`}
                  </span>
                )}
              </span>
              {done ? null : (
                <span className="row g4">
                  <Button
                    size="sm"
                    look="gh"
                    onClick={() => {
                      onClose();
                      go(routes.file(fact.scope), fact.line === null ? {} : { state: { line: fact.line, column: 1 } });
                    }}
                  >
                    {t('form.overriddenOpen')}
                  </Button>
                  <Button size="sm" look="pri" disabled={edit.isPending} onClick={() => remove(fact)}>
                    {t('form.overriddenRemove')}
                    <span className="unseen">: {fact.parameter}</span>
                  </Button>
                </span>
              )}
            </li>
          );
        })}
      </ul>
      {edit.error ? <ProblemNote problem={edit.error.problem} /> : null}
    </Dialog>
  );
}
