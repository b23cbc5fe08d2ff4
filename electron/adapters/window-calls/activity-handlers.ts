// Calls about the ledger. Searching and counting is done by the ledger's own thread; here is only what it takes to ask.
import type { RequestView } from '../../contract/activity';
import { mostSearchWords, searchWords } from '../../core/activity/search-words';
import { fail, ok, type Result } from '../../core/shared/result';
import { rfc3339 } from '../../core/shared/rfc3339';
import { answeredText } from '../../services/activity/answered-text';
import type { LedgerFilter } from '../../services/activity/request-ledger';
import type { Host } from '../../services/host';
import type { LedgerRow } from '../../services/provisioning/provisioning-store';
import type { SiteServices } from '../../services/site-services';
import type { CheckedInput } from '../../contract/contract';
import type { HandlersOf } from './handlers';
import { siteZone } from './phone-views';

export function activityHandlers(host: Host): HandlersOf<'requests'> & HandlersOf<'ledger'> {
  return {
    'requests.list': async ({ mac, since, limit }, { services }) => {
      const { journal, ledger } = services.stores;
      const sinceAt = since === undefined ? {} : { sinceAt: Date.parse(since) };
      journal.flush();
      const rows =
        mac === undefined
          ? journal.requests(siteId(services), { ...sinceAt, limit })
          : (await ledger.search(siteId(services), { words: [], mac, ...sinceAt, limit })).rows;
      return ok({ requests: views(rows, services) });
    },
    'requests.search': async ({ beforeId, limit, ...filter }, { services }) => {
      const startMs = performance.now();
      const wanted = toFilter(filter);
      if (!wanted.ok) return wanted;
      const before = beforeId === undefined ? {} : { beforeId };
      services.stores.journal.flush();
      const { rows, more } = await services.stores.ledger.search(siteId(services), {
        ...wanted.value,
        ...before,
        limit,
      });
      return ok({ requests: views(rows, services), more, ms: rounded(performance.now() - startMs) });
    },
    'requests.summary': async ({ since, bucketSeconds }, { services }) => {
      const fromAt = Date.parse(since);
      const toAt = services.around.clock.now();
      services.stores.journal.flush();
      const span = { fromAt, toAt, bucketMs: bucketSeconds * 1000 };
      const { buckets, medianMs, slowestMs, protocols, ...sums } = await services.stores.ledger.summary(
        siteId(services),
        span,
      );
      const zone = siteZone(services);
      return ok({
        from: rfc3339(fromAt, zone),
        to: rfc3339(toAt, zone),
        bucketSeconds,
        buckets: buckets.map(({ at, ...counts }) => ({ at: rfc3339(at, zone), ...counts })),
        ...sums,
        medianMs: medianMs === null ? null : rounded(medianMs),
        slowestMs: slowestMs === null ? null : rounded(slowestMs),
        protocols: { ...protocols },
      });
    },
    'requests.body': async ({ id }, { services }) => {
      services.stores.journal.flush();
      const row = await services.stores.ledger.row(siteId(services), id);
      if (!row)
        return fail({
          code: 'VALUE_INVALID',
          message: `There is no request ${id} in the log of this site.`,
          remedy: 'Take an id from the list of requests; rows older than the log is kept for are gone.',
        });
      const bytes = row.sha256 === null ? null : services.stores.journal.body(row.sha256);
      if (!bytes) return ok({ text: null, bytes: row.bytes, contentType: null });
      const { state, around } = services;
      const phone = row.phoneId === null ? null : state.phones.get(row.phoneId);
      const text = answeredText(bytes, phone ?? null, state, around.family);
      return ok({ text, bytes: bytes.length, contentType: text === null ? null : 'text/plain; charset=utf-8' });
    },
    'ledger.show': async (_input, { services }) => {
      services.stores.journal.flush();
      const { rows, bytes, oldestAt } = await services.stores.ledger.extent();
      const oldest = oldestAt === null ? null : rfc3339(oldestAt, siteZone(services));
      return ok({ ...host.retention.limits(), rows, bytes, oldest });
    },
    'ledger.set': ({ keepDays, keepMegabytes }) =>
      ok({
        ...host.retention.setLimits({
          ...(keepDays === undefined ? {} : { keepDays }),
          ...(keepMegabytes === undefined ? {} : { keepMegabytes }),
        }),
      }),
  };
}

function siteId(services: SiteServices): number {
  return services.state.site.id;
}

/** Problem CALL_INVALID for more words than can be looked for. */
function toFilter(filter: Omit<CheckedInput<'requests.search'>, 'beforeId' | 'limit'>): Result<LedgerFilter> {
  const { text = '', protocols, outcomes, mac, remote, since, until } = filter;
  const words = searchWords(text);
  if (!words)
    return fail({
      code: 'CALL_INVALID',
      message: `A search takes at most ${mostSearchWords} words.`,
      remedy: 'Leave some words out.',
    });
  return ok({
    words,
    ...(protocols ? { protocols } : {}),
    ...(outcomes ? { outcomes } : {}),
    ...(mac === undefined ? {} : { mac }),
    ...(remote === undefined ? {} : { remote }),
    ...(since === undefined ? {} : { sinceAt: Date.parse(since) }),
    ...(until === undefined ? {} : { untilAt: Date.parse(until) }),
  });
}

function views(rows: readonly LedgerRow[], services: SiteServices): RequestView[] {
  const zone = siteZone(services);
  return rows.map(({ at, durationMs, phoneId: _phoneId, ...row }) => ({
    ...row,
    at: rfc3339(at, zone),
    ms: rounded(durationMs),
  }));
}

function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
