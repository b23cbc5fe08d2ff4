import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RequestFilter } from '../../../electron/contract/activity';
import { ProblemError } from '../../../electron/core/shared/problem';
import { useWindowState } from '../../app/window-state';
import { saveText } from '../../client/save-text';
import { useConnection } from '../../client/workstation-context';
import { Button } from '../../components/button';
import { formatCount } from '../../strings/format-time';
import { exportRequests } from './export-requests';

/** What the filter lets through, as a table in a file. */
export function ExportButton({ query, disabled }: { query: RequestFilter; disabled: boolean }): ReactNode {
  const { t } = useTranslation(['activity', 'app']);
  const connection = useConnection();
  const toast = useWindowState((window) => window.toast);
  const [busy, setBusy] = useState(false);
  const run = async (): Promise<void> => {
    setBusy(true);
    try {
      const { csv, lines, cut } = await exportRequests(connection, query);
      saveText('requests.csv', csv);
      const title = t('activity:exported', { count: lines, lines: formatCount(lines) });
      toast({ tone: cut ? 'warn' : 'ok', title, ...(cut ? { text: t('activity:exportedCut') } : {}) });
    } catch (error) {
      const problem = error instanceof ProblemError ? error.problem : null;
      toast({ tone: 'bad', title: problem?.message ?? t('app:unexpected'), text: problem?.remedy });
    } finally {
      setBusy(false);
    }
  };
  return (
    <Button icon="download" busy={busy} disabled={disabled} onClick={() => void run()}>
      {t('activity:export')}
    </Button>
  );
}
