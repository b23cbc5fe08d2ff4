// What a variable is, and what is none.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { emptyPhoneFacts, emptySiteFacts } from '../../../electron/core/configs/facts';
import { unknownVariables } from '../../../electron/core/configs/variable-problems';
import {
  describeVariable,
  escapeVariables,
  expandVariables,
  findVariable,
  hasVariables,
  variableNames,
  variablesIn,
} from '../../../electron/core/configs/variables';
import { applyFix } from '../../../electron/core/shared/apply-fix';

const given = {
  siteVars: new Set(['vlan']),
  phoneVars: new Set(['floor']),
  secrets: new Set(['ldap']),
};
const line = { line: 1, extension: '2101', name: 'Eva', authId: 'eva', password: 'Secret-1', server: '' };
const site = {
  name: 'Harbour office',
  facts: {
    ...emptySiteFacts,
    sip: { server: 'pbx.example', port: 5080 },
    ntp: '192.0.2.1',
    vars: { vlan: '20' },
    secrets: { ldap: 'L-Pw' },
  },
};
const phone = {
  mac: '0080F0A1B2C3',
  model: 'KX-UT670',
  facts: { ...emptyPhoneFacts, name: 'Bar', group: 'Ground floor', lines: [line], vars: { floor: '3' } },
};

function expanded(text: string): string {
  return expandVariables(text, (name) => findVariable(name, given)?.value(site, phone) ?? undefined);
}

test.each([
  ['${phone.name}', 'Bar'],
  ['${phone.mac}/${phone.model}/${phone.group}', '0080F0A1B2C3/KX-UT670/Ground floor'],
  ['${line1.extension} ${line1.name} ${line1.authId} ${line1.password}', '2101 Eva eva Secret-1'],
  ['${line2.extension}', ''],
  ['${site.name}, ${site.sip.server}:${site.sip.port}, ${site.ntp}', 'Harbour office, pbx.example:5080, 192.0.2.1'],
  ['floor ${phone.vars.floor} vlan ${site.vars.vlan} ${secret.ldap}', 'floor 3 vlan 20 L-Pw'],
])('%s is filled in', (text, wanted) => {
  expect(expanded(text)).toBe(wanted);
});

test.each([
  ['a $ stays', '$5 and $1', '$5 and $1'],
  ['the phone’s own macros stay', 'http://prov/{MAC}.cfg {mac} {MODEL}', 'http://prov/{MAC}.cfg {mac} {MODEL}'],
  ['a doubled $ writes the text itself', '$${phone.name}', '${phone.name}'],
  ['only that one $ is taken', '$$${phone.name}', '$${phone.name}'],
  ['an unknown name stays', '${phone.nmae}', '${phone.nmae}'],
  ['a brace that is not closed is text', '${phone.name', '${phone.name'],
  ['what comes in is not looked at again', '${line3.name}x', 'x'],
])('%s', (_what, text, wanted) => {
  expect(expanded(text)).toBe(wanted);
});

test('what differs between phones or is secret is the phone’s own', () => {
  const own = (name: string): boolean | undefined => findVariable(name, given)?.own;
  expect(['site.name', 'site.vars.vlan', 'site.ntp'].map(own)).toEqual([false, false, false]);
  expect(['phone.mac', 'line1.name', 'phone.vars.floor', 'secret.ldap'].map(own)).toEqual([true, true, true, true]);
  expect(variableNames(given, 2).filter((name) => findVariable(name, given)?.secret)).toEqual([
    'line1.password',
    'line2.password',
    'secret.ldap',
  ]);
});

test('every name there is can be found and has words', () => {
  for (const name of variableNames(given, 24)) {
    expect(findVariable(name, given), name).not.toBeNull();
    expect(describeVariable(name), name).not.toBe('');
  }
  for (const name of ['', 'phone', 'line0.name', 'constructor', 'phone.vars.toString', 'site.vars.floor', 'secret.'])
    expect(findVariable(name, given), name).toBeNull();
});

describe('for any text', () => {
  const texts = fc.oneof(
    fc.string(),
    fc.array(fc.constantFrom('$', '{', '}', '${', '$${', 'phone.name', 'x', '"', '\n')).map((parts) => parts.join('')),
  );

  test('escaped, it is itself again when filled in, and holds no variable', () => {
    fc.assert(
      fc.property(texts, (text) => {
        const escaped = escapeVariables(text);
        expect(expandVariables(escaped, () => 'never')).toBe(text);
        expect(variablesIn(escaped)).toEqual([]);
        expect(hasVariables(escaped)).toBe(hasVariables(text));
      }),
    );
  });

  test('without a variable or an escape it stays as it is', () => {
    fc.assert(
      fc.property(texts, (text) => {
        if (/\$\{[^{}"\r\n]*\}/.test(text)) return;
        expect(expandVariables(text, () => 'never')).toBe(text);
      }),
    );
  });

  test('references stand where they say', () => {
    fc.assert(
      fc.property(texts, (text) => {
        for (const { name, index, length } of variablesIn(text))
          expect(text.slice(index, index + length)).toBe(`\${${name}}`);
      }),
    );
  });
});

test('an unknown name is an error at its place, with the nearest one to take instead', () => {
  const text =
    '# ${nobody} looks here\r\nDISPLAY_NAME_1="Grüße ${phone.nam}"\r\nA="${line1.extention}${phone.name}"\r\n';
  const problems = unknownVariables(text, given);
  expect(
    problems.map(({ code, severity, line: at, column, parameter }) => [code, severity, at, column, parameter]),
  ).toEqual([
    ['VARIABLE_UNKNOWN', 'error', 2, 23, 'DISPLAY_NAME_1'],
    ['VARIABLE_UNKNOWN', 'error', 3, 4, 'A'],
  ]);
  expect(problems[0]?.remedy).toContain('${phone.name}');
  const fixed = problems.reduce((now, { fix }) => (fix ? applyFix(now, fix) : now), text);
  expect(fixed).toContain('Grüße ${phone.name}"');
  expect(fixed).toContain('${line1.extension}${phone.name}');
});

test('a name near to nothing gets no proposal', () => {
  const [problem] = unknownVariables('A="${zzzzzzzzzz}"', given);
  expect(problem?.fix).toBeUndefined();
});
