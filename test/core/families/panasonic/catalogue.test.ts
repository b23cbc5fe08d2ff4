import { describe, expect, test } from 'vitest';
import { catalogueRows } from '../../../../electron/core/families/panasonic/catalogue';
import { isManagedParameter } from '../../../../electron/core/families/panasonic/managed';
import { findPanasonicModel, magicKindOf, panasonicModels } from '../../../../electron/core/families/panasonic/models';
import { catalogue } from './check-support';

describe('the catalogue', () => {
  test('finds a concrete name behind its placeholders', () => {
    expect(catalogue.describe('PHONE_NUMBER_1')?.name).toBe('PHONE_NUMBER_{line}');
    expect(catalogue.describe('SIP_TIMER_T2_16')?.name).toBe('SIP_TIMER_T2_{line}');
    expect(catalogue.describe('CODEC_ENABLE0_3')?.name).toBe('CODEC_ENABLE{n}_{line}');
    expect(catalogue.describe('CODEC_ENABLE_G722')?.name).toBe('CODEC_ENABLE_G722');
    expect(catalogue.describe('DSS_BUTTON_LABEL40')?.name).toBe('DSS_BUTTON_LABEL{button}');
  });

  test('knows no line 0 and no template by its own name', () => {
    for (const name of ['PHONE_NUMBER_0', 'PHONE_NUMBER_01', 'PHONE_NUMBER_{line}', 'PHONE_NUMBER_', 'toString', '']) {
      expect(catalogue.describe(name)).toBeNull();
    }
  });

  test('tells series apart', () => {
    expect(catalogue.describe('ADMIN_PASS', 'hdv')?.allowed).toContain('6-64');
    expect(catalogue.describe('ADMIN_PASS', 'tgp')?.allowed).toContain('6-16');
    expect(catalogue.describe('TOS_SIP_1', 'ut')).toBeNull();
    expect(catalogue.rowsOf('ADMIN_PASS').length).toBe(3);
  });

  test('lists the rows of each series', () => {
    const counts = ['ut', 'hdv', 'tgp', 'utg', 'uds', 'none'].map((series) => catalogue.ofSeries(series).length);
    expect(counts).toEqual([262, 109, 195, 285, 8, 0]);
  });

  test('knows secrets with and without numbers', () => {
    expect(['SIP_PASS_3', 'ADMIN_PASS', 'CFG_FILE_KEY2'].every((name) => catalogue.isSecret(name))).toBe(true);
    expect(['SIP_AUTHID_3', 'COFFEE'].some((name) => catalogue.isSecret(name))).toBe(false);
  });

  test('reads the line number out of a name', () => {
    expect(catalogue.lineNumberIn('CODEC_ENABLE1_11')).toEqual({ line: 11, index: 14 });
    expect(catalogue.lineNumberIn('CFG_FILE_KEY1')).toBeNull();
    expect(catalogue.lineNumberIn('FLEX_BUTTON_LABEL3')).toBeNull();
  });

  test('a damaged file is refused', () => {
    expect(() => catalogueRows({ columns: ['name'], rows: [] })).toThrow('damaged');
  });
});

describe('models', () => {
  test('are found by prefix, in any case, and keep their regional suffix', () => {
    expect(findPanasonicModel('kx-hdv130nb')).toEqual({ name: 'KX-HDV130NB', series: 'hdv', lines: 2 });
    expect(findPanasonicModel(' TGP500B04 ')?.name).toBe('KX-TGP500B04');
    expect(findPanasonicModel('KX-UT670')?.lines).toBe(6);
  });

  test('that are not ours are not', () => {
    for (const name of ['', 'KX-', 'KX-UT1130', 'KX-UT67', 'GXP2130', 'KX-UT670/../x'])
      expect(findPanasonicModel(name)).toBeNull();
  });

  test('have one magic line each', () => {
    expect(magicKindOf(findPanasonicModel('KX-TGP550T04'))).toBe('pcc');
    expect(magicKindOf(findPanasonicModel('KX-UDS124'))).toBe('panasonic');
    expect(panasonicModels.length).toBe(20);
  });
});

test('addresses of files and certificates are managed, and nothing else is', () => {
  const managed = [
    'CFG_MASTER_FILE_PATH',
    'CFG_SYSTEM_FILE_PATH',
    'CFG_ROOT_CERTIFICATE_PATH',
    'CFG_ROOT_CERTIFICATE_PATH3',
  ];
  expect(managed.every(isManagedParameter)).toBe(true);
  expect(['FIRM_FILE_PATH', 'CFG_RESYNC_TIME', 'XCFG_MASTER_FILE_PATH'].some(isManagedParameter)).toBe(false);
});
