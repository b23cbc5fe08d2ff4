import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useWindowState } from '../../app/window-state';
import { useCallMutation } from '../../client/use-call';
import { Icon } from '../../components/icon';
import { ImportFrame } from '../../components/import-frame';
import { Tag } from '../../components/tag';

/** A list of phones as CSV: read, tried without changing anything, shown, and only then taken. */
export function ImportDialog(): ReactNode {
  const { t } = useTranslation('phones');
  const { set, toast } = useWindowState();
  const [file, setFile] = useState<{ name: string; csv: string } | null>(null);
  const trial = useCallMutation('phones.import');
  const taking = useCallMutation('phones.import');
  const onClose = (): void => set({ importOpen: false });

  const read = async (chosen: File | undefined): Promise<void> => {
    if (!chosen) return;
    const csv = await chosen.text();
    setFile({ name: chosen.name, csv });
    trial.mutate({ csv, dryRun: true });
  };
  const take = (): void => {
    if (!file) return;
    taking.mutate(
      { csv: file.csv },
      {
        onSuccess: ({ added, changed }) => {
          toast({
            tone: 'ok',
            title: t('importing.done', { count: added + changed }),
            text: t('importing.doneText'),
          });
          onClose();
        },
      },
    );
  };

  const result = trial.data;
  const good = (result?.added ?? 0) + (result?.changed ?? 0);
  const problem = trial.error?.problem ?? taking.error?.problem;
  return (
    <ImportFrame
      title={t('importing.title')}
      text={t('importing.text')}
      width={480}
      picker={{
        accept: '.csv,.txt,text/csv,text/plain',
        label: t('importing.choose'),
        otherLabel: t('importing.other'),
        chosen: file?.name ?? null,
        busy: trial.isPending,
        onChoose: ([chosen]) => void read(chosen),
      }}
      take={good > 0 ? { label: t('importing.import', { count: good }), busy: taking.isPending, run: take } : null}
      problem={problem}
      onClose={onClose}
    >
      {result ? (
        <div className="import-result" aria-live="polite">
          <div className="row g6">
            <Tag tone="ok">{t('importing.added', { count: result.added })}</Tag>
            {result.changed > 0 ? <Tag tone="pend">{t('importing.changed', { count: result.changed })}</Tag> : null}
            {result.skipped > 0 ? <Tag tone="fail">{t('importing.skipped', { count: result.skipped })}</Tag> : null}
          </div>
          {good === 0 ? <p className="sm m2">{t('importing.nothing')}</p> : null}
          {result.problems.length > 0 ? (
            <ul className="import-problems" aria-label={t('importing.problems')}>
              {result.problems.map(({ row, code, message }) => (
                <li key={`${row} ${code} ${message}`}>
                  <Icon name="failed" size={14} className="c-fail" />
                  <span className="m3 nw">{t('importing.row', { row })}</span>
                  <span className="grow">
                    {message} <code className="mono m3">{code}</code>
                  </span>
                </li>
              ))}
            </ul>
          ) : null}
        </div>
      ) : null}
    </ImportFrame>
  );
}
