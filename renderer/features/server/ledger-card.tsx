import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSiteClock } from '../../client/site-clock';
import { useCall, useCallMutation } from '../../client/use-call';
import { Button } from '../../components/button';
import { Card } from '../../components/card';
import { ErrorState } from '../../components/error-state';
import { TextField } from '../../components/field';
import { ProblemNote } from '../../components/note';
import { Facts } from '../../components/panel';
import { SkeletonRows } from '../../components/skeleton';
import { formatCount, formatNear, formatSize } from '../../strings/format-time';

const inRange = (text: string, least: number, most: number): boolean =>
  /^\d+$/.test(text.trim()) && Number(text) >= least && Number(text) <= most;

/** What is kept of requests, for how long, and what could be lost of it. */
export function LedgerCard(): ReactNode {
  const { t } = useTranslation('server');
  const { now, timeZone } = useSiteClock();
  const ledger = useCall('ledger.show', {});
  const set = useCallMutation('ledger.set');
  const [edited, setEdited] = useState<{ days: string; megabytes: string } | null>(null);
  const { data } = ledger;
  const daysFine = edited === null || inRange(edited.days, 1, 3650);
  const sizeFine = edited === null || inRange(edited.megabytes, 16, 100_000);
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (!edited || !daysFine || !sizeFine) return;
    set.mutate(
      { keepDays: Number(edited.days), keepMegabytes: Number(edited.megabytes) },
      { onSuccess: () => setEdited(null) },
    );
  };
  return (
    <Card
      title={t('ledger.title')}
      end={
        data && !edited ? (
          <Button
            size="sm"
            icon="pencil"
            onClick={() => setEdited({ days: String(data.keepDays), megabytes: String(data.keepMegabytes) })}
          >
            {t('ledger.change')}
          </Button>
        ) : null
      }
    >
      {ledger.error && !data ? (
        <ErrorState error={ledger.error} onRetry={() => void ledger.refetch()} />
      ) : !data ? (
        <SkeletonRows rows={2} columns={[90, 200]} />
      ) : (
        <div className="card-body">
          {edited ? (
            <form className="col g10" onSubmit={save} noValidate>
              <div className="fields">
                <TextField
                  label={t('ledger.days')}
                  inputMode="numeric"
                  value={edited.days}
                  error={daysFine ? null : t('ledger.daysRange')}
                  onChange={(event) => setEdited({ ...edited, days: event.target.value })}
                />
                <TextField
                  label={t('ledger.megabytes')}
                  inputMode="numeric"
                  value={edited.megabytes}
                  error={sizeFine ? null : t('ledger.megabytesRange')}
                  onChange={(event) => setEdited({ ...edited, megabytes: event.target.value })}
                />
              </div>
              <p className="xs m3">{t('ledger.first')}</p>
              {set.error ? <ProblemNote problem={set.error.problem} /> : null}
              <div className="row">
                <Button size="sm" look="pri" type="submit" disabled={!daysFine || !sizeFine} busy={set.isPending}>
                  {t('ledger.save')}
                </Button>
                <Button size="sm" look="gh" onClick={() => setEdited(null)}>
                  {t('backupCancel')}
                </Button>
              </div>
            </form>
          ) : (
            <Facts
              rows={[
                [
                  t('ledger.kept'),
                  t('ledger.keeps', { count: data.keepDays, megabytes: formatCount(data.keepMegabytes) }),
                ],
                [
                  t('ledger.has'),
                  t('ledger.rows', { count: data.rows, rows: formatCount(data.rows), size: formatSize(data.bytes) }),
                ],
                [t('ledger.oldest'), data.oldest ? formatNear(data.oldest, now, timeZone) : null],
              ]}
            />
          )}
          <p className="xs m3">{t('ledger.risk')}</p>
        </div>
      )}
    </Card>
  );
}
