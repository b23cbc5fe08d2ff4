import { expect, test } from 'vitest';
import { effectiveValues } from '../../../electron/core/configs/layers';

test('the strongest layer wins and names all it beats, strongest first; values come sorted by name', () => {
  const value = (text: string) => [{ name: 'B', value: text }];
  expect(
    effectiveValues([
      { name: 'site facts', parameters: value('1') },
      { name: 'site file', parameters: [...value('2'), { name: 'A', value: '' }] },
      { name: 'phone file', parameters: value('3') },
    ]),
  ).toEqual([
    { name: 'A', value: '', layer: 'site file', overrides: [] },
    {
      name: 'B',
      value: '3',
      layer: 'phone file',
      overrides: [
        { layer: 'site file', value: '2' },
        { layer: 'site facts', value: '1' },
      ],
    },
  ]);
});
