import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useCall } from '../../client/use-call';
import { CopyButton } from '../../components/copy-button';
import { Dialog } from '../../components/dialog';
import { ProblemNote } from '../../components/note';
import { SkeletonRows } from '../../components/skeleton';

/** Every way to tell phones where to ask: for one's DHCP server, or in a series' own menus. */
export function HandOutDialog({ onClose }: { onClose: () => void }): ReactNode {
  const { t } = useTranslation('server');
  const handOut = useCall('addresses.handOut', {});
  const [chosen, setChosen] = useState<string | null>(null);
  const ways = handOut.data?.ways ?? [];
  const way = ways.find(({ id }) => id === chosen) ?? ways[0];
  return (
    <Dialog opened onClose={onClose} title={t('tellHow')} text={t('tellText')} width={660}>
      {handOut.error ? <ProblemNote problem={handOut.error.problem} /> : null}
      {handOut.isPending ? <SkeletonRows rows={4} columns={[90, 300]} /> : null}
      {way ? (
        <div className="hand-out">
          <ul aria-label={t('ways')}>
            {ways.map(({ id, title }) => (
              <li key={id}>
                <button
                  type="button"
                  className={id === way.id ? 'menu-i on' : 'menu-i'}
                  aria-pressed={id === way.id}
                  onClick={() => setChosen(id)}
                >
                  {title}
                </button>
              </li>
            ))}
          </ul>
          <section aria-label={way.title}>
            <ol className="sm">
              {way.steps.map((step) => (
                <li key={step}>{step}</li>
              ))}
            </ol>
            {way.text === null ? null : (
              <div className="copy-block">
                <pre className="pre">{way.text}</pre>
                <CopyButton text={way.text} label={t('copyFor', { title: way.title })} />
              </div>
            )}
            {way.note === null ? null : <p className="xs m3">{way.note}</p>}
          </section>
        </div>
      ) : null}
    </Dialog>
  );
}
