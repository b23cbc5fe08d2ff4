// The valid torture messages of RFC 4475, section by section: each must be understood.
import { describe, expect, test } from 'vitest';
import { cseqOf, readVia, viasOf } from '../../../electron/core/sip/sip-headers';
import { fieldValues, firstValue } from '../../../electron/core/sip/sip-message';
import { readNameAddr, splitList } from '../../../electron/core/sip/sip-parameters';
import { readSipUri } from '../../../electron/core/sip/sip-uri';
import { answer, lines, readOrThrow, responseHeaders, sdp, tortured, understood } from './torture-bench';

describe('RFC 4475 §3.1.1, valid messages', () => {
  test('3.1.1.1 wsinv: a short tortuous INVITE', () => {
    const message = understood(
      lines(
        'INVITE sip:vivekg@chair-dnrc.example.com;unknownparam SIP/2.0',
        'TO :',
        ' sip:vivekg@chair-dnrc.example.com ;   tag    = 1918181833n',
        'from   : "J Rosenberg \\\\\\""       <sip:jdrosen@example.com>',
        '  ;',
        '  tag = 98asjd8',
        'MaX-fOrWaRdS: 0068',
        'Call-ID: wsinv.ndaksdj@192.0.2.1',
        `Content-Length   : ${sdp.join('\r\n').length}`,
        'cseq: 0009',
        '  INVITE',
        'Via  : SIP  /   2.0',
        ' /UDP',
        '    192.0.2.2;branch=390skdjuw',
        's :',
        'NewFangledHeader:   newfangled value',
        ' continued newfangled value',
        'UnknownHeaderWithUnusualValue: ;;,,;;,;',
        'Content-Type: application/sdp',
        'Route:',
        ' <sip:services.example.com;lr;unknownwith=value;unknown-no-value>',
        'v:  SIP  / 2.0  / TCP     spindle.example.com   ;',
        '  branch  =   z9hG4bK9ikj8  ,',
        ' SIP  /    2.0   / UDP  192.168.255.111   ; branch=',
        ' z9hG4bK30239',
        'm:"Quoted string \\"\\"" <sip:jdrosen@example.com> ; newparam =',
        '      newvalue ;',
        '  secondparam ; q = 0.33',
        '',
        ...sdp,
      ),
    );
    expect(cseqOf(message)).toEqual({ number: 9, method: 'INVITE' });
    expect(viasOf(message).map((via) => readVia(via)?.host)).toEqual([
      '192.0.2.2',
      'spindle.example.com',
      '192.168.255.111',
    ]);
    expect(readVia(viasOf(message)[2] ?? '')?.parameters.get('branch')).toBe('z9hG4bK30239');
    expect(readNameAddr(firstValue(message, 'from') ?? '')).toMatchObject({
      display: 'J Rosenberg \\"',
      uri: 'sip:jdrosen@example.com',
    });
    expect(readNameAddr(firstValue(message, 'from') ?? '')?.parameters.get('tag')).toBe('98asjd8');
    expect(readNameAddr(firstValue(message, 'to') ?? '')?.parameters.get('tag')).toBe('1918181833n');
    expect(readNameAddr(firstValue(message, 'contact') ?? '')?.parameters.get('q')).toBe('0.33');
    expect(firstValue(message, 'subject')).toBe('');
    expect(firstValue(message, 'newfangledheader')).toBe('newfangled value continued newfangled value');
  });

  test('3.1.1.2 intmeth: a wide range of valid characters', () => {
    const method = "!interesting-Method0123456789_*+`.%indeed'~";
    const uri =
      "sip:1_unusual.URI~(to-be!sure)&isn't+it$/crazy?,/;;*:&it+has=1,weird!*pas$wo~d_too.(doesn't-it)@example.com";
    const message = understood(
      lines(
        `${method} ${uri} SIP/2.0`,
        "Via: SIP/2.0/TCP host1.example.com;branch=z9hG4bK-.!%66*_+`'~",
        `To: "BEL:\\\u0007 NUL:\\\u0000 DEL:\\\u007f" <${uri}>`,
        "From: token1~` token2'+_ token3*%!.- <sip:mundane@example.com>;fromParam''~+*_!.-%=\"работающий\";tag=_token~1'+`*%!-.",
        'Call-ID: intmeth.word%ZK-!.*_+\'@word`~)(><:\\/"][?}{',
        `CSeq: 139122385 ${method}`,
        'Max-Forwards: 255',
        "extensionHeader-!.%*+_`'~:\u{fffd}大停電",
        'Content-Length: 0',
        '',
        '',
      ),
    );
    expect(message.method).toBe(method);
    expect(readSipUri(message.uri)).toMatchObject({ host: 'example.com' });
    expect(readNameAddr(firstValue(message, 'to') ?? '')?.display).toBe('BEL:\u0007 NUL:\u0000 DEL:\u007f');
    expect(readNameAddr(firstValue(message, 'from') ?? '')).toMatchObject({
      display: "token1~` token2'+_ token3*%!.-",
    });
    expect(readNameAddr(firstValue(message, 'from') ?? '')?.parameters.get('tag')).toBe("_token~1'+`*%!-.");
    expect(firstValue(message, "extensionheader-!.%*+_`'~")).toBe('\u{fffd}大停電');
  });

  test('3.1.1.3 esc01: valid use of the % escape', () => {
    const message = understood(
      tortured('INVITE sip:sips%3Auser%40example.com@example.net SIP/2.0', {
        To: 'sip:%75se%72@example.com',
        From: '<sip:I%20have%20spaces@example.net>;tag=938',
        Contact: '<sip:caller@host5.example.net;%6C%72;n%61me=v%61lue%25%34%31>',
      }),
    );
    expect(readSipUri(message.uri)).toMatchObject({
      scheme: 'sip',
      user: 'sips%3Auser%40example.com',
      host: 'example.net',
    });
  });

  test('3.1.1.4 escnull: escaped nulls in URIs stay apart', () => {
    const message = understood(
      tortured('REGISTER sip:example.com SIP/2.0', {
        To: 'sip:null-%00-null@example.com',
        From: 'sip:null-%00-null@example.com;tag=839923423',
        Contact: '<sip:%00@host5.example.com>, <sip:%00%00@host5.example.com>',
      }),
    );
    const contacts = splitList(fieldValues(message, 'contact')).map((value) => readNameAddr(value)?.uri);
    expect(contacts).toEqual(['sip:%00@host5.example.com', 'sip:%00%00@host5.example.com']);
  });

  test('3.1.1.5 esc02: % that is no escape stays as it is', () => {
    const message = understood(
      tortured('RE%47IST%45R sip:registrar.example.com SIP/2.0', {
        To: '"%Z%45" <sip:resource@example.com>',
        From: '"%Z%45" <sip:resource@example.com>;tag=f232jadfj23',
        CSeq: '29344 RE%47IST%45R',
        Contact: '<sip:alias1@host1.example.com>',
      }),
    );
    expect(message.method).toBe('RE%47IST%45R');
    expect(readNameAddr(firstValue(message, 'to') ?? '')?.display).toBe('%Z%45');
    expect(answer(tortured('RE%47IST%45R sip:registrar.example.com SIP/2.0'))).toBe('SIP/2.0 405 Method Not Allowed');
  });

  test('3.1.1.6 lwsdisp: no blank between display name and <', () => {
    const message = understood(
      tortured('OPTIONS sip:user@example.com SIP/2.0', { From: 'caller<sip:caller@example.com>;tag=323' }),
    );
    expect(readNameAddr(firstValue(message, 'from') ?? '')).toMatchObject({
      display: 'caller',
      uri: 'sip:caller@example.com',
    });
  });

  test('3.1.1.7 longreq: long values', () => {
    const long = 'really'.repeat(40);
    const message = understood(
      tortured(
        'INVITE sip:user@example.com SIP/2.0',
        {
          To: `"I have a user name of ${'extreme'.repeat(40)} proportion"<sip:user@example.com:6000;unknownparam1=very${'long'.repeat(60)}value>`,
          From: `sip:ama${'zin'.repeat(60)}gly@example.net;tag=12${'982'.repeat(50)}424;un${long}knownheaderparamname=un${long}value;noval`,
          'Call-ID': `longreq.one${long}longcallid`,
          'Max-Forwards': '70',
          Contact: `<sip:ama${'zin'.repeat(60)}gly@host5.example.net>`,
        },
        `Unknown-Header-${long}: ${long}`,
        ...Array.from({ length: 33 }, (_, index) => `Via: SIP/2.0/TCP sip${index}.example.com`),
        `Via: SIP/2.0/TCP host.example.com;received=192.0.2.5;branch=very${'long'.repeat(60)}branchvalue`,
      ),
    );
    expect(viasOf(message)).toHaveLength(35);
  });

  test('3.1.1.8 dblreq: octets behind the message are ignored', () => {
    const first = tortured('REGISTER sip:example.com SIP/2.0');
    const bytes = Buffer.concat([first, tortured('INVITE sip:joe@example.com SIP/2.0')]);
    const message = understood(bytes);
    expect(message.method).toBe('REGISTER');
    expect(message.body).toHaveLength(0);
  });

  test('3.1.1.9 semiuri: semicolons in the user part', () => {
    const message = understood(
      tortured('OPTIONS sip:user;par=u%40example.net@example.com SIP/2.0', { To: 'sip:j_user@example.com' }),
    );
    expect(readSipUri(message.uri)).toMatchObject({ user: 'user;par=u%40example.net', host: 'example.com' });
  });

  test('3.1.1.10 transports: varied and unknown transports', () => {
    const message = understood(
      tortured(
        'OPTIONS sip:user@example.com SIP/2.0',
        { Via: 'SIP/2.0/UDP t1.example.com;branch=z9hG4bKkdjuw' },
        'Via: SIP/2.0/SCTP t2.example.com;branch=z9hG4bKklasjdhf',
        'Via: SIP/2.0/TLS t3.example.com;branch=z9hG4bK2980unddj',
        'Via: SIP/2.0/UNKNOWN t4.example.com;branch=z9hG4bKasd0f3en',
        'Via: SIP/2.0/TCP t5.example.com;branch=z9hG4bK0a9idfnee',
      ),
    );
    expect(viasOf(message).map((via) => readVia(via)?.transport)).toEqual(['UDP', 'SCTP', 'TLS', 'UNKNOWN', 'TCP']);
  });

  test('3.1.1.11 mpart01: a body of several parts with bytes that are no text', () => {
    const body = Buffer.concat([
      Buffer.from(
        '--7a9cbec02ceef655\r\nContent-Type: text/plain\r\n\r\nHello\r\n--7a9cbec02ceef655\r\nContent-Type: application/octet-stream\r\n\r\n',
      ),
      Buffer.from([0x30, 0x82, 0x01, 0x52, 0x0d, 0x0a, 0x0d, 0x0a, 0xff, 0x00]),
      Buffer.from('\r\n--7a9cbec02ceef655--\r\n'),
    ]);
    const head = tortured('MESSAGE sip:kumiko@example.org SIP/2.0', {
      'Content-Type': 'multipart/mixed;boundary=7a9cbec02ceef655',
      'Content-Length': String(body.length),
    });
    expect(Buffer.from(understood(Buffer.concat([head, body])).body)).toEqual(body);
  });

  test('3.1.1.12 unreason: a reason phrase beyond ASCII', () => {
    const message = readOrThrow(
      lines('SIP/2.0 200 = 2**3 * 5**2 но сто девяносто девять - простое', ...responseHeaders(), '', ''),
    );
    expect(message).toMatchObject({
      kind: 'response',
      status: 200,
      reason: '= 2**3 * 5**2 но сто девяносто девять - простое',
    });
  });

  test('3.1.1.13 noreason: an empty reason phrase, with and without its blank', () => {
    for (const line of ['SIP/2.0 100 ', 'SIP/2.0 100']) {
      expect(readOrThrow(lines(line, ...responseHeaders(), '', ''))).toMatchObject({ status: 100, reason: '' });
    }
  });
});
