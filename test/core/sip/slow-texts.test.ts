// Nothing a stranger can put into a message makes the readers slow: what they cost must not grow with the square of its length.
import { expect, test } from 'vitest';
import { describeMessage, showBytes } from '../../../electron/core/sip/describe-message';
import { readChallenges } from '../../../electron/core/sip/digest-client';
import { parseDigestCredentials } from '../../../electron/core/provisioning/http-digest';
import { readSipMessage } from '../../../electron/core/sip/read-sip-message';
import { refusalOf } from '../../../electron/core/sip/request-refusal';
import { cseqOf, readVia, viasOf } from '../../../electron/core/sip/sip-headers';
import { readNameAddr, readParameters } from '../../../electron/core/sip/sip-parameters';
import { readSipUri } from '../../../electron/core/sip/sip-uri';
import { blankSecrets } from '../../../electron/core/sip/traced-message';

/** As long as the head of a message on a connection may be. */
const length = 60_000;
const patienceMs = 600;

const repeated = [
  '<',
  '"',
  '\\',
  ' ',
  '\t',
  ';',
  '; ',
  ',',
  ', ',
  '=',
  'a=',
  '[',
  ':',
  '%',
  'a',
  '.',
  '-.',
  'a ',
  '\\"',
  '\r\n ',
  '\r',
  '\n',
  '@',
];
const headers = [
  'Via: SIP/2.0/UDP ',
  'To: ',
  'To: "',
  'CSeq: 1',
  'Contact: <sip:',
  'Authorization: Digest ',
  'Authorization: ',
  'X',
];

test.each(headers)('behind "%s"', (header) => {
  for (const one of repeated) {
    const text = one.repeat(Math.ceil(length / one.length));
    for (const end of ['', '!', '"x']) {
      const value = header.replace(/^\S+: /, '') + text + end;
      const bytes = Buffer.from(`OPTIONS sip:a@b SIP/2.0\r\n${header}${text}${end}\r\n\r\n`);
      const sinceMs = performance.now();
      const message = readSipMessage(bytes);
      if (message?.kind === 'request') {
        refusalOf(message);
        for (const via of viasOf(message)) readVia(via);
        cseqOf(message);
      }
      describeMessage(bytes);
      showBytes(bytes);
      blankSecrets(bytes);
      readNameAddr(value);
      readParameters(value);
      readSipUri(value);
      readChallenges([value]);
      parseDigestCredentials(value);
      const tookMs = performance.now() - sinceMs;
      expect(tookMs, JSON.stringify([header, one, end])).toBeLessThan(patienceMs);
    }
  }
});
