// `http://192.0.2.1:8088` as phones were told it, taken apart.

/** The host, an IPv6 address without its brackets; what cannot be read stays as it is. */
export function hostOf(told: string): string {
  return URL.parse(told)?.hostname.replaceAll(/^\[|\]$/g, '') ?? told;
}

/** The port, that of the scheme when none is written. */
export function portOf(told: string): number {
  const url = URL.parse(told);
  if (url && url.port !== '') return Number(url.port);
  return url?.protocol === 'https:' ? 443 : 80;
}
