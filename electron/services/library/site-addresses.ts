import type { LibraryAddresses } from '../../core/families/family';
import type { SiteState, Surroundings } from '../site-state';

/** What an address of the site's files is made of, as phones are told it now. */
export function siteAddresses(state: SiteState, around: Surroundings): LibraryAddresses {
  return { baseUrl: around.toldBaseUrl(), siteToken: state.site.siteToken, asLogin: state.access.asLogin };
}
