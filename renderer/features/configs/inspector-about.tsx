import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { parameterRelations } from '../../../electron/core/families/panasonic/parameter-relations';
import { Tag } from '../../components/tag';
import { seriesNames } from './parameter-words';
import { useFamily } from './use-family';

/** What the catalogue says, in its own words; of the model's series where it knows more than one. */
export function InspectorAbout({ parameter, model }: { parameter: string; model?: string | undefined }): ReactNode {
  const { t } = useTranslation('editor');
  const family = useFamily();
  if (!family || family.isManaged(parameter)) return null;
  const series = model === undefined ? undefined : family.findModel(model)?.series;
  const entry = family.describe(parameter, series) ?? family.describe(parameter);
  const relations = parameterRelations(parameter);
  return (
    <section>
      <h4 className="sec-h">{t('inspector.about')}</h4>
      {entry ? (
        <>
          <p className="sm">{entry.description}</p>
          <dl className="inspector-kv">
            <dt>{t('doc.value')}</dt>
            <dd>
              {[
                entry.allowed.replaceAll('|', ', ') ||
                  t(`doc.types.${entry.type as 'int'}`, { defaultValue: entry.type }),
                entry.unit,
              ]
                .filter(Boolean)
                .join(', ')}
            </dd>
            {relations?.needs ? (
              <>
                <dt>{t('doc.needs')}</dt>
                <dd>{t(`doc.needsWords.${relations.needs}`)}</dd>
              </>
            ) : null}
            {relations && relations.turnsOff.length > 0 ? (
              <>
                <dt>{t('doc.turnsOff')}</dt>
                <dd className="mono">{relations.turnsOff.join(', ')}</dd>
              </>
            ) : null}
            {relations && relations.turnedOffBy.length > 0 ? (
              <>
                <dt>{t('doc.turnedOffBy')}</dt>
                <dd className="mono">{relations.turnedOffBy.join(', ')}</dd>
              </>
            ) : null}
          </dl>
          <p className="row g4 inspector-series">
            {entry.series.map((series) => (
              <Tag key={series}>{seriesNames[series] ?? series}</Tag>
            ))}
          </p>
        </>
      ) : (
        <p className="sm m3">{t('inspector.notInCatalogue')}</p>
      )}
    </section>
  );
}
