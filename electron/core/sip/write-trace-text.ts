// Traced messages as a text a person reads or mails.
import { writeHost } from './sip-uri';
import type { TracedMessage } from './traced-message';

const decoder = new TextDecoder();

/** A heading for each message and the message below it, with control characters other than line ends made visible. */
export function writeTraceText(messages: readonly TracedMessage[]): string {
  return messages.map(written).join('');
}

function written({ at, direction, transport, local, peer, bytes }: TracedMessage): string {
  const end = ({ address, port }: TracedMessage['peer']): string => `${writeHost(address)}:${port}`;
  const arrow = direction === 'out' ? '->' : '<-';
  const heading = `--- ${new Date(at).toISOString()} ${end(local)} ${arrow} ${end(peer)} ${transport.toUpperCase()}, ${bytes.length} bytes`;
  return `${heading}\n${visible(decoder.decode(bytes))}\n`;
}

function visible(text: string): string {
  const lines = withoutLastLineEnds(text.replace(/\r\n/g, '\n'));
  // oxlint-disable-next-line no-control-regex -- finding control characters is the purpose
  return lines.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/g, (character) => {
    const code = character.charCodeAt(0);
    return code < 32 ? String.fromCharCode(0x2400 + code) : '\ufffd';
  });
}

/** `/\n+$/` would look through every run of thousands once for each of its places. */
function withoutLastLineEnds(text: string): string {
  let end = text.length;
  while (text[end - 1] === '\n') end--;
  return text.slice(0, end);
}
