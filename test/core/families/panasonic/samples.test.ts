// The sample files people begin with.
import { expect, test } from 'vitest';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { createPanasonicFamily } from '../../../../electron/core/families/panasonic/panasonic-family';
import { panasonicSamples } from '../../../../electron/panasonic-samples';
import catalogue from '../../../../resources/families/panasonic/catalogue.json';

const family = createPanasonicFamily(catalogueRows(catalogue), panasonicSamples);

test('each has a title, words, and a purpose', () => {
  for (const { id, title, description, for: suits } of family.samples) {
    expect(
      [title, description].every((text) => text.length > 4 && !text.includes('#')),
      id,
    ).toBe(true);
    expect(suits.length, id).toBeGreaterThan(0);
  }
});

test.each(panasonicSamples)('$id has no problem on a KX-UT670', ({ text }) => {
  const problems = family.check(new TextEncoder().encode(text), { as: 'layer', model: 'KX-UT670' });
  // Variables are known only inside a site.
  expect(problems.filter(({ code }) => code !== 'MACRO_UNKNOWN')).toEqual([]);
});
