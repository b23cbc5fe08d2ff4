import type { bulkCalls } from '../../contract/bulk';
import { ok, type Result } from '../../core/shared/result';
import type { BulkOutcome, BulkRow } from '../../services/configs/bulk-service';
import type { Handlers } from './handlers';

export const bulkHandlers: Handlers<keyof typeof bulkCalls> = {
  'configs.bulk': ({ phones, set, dryRun }, { services, actor }) =>
    outcome(services.bulk.bulk(phones, set, dryRun, actor)),
  'configs.makeLike': ({ from, to, what, dryRun }, { services, actor }) =>
    outcome(services.bulk.makeLike(from, to, what, dryRun, actor)),
};

function outcome(made: Result<BulkOutcome>): Result<Omit<BulkOutcome, 'rows'> & { rows: BulkRow[] }> {
  return made.ok ? ok({ ...made.value, rows: [...made.value.rows] }) : made;
}
