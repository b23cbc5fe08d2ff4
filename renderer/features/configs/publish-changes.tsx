import { useMemo, type ReactNode } from 'react';
import { keepPreviousData } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { PublishPreview } from '../../../electron/contract/configs';
import type { PhoneView } from '../../../electron/contract/phones';
import type { LayerName } from '../../../electron/core/configs/layers';
import { useCall } from '../../client/use-call';
import { ErrorState } from '../../components/error-state';
import { Icon } from '../../components/icon';
import { SkeletonRows } from '../../components/skeleton';
import { Tag } from '../../components/tag';
import { CompareFiles } from './compare-files';
import { askedSide, type Side } from './compare-sides';
import type { LineNote, NoteOfLine } from './diff-notes';
import { macWithColons } from './scope-name';

interface PublishChangesProps {
  readonly preview: PublishPreview;
  /** What is chosen of the draft; null for all of it. */
  readonly layers: readonly string[] | null;
  /** The one it would become. */
  readonly revision: number;
  /** Whose served files are shown; null for the first phone that changes. */
  readonly phone: string | null;
  readonly onPhone: (mac: string | null) => void;
}

const layersView = 'layers';
const offeredPhones = 50;
const everything: { readonly layers?: string[] } = {};

/** What was served against what will be, file by file: as one phone gets it, or as the files were edited. */
export function PublishChanges({ preview, layers, revision, phone, onPhone }: PublishChangesProps): ReactNode {
  const { t } = useTranslation('compare');
  const phones = useCall('phones.list', {}).data?.phones;
  const mac = phone === layersView ? null : (phone ?? preview.phones[0]?.mac ?? null);
  const known = phones?.find((each) => each.mac === mac) ?? null;
  const left = leftSide(mac, known);
  const right: Side = { ...left, state: 'draft' };
  const part = layers === null ? everything : { layers: [...layers] };
  const compared = useCall(
    'configs.compare',
    { left: askedSide(left), right: { ...askedSide(right), ...part } },
    { enabled: mac === null || phones !== undefined, placeholderData: keepPreviousData },
  );
  const noteOf = useNotes(preview, mac, part);
  const files = (compared.data?.files ?? []).filter((file) => file.added + file.removed > 0);
  const name = known?.name || (mac ? macWithColons(mac) : '');
  return (
    <div className="publish-changes">
      <div className="publish-view">
        <span className="lab">{t('review.view')}</span>
        <select
          className="in"
          aria-label={t('review.view')}
          value={mac ?? layersView}
          onChange={(event) => onPhone(event.target.value)}
        >
          <option value={layersView}>{t('review.viewLayers')}</option>
          {mac !== null && !preview.phones.slice(0, offeredPhones).some((each) => each.mac === mac) ? (
            <option value={mac}>{t('review.viewPhone', { phone: name })}</option>
          ) : null}
          {preview.phones.slice(0, offeredPhones).map((each) => (
            <option key={each.mac} value={each.mac}>
              {t('review.viewPhone', { phone: each.name || macWithColons(each.mac) })}
            </option>
          ))}
        </select>
      </div>
      {compared.error ? (
        <ErrorState error={compared.error} onRetry={() => void compared.refetch()} />
      ) : !compared.data ? (
        <SkeletonRows rows={8} columns={[40, 240, 240]} />
      ) : files.length === 0 ? (
        <p className="diff-empty m3">{t('noTextDiffers')}</p>
      ) : (
        <CompareFiles
          key={mac ?? layersView}
          files={files}
          equal={compared.data.equal}
          noteOf={noteOf}
          before={
            <span className="row g6">
              <b className="b6 el">
                {typeof left.state === 'number'
                  ? t('review.beforeRevision', { revision: left.state })
                  : t('review.before')}
              </b>
            </span>
          }
          after={
            <span className="row g6">
              <b className="b6">{t('review.after')}</b>
              <Tag tone="ac">{t('state.revision', { revision })}</Tag>
            </span>
          }
          foot={
            preview.removed.length > 0 ? (
              <span className="row g6 c-miss">
                <Icon name="warning" size={12} />
                {t('review.removed')}: {preview.removed.length}
              </span>
            ) : null
          }
        />
      )}
    </div>
  );
}

/** What the phone last took; what is served now where it took nothing yet. */
function leftSide(mac: string | null, phone: PhoneView | null): Side {
  if (mac === null) return { what: 'all', name: '', state: 'published' };
  return { what: 'phone', name: mac, state: phone?.revision ?? 'published' };
}

const nameIn = (line: string): string | null => /^\s*([A-Za-z][\w.]*)\s*=/.exec(line)?.[1] ?? null;

const looks: Record<LayerName, string> = {
  'site facts': 'lay-site',
  'site file': 'lay-site',
  'model file': 'lay-model',
  'group file': 'lay-group',
  'phone facts': 'lay-phone',
  'phone file': 'lay-phone',
  managed: 'lay-managed',
};

/** Under a new line the layer it comes from and what it beats; under a line that goes, that the phone keeps the value. */
function useNotes(preview: PublishPreview, mac: string | null, part: { readonly layers?: string[] }): NoteOfLine {
  const { t } = useTranslation(['compare', 'editor']);
  const effective = useCall(
    'configs.effective',
    { mac: mac ?? '', source: 'draft', ...part },
    { enabled: mac !== null },
  ).data;
  return useMemo(() => {
    const winners = new Map(effective?.parameters.map((each) => [each.name, each]));
    const removed = new Map(preview.removed.map((each) => [each.name, each]));
    const under = (line: string): LineNote | null => {
      const winner = winners.get(nameIn(line) ?? '');
      if (!winner) return null;
      const badge = { look: looks[winner.layer], word: t(`editor:layer.${winner.layer}`) };
      const [beaten] = winner.overrides;
      if (!beaten) return { badge, words: '' };
      const layer = t(`editor:layer.${beaten.layer}`);
      const blanked = line.includes('••');
      return {
        badge,
        words: blanked
          ? t('compare:review.beatsSecret', { layer })
          : t('compare:review.beats', { value: beaten.value === '' ? t('compare:review.empty') : beaten.value, layer }),
      };
    };
    return (side, line) => {
      const name = nameIn(line);
      if (name === null) return null;
      if (side === 'right') return mac === null ? null : under(line);
      const kept = removed.get(name);
      if (!kept || winners.has(name)) return null;
      const [value] = kept.held;
      return {
        words: value === undefined ? t('compare:review.keepsUnknown') : t('compare:review.keeps', { value }),
      };
    };
  }, [effective, preview.removed, mac, t]);
}
