// Takes passwords and tokens out of whatever is about to be logged.

const blanked = '[blanked]';
const secretName = /pass(word|phrase|wd)?$|^pass|secret|token$|authorization|cookie|credential|private[-_]?key/i;
const deepest = 6;

/** Secrets inside a text: tokened paths, the token of the control page, values of password parameters and fields. */
export function blankSecretsInText(text: string): string {
  return text
    .replace(/(\/[ps]\/)[^/\s"'?#]+/g, `$1${blanked}`)
    .replace(/([#?&]token=)[^&\s"']+/gi, `$1${blanked}`)
    .replace(/\b([A-Z0-9_]*PASS[A-Z0-9_]*=")[^"\r\n]*/g, `$1${blanked}`)
    .replace(/("?(?:password|passphrase|token|secret)"?\s*[:=]\s*"?)(?!\[blanked\])[^\s",}&]+/gi, `$1${blanked}`)
    .replace(/(:\/\/)[^/\s:@]+:[^/\s@]+@/g, `$1${blanked}@`)
    .replace(/((?:proxy-)?authorization:\s*)[^\r\n]+/gi, `$1${blanked}`);
}

/** The same over the fields of a log record; fields named like a secret are blanked whole. Returns plain data. */
export function blankLogSecrets(value: unknown, depth = 0): unknown {
  if (typeof value === 'string') return blankSecretsInText(value);
  if (typeof value === 'bigint') return value.toString();
  if (typeof value !== 'object' || value === null) return typeof value === 'function' ? '[function]' : value;
  if (depth >= deepest) return '[deeper]';
  if (value instanceof Error) return blankError(value, depth);
  if (ArrayBuffer.isView(value)) return `[${value.byteLength} bytes]`;
  if (value instanceof Map) return blankLogSecrets(Object.fromEntries(value), depth + 1);
  if (Array.isArray(value) || value instanceof Set) return [...value].map((item) => blankLogSecrets(item, depth + 1));
  const fields = Object.entries(value).map(([name, field]) => [name, blankField(name, field, depth)]);
  return Object.fromEntries(fields) as Record<string, unknown>;
}

function blankField(name: string, field: unknown, depth: number): unknown {
  const empty = field === null || field === undefined || field === '' || typeof field === 'boolean';
  return secretName.test(name) && !empty ? blanked : blankLogSecrets(field, depth + 1);
}

function blankError(error: Error, depth: number): unknown {
  return {
    name: error.name,
    message: blankSecretsInText(error.message),
    stack: blankSecretsInText(error.stack ?? ''),
    ...('code' in error ? { code: blankLogSecrets(error.code, depth + 1) } : {}),
    ...(error.cause === undefined ? {} : { cause: blankLogSecrets(error.cause, depth + 1) }),
  };
}
