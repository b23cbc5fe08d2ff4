/** Whether a path, as the ledger keeps it, is a phone's own file: `/p/••••/{MAC}.cfg`, or without the token where phones log in. */
export function isOwnFile(ledgerPath: string): boolean {
  return ownFile.test(ledgerPath);
}

/** Or one that phones of a site or a model share: `/s/••••/master.cfg`. */
export function isConfigFile(ledgerPath: string): boolean {
  return ownFile.test(ledgerPath) || sharedFile.test(ledgerPath);
}

const ownFile = /(?:^|\/)p\/(?:[^/]+\/)?[0-9a-f]{12}\.[a-z0-9]{1,5}$/i;
const sharedFile = /(?:^|\/)s\/(?:[^/]+\/)?(?:master|product-[^/]+)\.[a-z0-9]{1,5}$/i;
