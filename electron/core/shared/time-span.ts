import { fail, ok, type Result } from './result';

const unitMs: Readonly<Record<string, number>> = { s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Reads a SPAN of the command line, `30s 15m 24h 7d`, to milliseconds. Zero and anything else are refused (VALUE_INVALID). */
export function parseTimeSpan(text: string): Result<number> {
  const [, count = '0', unit = ''] = /^(\d{1,7})([smhd])$/.exec(text.trim()) ?? [];
  const spanMs = Number(count) * (unitMs[unit] ?? 0);
  if (spanMs > 0) return ok(spanMs);
  return fail({
    code: 'VALUE_INVALID',
    message: `"${text}" is not a span of time.`,
    remedy: 'Write a number and its unit: 30s, 15m, 24h or 7d.',
  });
}
