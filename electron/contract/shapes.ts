// Shapes that more than one feature speaks.
import { z } from 'zod';
import { parseMacAddress, type MacAddress } from '../core/shared/mac-address';
import { parseScope, type Scope } from '../core/configs/scope';

/** RFC 3339 with offset, in the site's time zone. */
export const instant = z.iso.datetime({ offset: true });

/** Any usual form of a MAC comes in, twelve upper-case digits come out. */
export const macAddress = z.string().transform((text, context): MacAddress => {
  const mac = parseMacAddress(text);
  if (mac.ok) return mac.value;
  context.addIssue({ code: 'custom', message: mac.problem.message, params: { problem: mac.problem } });
  return z.NEVER;
});

export const scope = z.string().transform((text, context): Scope => {
  const parsed = parseScope(text);
  if (parsed.ok) return parsed.value;
  context.addIssue({ code: 'custom', message: parsed.problem.message, params: { problem: parsed.problem } });
  return z.NEVER;
});

export const problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() });

const textEdit = z.object({
  line: z.int().positive(),
  column: z.int().nonnegative(),
  endLine: z.int().positive(),
  endColumn: z.int().nonnegative(),
  text: z.string(),
});

export const fileProblem = problem.extend({
  severity: z.enum(['error', 'warning', 'hint']),
  line: z.int().positive(),
  column: z.int().positive(),
  parameter: z.string().nullable(),
  /** What mends the problem, where that is certain. Columns as above; column 0 of line 1 is before a byte-order mark. */
  fix: z.object({ title: z.string(), edits: z.array(textEdit).readonly() }).optional(),
});

/** Which phones something is for. Exactly one of the ways. */
export const phoneSelection = z.union([
  z.object({ macs: z.array(macAddress).min(1) }),
  z.object({ group: z.string().min(1) }),
  z.object({ behind: z.literal(true) }),
  z.object({ all: z.literal(true) }),
]);

export const nothing = z.object({});
