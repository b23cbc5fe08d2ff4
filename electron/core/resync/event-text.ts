// The Event header a person may give for one run. The sender refuses what would break out of the header; here it is told in time.
import { fail, ok, type Result } from '../shared/result';

/** RFC 6665 §8.4: event-type, and parameters behind semicolons; RFC 3261 §25.1: token. */
const token = "[A-Za-z0-9\\-.!%*_+`'~]+";
const eventText = new RegExp(`^${token}(?:[ \\t]*;[ \\t]*${token}(?:=${token})?)*$`);

/** No guide states a limit; a longer one is certainly a mistake. */
const mostCharacters = 128;

/** `check-sync`, `check-sync;reboot=true`. Problem VALUE_INVALID. */
export function checkEventText(text: string): Result<string> {
  if (text.length <= mostCharacters && eventText.test(text)) return ok(text);
  return fail({
    code: 'VALUE_INVALID',
    message: `"${text.slice(0, 40)}" is no event text.`,
    remedy:
      'Give a word such as check-sync, without blanks; parameters follow behind a semicolon: check-sync;reboot=true.',
  });
}

/** What stands behind the first semicolon. */
export function eventParameters(text: string): readonly string[] {
  return text
    .split(';')
    .slice(1)
    .map((part) => part.trim().toLowerCase());
}
