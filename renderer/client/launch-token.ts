const storageKey = 'cordboard.token';

/** The token of the link this page was opened with (`#token=…`). It leaves the address bar at once, so that it is neither
 *  copied nor bookmarked, and stays for this tab's reloads. */
export function takeLaunchToken(place: Location, history: History, storage: Storage): string | null {
  const [, given] = /^#token=([^&]+)$/.exec(place.hash) ?? [];
  if (given === undefined) return storage.getItem(storageKey);
  const token = decodeURIComponent(given);
  storage.setItem(storageKey, token);
  history.replaceState(null, '', place.pathname + place.search);
  return token;
}
