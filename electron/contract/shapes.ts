// Shapes that more than one feature speaks.
import { z } from 'zod';
import { parseMacAddress, type MacAddress } from '../core/shared/mac-address';
import { formatScope, parseScope, type Scope } from '../core/configs/scope';

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

export { formatScope };

export const problem = z.object({ code: z.string(), message: z.string(), remedy: z.string() });

export const fileProblem = problem.extend({
  severity: z.enum(['error', 'warning', 'hint']),
  line: z.int().positive(),
  column: z.int().positive(),
  parameter: z.string().nullable(),
});

/** Which phones something is for. Exactly one of the ways. */
export const phoneSelection = z.union([
  z.object({ macs: z.array(macAddress).min(1) }),
  z.object({ group: z.string().min(1) }),
  z.object({ behind: z.literal(true) }),
  z.object({ all: z.literal(true) }),
]);

export const nothing = z.object({});
