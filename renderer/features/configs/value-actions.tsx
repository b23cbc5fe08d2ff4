import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { layerNames } from '../../../electron/core/configs/layers';
import type { Scope } from '../../../electron/core/configs/scope';
import { Button } from '../../components/button';
import { Note } from '../../components/note';
import type { Inspection } from './inspector';

/** Takes a value out of this file and writes it into another one. */
export type MoveValue = (name: string, value: string, to: string) => void;

interface ValueActionsProps {
  readonly shown: Inspection;
  readonly parameter: string;
  readonly scope: Scope;
  readonly scopeText: string;
  readonly fileName: string;
  /** How many phones take this file. */
  readonly taken: number;
  readonly locked: boolean;
  readonly onUnset: (name: string) => void;
  readonly onMove: MoveValue;
}

/** Who is hit when the value is set here, and what may be done with one that is. */
export function ValueActions(props: ValueActionsProps): ReactNode {
  const { shown, parameter, scope, scopeText, fileName, taken, locked, onUnset, onMove } = props;
  const { t } = useTranslation('editor');
  const mine = shown.stack.find((entry) => entry.scope === scopeText);
  if (!mine) return null;
  const strength = (layer: (typeof layerNames)[number]): number => layerNames.indexOf(layer);
  const stronger = shown.stack.findLast(
    (entry) => entry.value !== null && strength(entry.layer) > strength(mine.layer),
  );
  const weaker = shown.stack.filter((entry) => strength(entry.layer) < strength(mine.layer));
  const inherited = weaker.findLast((entry) => entry.value !== null);
  const lower = weaker.findLast((entry) => entry.scope !== null && !entry.scope.startsWith('facts:'));
  const phones = t('inspector.phones', { count: mine.affects || taken });
  const words = (): ReactNode => {
    if (stronger)
      return mine.value === null
        ? t('inspector.willSetBeaten', { layer: t(`layerName.${stronger.layer}`) })
        : t('inspector.beaten', { layer: t(`layerName.${stronger.layer}`) });
    const sure =
      mine.value === null
        ? t('inspector.willSet', { layer: fileName, phones })
        : t('inspector.winsHere', { layer: fileName, phones });
    return (
      <>
        <b className="b5">{sure}</b>{' '}
        {inherited && inherited.affects > mine.affects && !shown.secret
          ? t('inspector.keepsOthers', {
              layer: t(`layerName.${inherited.layer}`),
              value: inherited.value || t('inspector.empty'),
              count: inherited.affects - mine.affects,
            })
          : null}
        {scope.kind === 'phone' ? null : ` ${t('inspector.winsHereOthers')}`}
      </>
    );
  };
  return (
    <>
      <Note tone="quiet" className="inspector-note">
        {words()}
      </Note>
      {mine.value !== null && !locked ? (
        <div className="row g6 inspector-actions">
          <Button size="sm" icon="undo" onClick={() => onUnset(parameter)}>
            {inherited
              ? t('inspector.useLayer', { layer: t(`layer.${inherited.layer}`).toLowerCase() })
              : t('inspector.useInherited')}
          </Button>
          {lower?.scope && !shown.secret ? (
            <Button size="sm" onClick={() => onMove(parameter, mine.typed ?? mine.value ?? '', lower.scope ?? 'site')}>
              {t('inspector.moveTo', { file: t(`layer.${lower.layer}`).toLowerCase() })}
            </Button>
          ) : null}
        </div>
      ) : null}
    </>
  );
}
