import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readSide, writeSide, type Side } from '../../../renderer/features/configs/compare-sides';

const state = fc.oneof(fc.constantFrom('draft' as const, 'published' as const), fc.integer({ min: 1 }));
const side: fc.Arbitrary<Side> = fc.oneof(
  state.map((each) => ({ what: 'all' as const, name: '', state: each })),
  fc.record({ what: fc.constantFrom('file' as const, 'phone' as const), name: fc.string({ minLength: 1 }), state }),
);

test('a side survives its way through an address, whatever a group is called', () => {
  fc.assert(
    fc.property(side, (each) => {
      expect(readSide(writeSide(each))).toEqual(each);
    }),
  );
});

test.each(['', 'all', 'file=@draft', 'file=site@r0', 'nothing=site@draft'])('"%s" names no side', (text) => {
  expect(readSide(text)).toBeNull();
});
