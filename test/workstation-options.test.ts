// What a host may be started with, before anything is opened.
import { expect, test } from 'vitest';
import { parseHostOptions } from '../electron/workstation-options';

function parse(...args: string[]): ReturnType<typeof parseHostOptions> {
  return parseHostOptions(args, { defaultData: '/data', folder: '/here', lenient: false });
}

test('what phones are told is an address or a name, with a port or without', () => {
  for (const told of ['192.0.2.9', '192.0.2.9:8099', 'laptop.lan:80', '[2001:db8::7]:8088', '2001:db8::7'])
    expect(parse('--advertise', told)).toMatchObject({ ok: true, value: { advertise: told } });
  for (const told of ['http://192.0.2.9/', '192.0.2.9/', 'a:b:c', 'laptop:99999', 'laptop:0', 'two words', '"'])
    expect(parse('--advertise', told)).toMatchObject({ ok: false, problem: { code: 'CALL_INVALID' } });
});

test('a port is a number, 0 for any, or off', () => {
  expect(parse('--http-port', 'off', '--sip-port', '0')).toMatchObject({ value: { ports: { http: 'off', sip: 0 } } });
  for (const port of ['65536', '-1', '80x'])
    expect(parse(`--http-port=${port}`)).toMatchObject({ ok: false, problem: { code: 'CALL_INVALID' } });
});

test('a folder is taken from where the command was typed; an unknown option is a sentence of its own', () => {
  expect(parse('--data', 'clinic')).toMatchObject({ value: { data: '/here/clinic' } });
  expect(parse('--bogus')).toMatchObject({ problem: { message: "Unknown option '--bogus'." } });
});
