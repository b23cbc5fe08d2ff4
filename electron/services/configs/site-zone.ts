import type { SiteState } from '../site-state';

/** The zone in which a site keeps time: the one its phones were told of. A draft changes nothing before it is published. */
export function siteZone({ layers }: Pick<SiteState, 'layers'>): string {
  return layers.siteFacts('published').timeZone || 'UTC';
}
