// Writes the hello of a TLS client, byte by byte: the other direction of core/provisioning/client-hello.ts.

export interface WrittenHello {
  readonly version: number;
  readonly suites: readonly number[];
  readonly supported?: readonly number[] | undefined;
  readonly serverName?: string | undefined;
  /** Curves and signatures of today; without them no server of today can answer. */
  readonly isAble?: boolean;
  /** The most handshake bytes in one record. */
  readonly recordBytes?: number;
}

export function clientHello(hello: WrittenHello): Buffer {
  const { version, suites, supported, serverName, isAble = false, recordBytes = 4096 } = hello;
  const extensions = [
    ...(serverName === undefined ? [] : [extension(0, vector(2, [0, ...vector(2, [...Buffer.from(serverName)])]))]),
    ...(isAble
      ? [extension(10, vector(2, two(23))), extension(13, vector(2, [0x0804, 0x0403, 0x0401].flatMap(two)))]
      : []),
    ...(supported ? [extension(43, vector(1, supported.flatMap(two)))] : []),
  ].flat();
  const body = [
    ...two(version),
    ...Buffer.alloc(32, 7),
    ...vector(1, []),
    ...vector(2, suites.flatMap(two)),
    ...vector(1, [0]),
    ...(extensions.length > 0 ? vector(2, extensions) : []),
  ];
  const handshake = [1, ...vector(3, body)];
  const records: number[] = [];
  for (let at = 0; at < handshake.length; at += recordBytes)
    records.push(22, 3, 1, ...vector(2, handshake.slice(at, at + recordBytes)));
  return Buffer.from(records);
}

/** SSL 2.0 form, with cipher numbers of three bytes. */
export function oldHello(version: number, suites: readonly number[]): Buffer {
  const specs = suites.flatMap((suite) => [0, ...two(suite)]);
  const body = [1, ...two(version), ...two(specs.length), 0, 0, 0, 16, ...specs, ...Buffer.alloc(16, 9)];
  return Buffer.from([0x80 | (body.length >> 8), body.length & 0xff, ...body]);
}

function extension(type: number, content: readonly number[]): number[] {
  return [...two(type), ...vector(2, content)];
}

function vector(lengthBytes: number, content: readonly number[]): number[] {
  const length = Array.from(
    { length: lengthBytes },
    (_, at) => (content.length >> (8 * (lengthBytes - 1 - at))) & 0xff,
  );
  return [...length, ...content];
}

function two(value: number): number[] {
  return [value >> 8, value & 0xff];
}
