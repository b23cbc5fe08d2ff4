import { useMemo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import { Tag } from '../../components/tag';
import { ScopeWords } from './scope-words';

type Change = PublishPreview['changes'][number];

const tones = { added: 'ok', changed: 'pend', removed: 'fail' } as const;
const shownAtMost = 200;

/** `facts:site` is published together with `site`: a layer is chosen with its facts. */
export const baseScope = (scope: string): string => scope.replace(/^facts:/, '');

export function scopesOf(changes: readonly Change[]): string[] {
  return [...new Set(changes.map(({ scope }) => baseScope(scope)))];
}

interface PublishLayersProps {
  readonly changes: readonly Change[];
  readonly leftOut: ReadonlySet<string>;
  readonly onChange: (leftOut: ReadonlySet<string>) => void;
}

/** Which drafts go and which stay drafts. */
export function PublishLayers({ changes, leftOut, onChange }: PublishLayersProps): ReactNode {
  const { t } = useTranslation('compare');
  const scopes = useMemo(() => scopesOf(changes), [changes]);
  const toggle = (scope: string): void => {
    const next = new Set(leftOut);
    if (!next.delete(scope)) next.add(scope);
    onChange(next);
  };
  return (
    <fieldset className="publish-layers">
      <legend className="sec-h">
        {t('review.layers')} <Tag>{scopes.length - leftOut.size}</Tag>
      </legend>
      <ul>
        {scopes.slice(0, shownAtMost).map((scope) => {
          const mine = changes.filter((each) => baseScope(each.scope) === scope);
          const file = mine.find(({ kind }) => kind === 'file');
          return (
            <li key={scope}>
              <label className="row g6">
                <input
                  type="checkbox"
                  className="cb"
                  checked={!leftOut.has(scope)}
                  disabled={scopes.length === 1}
                  onChange={() => toggle(scope)}
                />
                <span className="el grow">
                  <ScopeWords scope={scope} />
                </span>
                {mine.some(({ kind }) => kind === 'facts') ? <Tag>{t('review.facts')}</Tag> : null}
                {file ? <Tag tone={tones[file.change]}>{t(`review.kind.${file.change}`)}</Tag> : null}
              </label>
            </li>
          );
        })}
        {scopes.length > shownAtMost ? (
          <li className="m3">{t('review.more', { count: scopes.length - shownAtMost })}</li>
        ) : null}
      </ul>
      {leftOut.size > 0 ? <p className="xs m3">{t('review.layersPart')}</p> : null}
    </fieldset>
  );
}
