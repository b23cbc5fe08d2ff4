// Lines that are no NAME="value": one problem for each thing that is broken, and none for what only follows from it.
import { utf8Bytes, type LineWalker } from '../language/line-walker';
import { parseLine, startsParameter, type LineFault } from '../language/parse-line';
import { longestLineBytes } from '../language/read-file';
import { lineFix } from './line-fixes';
import type { Place, ProblemList, Words } from './problem-list';

const example = 'Write it as NAME="value".';

const faultWords: Readonly<Record<Exclude<LineFault['kind'], 'blank' | 'unclosed'>, Words>> = {
  'typographic-quote': {
    message: 'The quote is a typographic one, which a phone does not know.',
    remedy: 'Type a straight double quote (") here; text from a word processor or a chat often brings the other kind.',
  },
  // Whether a phone takes a comment behind a value is not described anywhere, so nobody should rely on it.
  'comment-after-value': {
    message: 'A comment cannot follow a value on the same line.',
    remedy: 'Put the comment on a line of its own, beginning with #.',
  },
  'quote-missing': { message: 'The value is not in double quotes.', remedy: example },
  'text-after-value': {
    message: 'There is more text behind the closing quote.',
    remedy: 'Remove it. A value cannot hold a double quote itself.',
  },
  name: {
    message: 'The name of a parameter has only letters, digits and underscores, and is followed by an equals sign.',
    remedy: example,
  },
  'no-equals-sign': {
    message: 'This line is neither a parameter nor a comment.',
    remedy: `${example} Begin a comment with #.`,
  },
};

/** Tells what is wrong with a line that is not a parameter. */
export function checkFault(fault: LineFault, walker: LineWalker, problems: ProblemList): void {
  const place: Place = { line: walker.line, text: walker.text(), index: fault.index };
  const fix = lineFix(fault, walker);
  const parameter = startsParameter(place.text) ? /[A-Za-z0-9_]+/u.exec(place.text)?.[0] : undefined;
  if (fault.kind === 'blank') {
    const words = {
      message: 'A blank stands outside the quotes, so the phone does not take this line.',
      remedy: 'Remove the blanks before the name, around the equals sign and behind the value.',
    };
    problems.tell('LINE_BLANK_OUTSIDE_QUOTES', place, words, parameter, fix);
  } else if (fault.kind === 'unclosed') {
    const words = {
      message: 'The quote is not closed on this line; a phone then refuses the whole run.',
      remedy: 'Close the value with a double quote on the same line. A value cannot go over several lines.',
    };
    problems.tell('VALUE_OVER_LINES', place, words, parameter, fix);
  } else {
    problems.tell('LINE_NOT_PARAMETER', place, faultWords[fault.kind], parameter, fix);
  }
}

/** A walker on the last of the lines that only continue the value left open on this line: the one that closes it, or, where
 *  nothing closes it before the next parameter, the last of the stray text right below. */
export function endOfOpenValue(open: LineWalker): LineWalker {
  const ahead = open.copy();
  let stray = open;
  while (ahead.next()) {
    const text = ahead.text();
    if (startsParameter(text)) break;
    if (text.includes('"')) return ahead;
    if (stray.line === ahead.line - 1 && parseLine(text).kind === 'other') stray = ahead.copy();
  }
  return stray;
}

/** Also for comments: a phone may cut an over-long line anywhere. Returns true when it told something. */
export function checkLineLength(walker: LineWalker, problems: ProblemList, parameter?: string): boolean {
  const longest = longestLineBytes - 2;
  // No character takes more than three bytes for each of its units.
  if ((walker.textEnd - walker.start) * 3 <= longest) return false;
  const text = walker.text();
  const textBytes = utf8Bytes(text);
  if (textBytes <= longest) return false;
  const words = {
    message: `The line has ${textBytes + 2} bytes with its line end; a phone ignores lines over ${longestLineBytes}.`,
    remedy: 'Shorten it. Letters outside English take two to four bytes each.',
  };
  problems.tell('LINE_TOO_LONG', { line: walker.line, text, index: indexOfByte(text, longest) }, words, parameter);
  return true;
}

/** The index of the character that holds byte number `offset` of the text in UTF-8. */
function indexOfByte(text: string, offset: number): number {
  let bytes = 0;
  let index = 0;
  for (const character of text) {
    bytes += utf8Bytes(character);
    if (bytes > offset) return index;
    index += character.length;
  }
  return index;
}
