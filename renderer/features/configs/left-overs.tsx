import { useMemo, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RemovedValueView } from '../../../electron/contract/config-insight';
import type { PhoneView } from '../../../electron/contract/phones';
import { useWindowState } from '../../app/window-state';
import { useCall, useCallMutation } from '../../client/use-call';
import type { RemovedLine } from './left-over-lens';
import { useEditorState } from './editor-state';
import { useFamily } from './use-family';

/** More are told by number: a person deals with them one by one. */
const mostShown = 3;

interface LeftOversProps {
  readonly phone: PhoneView;
  readonly found: readonly { name: string; value: string }[];
  /** The file in the editor: what its draft takes away is asked about there, where the line stood. */
  readonly file: string;
}

/** What a phone still has and no file sets any more. A choice writes into the phone's own file, as a draft. */
export function LeftOvers({ phone, found, file }: LeftOversProps): ReactNode {
  const { t } = useTranslation('editor');
  const family = useFamily();
  const [all, setAll] = useState(false);
  const left = useEditorState((state) => state.left);
  const leave = useEditorState((state) => state.leave);
  const toast = useWindowState((window) => window.toast);
  const edit = useCallMutation('configs.edit');
  const scope = `phone:${phone.mac}`;
  const series = family?.findModel(phone.model)?.series;
  const inText = useEditorState((state) => state.mode) === 'text';
  const removed = useCall('configs.preview', {}).data?.removed ?? [];
  const asked = new Set(removed.filter((each) => inText && each.scope === file).map(({ name }) => name));
  const waiting = found.filter(({ name }) => !asked.has(name) && !left.includes(`${scope} ${name}`));
  if (waiting.length === 0) return null;
  const write = (name: string, value: string): void =>
    edit.mutate(
      { scope, edits: [{ kind: 'set', name, value }] },
      {
        onSuccess: () => toast({ tone: 'ok', title: t('leftOver.written', { name, file: phone.name || phone.mac }) }),
        onError: ({ problem }) => toast({ tone: 'bad', title: problem.message, text: problem.remedy }),
      },
    );
  return (
    <section className="left-overs" aria-label={t('leftOver.title')}>
      <h2 className="lab side-h">{t('leftOver.title')}</h2>
      <p className="side-text m3 xs">{t('leftOver.text')}</p>
      <ul>
        {waiting.slice(0, all ? undefined : mostShown).map(({ name, value }) => {
          const known = (family?.describe(name, series) ?? family?.describe(name))?.default ?? '';
          return (
            <li key={name}>
              <span className="mono el" title={name}>
                {name}
              </span>
              <span className="xs m3 el">{t('leftOver.has', { value: `"${value}"` })}</span>
              <fieldset className="left-over-choices" aria-label={t('leftOver.choices', { name })}>
                {known !== '' ? (
                  <button
                    type="button"
                    className="link xs"
                    title={t('leftOver.writeDefaultTo', { value: `"${known}"` })}
                    onClick={() => write(name, known)}
                  >
                    {t('leftOver.writeDefault')}
                  </button>
                ) : null}
                <button type="button" className="link xs" onClick={() => write(name, '')}>
                  {t('leftOver.writeEmpty')}
                </button>
                <button type="button" className="link xs" onClick={() => leave(`${scope} ${name}`)}>
                  {t('leftOver.leave')}
                </button>
              </fieldset>
            </li>
          );
        })}
      </ul>
      {waiting.length > mostShown && !all ? (
        <button type="button" className="link xs side-text" onClick={() => setAll(true)}>
          {t('leftOver.more', { count: waiting.length - mostShown })}
        </button>
      ) : null}
    </section>
  );
}

/** The lines this draft takes away whose values phones keep, with the choices, for the editor to show where they stood. */
export function useRemovedLines(
  scope: string,
  removed: readonly RemovedValueView[],
  set: (name: string, value: string) => void,
): readonly RemovedLine[] {
  const { t } = useTranslation('editor');
  const left = useEditorState((state) => state.left);
  const leave = useEditorState((state) => state.leave);
  // Asked again after every save; the same answer must not draw the widgets anew under the pointer.
  const key = JSON.stringify(removed.filter((each) => each.scope === scope));
  return useMemo(
    () =>
      (JSON.parse(key) as RemovedValueView[])
        .filter(({ name }) => !left.includes(`${scope} ${name}`))
        .map(({ name, phones, held, default: known, mayBeEmpty }): RemovedLine => {
          const values = held.map((value) => `"${value}"`).join(', ');
          return {
            name,
            words: `${t('leftOver.keeps', { count: phones, name })}${values === '' ? '' : `=${values}`}`,
            label: t('leftOver.choices', { name }),
            choices: [
              ...(known !== null && known !== ''
                ? [{ label: t('leftOver.writeDefaultTo', { value: `"${known}"` }), run: () => set(name, known) }]
                : []),
              ...(mayBeEmpty ? [{ label: t('leftOver.writeEmpty'), run: () => set(name, '') }] : []),
              { label: t('leftOver.leave'), run: () => leave(`${scope} ${name}`) },
            ],
          };
        }),
    [key, scope, left, leave, set, t],
  );
}
