// What axe finds on the page as it stands, and a list of it over many pages.
import AxeBuilder from '@axe-core/playwright';
import type { Page } from '@playwright/test';

export interface AxeLook {
  readonly findings: string[];
  /** Notes what is found now under the name of a place; `within` is a CSS selector, for what lies over a page that was looked at. */
  readonly look: (place: string, within?: string) => Promise<void>;
}

/** Light in Electron, dark in Chromium: both schemes are seen once. What does not hang on colours is looked at in Electron alone. */
export async function startLooking(page: Page, carrier: 'electron' | 'chromium'): Promise<AxeLook> {
  await page.emulateMedia({ colorScheme: carrier === 'electron' ? 'light' : 'dark', reducedMotion: 'reduce' });
  const findings: string[] = [];
  return {
    findings,
    look: async (place, within) => {
      // Legacy mode stays in the page itself: Electron lets no second one be opened.
      const axe = new AxeBuilder({ page }).setLegacyMode(true);
      if (carrier === 'chromium') axe.withRules(['color-contrast', 'link-in-text-block']);
      const { violations } = await (within ? axe.include(within) : axe).analyze();
      for (const { id, nodes } of violations)
        for (const { target, any } of nodes)
          findings.push(`${place}: ${id} ${target.join(' ')} (${any[0]?.message ?? ''})`);
    },
  };
}
