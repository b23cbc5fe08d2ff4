import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'wouter';
import type { StackEntryView } from '../../../electron/contract/config-insight';
import type { PhoneView } from '../../../electron/contract/phones';
import { routes } from '../../app/routes';
import { Icon } from '../../components/icon';
import { Tag } from '../../components/tag';
import { FromBadge } from './form-parameter';
import type { Inspection } from './inspector';

/** Where a layer is edited: its file, the phone's facts; null for what is ours alone. */
function placeOf({ scope, value }: StackEntryView, example: PhoneView): string | null {
  if (scope === null) return null;
  if (scope.startsWith('facts:phone:')) return value === null ? null : routes.phone(example.mac);
  return scope.startsWith('facts:') ? null : routes.file(scope);
}

/** Strongest first, the winner marked. Facts and managed values stand here only where they say something. */
export function InspectorStack(props: { shown: Inspection; here: string; example: PhoneView }): ReactNode {
  const { shown, here, example } = props;
  const { t } = useTranslation('editor');
  const files = new Set(['site file', 'model file', 'group file', 'phone file']);
  const stack = shown.stack
    .filter((entry) => entry.value !== null || (files.has(entry.layer) && entry.scope !== null))
    .toReversed();
  return (
    <ol className="stack">
      {stack.map((entry) => {
        const isHere = entry.scope === here;
        const place = isHere ? null : placeOf(entry, example);
        return (
          <li key={entry.layer} className={`${entry.wins ? 'win' : ''} ${isHere ? 'here' : ''}`}>
            <FromBadge layer={entry.layer} />
            <StackValue entry={entry} isHere={isHere} />
            <span className="row g4">
              {entry.wins ? <Tag tone="ac">{t('inspector.wins')}</Tag> : null}
              {!entry.wins && entry.value !== null ? <span className="xs m3">{t('inspector.overridden')}</span> : null}
              {place ? (
                <Link
                  href={place}
                  state={{ phone: example.mac, line: entry.line ?? undefined }}
                  className="ib sm"
                  aria-label={t('inspector.edit', { file: t(`layer.${entry.layer}`) })}
                  title={t('inspector.edit', { file: t(`layer.${entry.layer}`) })}
                >
                  <Icon name="pencil" size={12} />
                </Link>
              ) : null}
            </span>
          </li>
        );
      })}
      <li className={shown.effective === null ? 'win' : ''}>
        <FromBadge layer={null} />
        {shown.catalogue && shown.catalogue.default !== '' ? (
          <span className={`mono el ${shown.effective === null ? '' : 'lose'}`}>
            &quot;{shown.catalogue.default}&quot;
          </span>
        ) : (
          <span className="m3">{t('inspector.noDefault')}</span>
        )}
        <span />
      </li>
    </ol>
  );
}

function StackValue({ entry, isHere }: { entry: StackEntryView; isHere: boolean }): ReactNode {
  const { t } = useTranslation('editor');
  if (entry.value === null)
    return (
      <span className={isHere ? 'm2 el' : 'm3 el'}>
        {t('inspector.notSet')}
        {isHere ? <b className="b5">, {t('inspector.here')}</b> : null}
      </span>
    );
  const typed = entry.typed !== null && entry.typed !== entry.value ? entry.typed : undefined;
  return (
    <span className="el" title={typed ?? entry.value}>
      <span className={`mono ${entry.wins ? '' : 'lose'}`}>&quot;{entry.value}&quot;</span>
      {isHere ? <span className="m2"> {t('inspector.here')}</span> : null}
    </span>
  );
}
