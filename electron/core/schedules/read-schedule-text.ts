// Plain English for a time that comes again and again, as cron: "every weekday at 7 in the morning", "first of the month at 4am".
// Small on purpose: what is not understood to the last word is not understood.

/** Cron of five fields; null when it is not understood. Also reads what cronstrue says of such cron in 24 hours. */
export function readScheduleText(text: string): string | null {
  const rest = new Words(normalised(text));
  const interval = readInterval(rest);
  const times = interval ? null : readTimes(rest, partOf(text));
  const range = interval?.hours === '*' ? readRange(rest) : null;
  const days = readDays(rest);
  rest.drop(/\b(?:every|each|on|at|the|and|of|only|in)\b/g);
  if (!rest.empty || (!interval && !times && !days)) return null;
  const clock = interval ?? times ?? (days?.named ? midnight : null);
  if (!clock || (interval && interval.hours === '*' && range === false)) return null;
  const hours = range ? range.hours : clock.hours;
  return `${clock.minutes} ${hours} ${days?.dayOfMonth ?? '*'} * ${days?.weekdays ?? '*'}`;
}

interface ClockFields {
  readonly minutes: string;
  readonly hours: string;
}

interface DayFields {
  readonly dayOfMonth: string;
  readonly weekdays: string;
  /** Enough by itself, at midnight then. A morning is not. */
  readonly named: boolean;
}

const midnight: ClockFields = { minutes: '0', hours: '0' };
const weekdayNames = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];
const weekday = '(sun|mon|tues?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?)(?:days?)?';
const ordinals = ['first', 'second', 'third', 'fourth', 'fifth'];
const numbers = ['one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'];
/** A time of day: 7, 7am, 7:30, 19.30, noon. */
const time = '(?:\\d{1,2}(?:[:.]\\d{2})?(?: ?(?:am|pm))?(?: (?:oclock|hours?|h))?|noon|midday|midnight)';
const partOfDay = '(?: (?:in the (?:morning|afternoon|evening)|at night))?';

/** What is left to understand. */
class Words {
  constructor(private text: string) {}

  get empty(): boolean {
    return this.text.trim() === '';
  }

  /** The first match, taken out. */
  take(pattern: RegExp): RegExpExecArray | null {
    const found = pattern.exec(this.text);
    if (found) this.text = `${this.text.slice(0, found.index)} ${this.text.slice(found.index + found[0].length)}`;
    this.text = this.text.replace(/ +/g, ' ').trim();
    return found;
  }

  drop(pattern: RegExp): void {
    this.text = this.text.replace(pattern, ' ');
  }
}

function normalised(text: string): string {
  const plain = text
    .toLowerCase()
    .replace(/\bo['’]?clock\b/g, 'oclock')
    .replace(/\ba\.m\.?/g, 'am')
    .replace(/\bp\.m\.?/g, 'pm')
    .replace(/[,;&]|\.(?=\s|$)/g, ' ')
    .replace(/[–—]/g, '-');
  const counted = numbers.reduce(
    (words, name, index) => words.replace(new RegExp(`\\b${name}\\b`, 'g'), String(index + 1)),
    plain,
  );
  return counted.replace(/\s+/g, ' ').trim();
}

/** "every 15 minutes", "hourly", "every 2 hours", "at 30 minutes past the hour". */
function readInterval(words: Words): ClockFields | null {
  const minutes = words.take(/\b(?:every|each) (\d{1,2}) ?min(?:ute)?s?\b/);
  if (minutes) return stepOf(Number(minutes[1]), 60, (step) => ({ minutes: step, hours: '*' }));
  const hours = words.take(/\b(?:on the hour )?(?:every|each) (\d{1,2}) ?h(?:ou)?rs?\b/);
  if (hours) return stepOf(Number(hours[1]), 24, (step) => ({ minutes: '0', hours: step }));
  if (words.take(/\b(?:every|each) quarter(?: of an)? hour\b/)) return { minutes: '*/15', hours: '*' };
  if (words.take(/\b(?:every|each) half(?: an)? hour\b/)) return { minutes: '*/30', hours: '*' };
  if (words.take(/\b(?:every|each) minute\b/)) return { minutes: '*', hours: '*' };
  const past = words.take(/\b(?:at )?(\d{1,2}) minutes? past (?:the|every|each) hour\b/);
  if (past) return Number(past[1]) < 60 ? { minutes: String(Number(past[1])), hours: '*' } : null;
  if (words.take(/\b(?:hourly|(?:every|each) hour)\b/)) return { minutes: '0', hours: '*' };
  return null;
}

/** A step that does not divide the whole evenly would be uneven where it begins anew. */
function stepOf(step: number, whole: number, fields: (step: string) => ClockFields): ClockFields | null {
  if (step < 1 || step >= whole || whole % step !== 0) return null;
  return fields(step === 1 ? '*' : `*/${step}`);
}

/** "between 8 and 18", "from 08:00 to 18:59": whole hours; false when they are not. */
function readRange(words: Words): { readonly hours: string } | false | null {
  const found = words.take(new RegExp(`\\b(?:between|from) (${time}) (?:and|to|until|till|-) (${time})`));
  if (!found) return null;
  const from = readTime(found[1] ?? '', '');
  const to = readTime(found[2] ?? '', '');
  if (!from || !to || from.minute !== 0) return false;
  const last = to.minute === 59 ? to.hour : to.minute === 0 ? (to.hour + 23) % 24 : -1;
  if (last < from.hour) return false;
  return { hours: last === from.hour ? String(last) : `${from.hour}-${last}` };
}

/** "every evening at 8" is at 20. */
function partOf(text: string): string {
  const found = /\b(?:every|each) (night|morning|afternoon|evening)\b|\bnightly\b/i.exec(text);
  return found ? (found[1] ?? 'night').toLowerCase() : '';
}

interface TimeOfDay {
  readonly hour: number;
  readonly minute: number;
}

/** "at 7 in the morning", "8:00 and 17:00", "noon"; several must share their minute, for so cron has it. */
function readTimes(words: Words, everyPart: string): ClockFields | null {
  const found: TimeOfDay[] = [];
  const pattern = new RegExp(`(?<![\\w:.-])(?:at )?(${time})(${partOfDay})(?![\\w:.-])(?! of\\b)`);
  for (let part = words.take(pattern); part; part = words.take(pattern)) {
    const read = readTime(part[1] ?? '', part[2] === '' ? everyPart : (part[2] ?? ''));
    if (!read) return null;
    found.push(read);
  }
  const [first] = found;
  if (!first || found.some(({ minute }) => minute !== first.minute)) return null;
  const hours = [...new Set(found.map(({ hour }) => hour))].sort((a, b) => a - b);
  return { minutes: String(first.minute), hours: hours.join(',') };
}

function readTime(text: string, part: string): TimeOfDay | null {
  if (text === 'noon' || text === 'midday') return { hour: 12, minute: 0 };
  if (text === 'midnight') return { hour: 0, minute: 0 };
  const [, hours = '', minutes = '0', half] = /^(\d{1,2})(?:[:.](\d{2}))? ?(am|pm)?/.exec(text) ?? [];
  const hour = Number(hours);
  const minute = Number(minutes);
  const late = /afternoon|evening/.test(part) || (/night/.test(part) && hour >= 6 && hour < 12);
  const twelve = half ?? (late && hour < 12 ? 'pm' : /morning|night/.test(part) && hour === 12 ? 'am' : undefined);
  if (hours === '' || minute > 59 || hour > 23 || (half && (hour < 1 || hour > 12))) return null;
  if (twelve === undefined) return { hour, minute };
  return { hour: (hour % 12) + (twelve === 'pm' ? 12 : 0), minute };
}

/** "weekdays", "mondays and thursdays", "first of the month", "on the last day of the month", "every night". */
function readDays(words: Words): DayFields | null {
  const month = readDayOfMonth(words);
  if (month) return month;
  if (words.take(/\b(?:(?:every|each|on) )?(?:weekdays?|working days?|workdays?)\b/)) return onWeekdays('1-5');
  if (words.take(/\b(?:(?:every|each|on|at) )?(?:the )?weekends?\b/)) return onWeekdays('0,6');
  const range = words.take(new RegExp(`\\b(?:from )?${weekday} ?(?:to|through|until|-) ?${weekday}\\b`));
  if (range) return rangeOfWeekdays(dayNumber(range[1] ?? ''), dayNumber(range[2] ?? ''));
  const days: number[] = [];
  const one = new RegExp(`\\b${weekday}\\b`);
  for (let found = words.take(one); found; found = words.take(one)) days.push(dayNumber(found[1] ?? ''));
  if (days.length > 0) return onWeekdays([...new Set(days)].sort((a, b) => a - b).join(','));
  if (words.take(/\b(?:daily|(?:every|each) day)\b/)) return { dayOfMonth: '*', weekdays: '*', named: true };
  if (words.take(/\b(?:nightly|(?:every|each) (?:night|morning|afternoon|evening))\b/)) {
    return { dayOfMonth: '*', weekdays: '*', named: false };
  }
  return null;
}

function readDayOfMonth(words: Words): DayFields | null {
  const nth = words.take(
    new RegExp(
      `\\b(?:on )?(?:the )?(first|second|third|fourth|fifth|last) ${weekday} (?:of|in) (?:the|every|each) month\\b`,
    ),
  );
  if (nth) {
    const day = dayNumber(nth[2] ?? '');
    const which = ordinals.indexOf(nth[1] ?? '') + 1;
    return onWeekdays(which === 0 ? `${day}L` : `${day}#${which}`);
  }
  if (words.take(/\b(?:on )?(?:the )?last (?:day )?of (?:the|every|each) month\b/)) return onDay('L');
  const pattern =
    /\b(?:on )?(?:the )?(?:day (\d{1,2})|(\d{1,2})(?:st|nd|rd|th)|(first|second|third|fourth|fifth))(?: day)? (?:of|in) (?:the|every|each) month\b/;
  const found = words.take(pattern);
  if (!found) {
    const bare = words.take(/\b(?:on )?(?:the )?(\d{1,2})(?:st|nd|rd|th)\b/);
    const monthly = words.take(/\b(?:monthly|(?:every|each) month)\b/);
    if (bare) return Number(bare[1]) <= 31 ? onDay(String(Number(bare[1]))) : null;
    return monthly ? onDay('1') : null;
  }
  const day = found[3] ? ordinals.indexOf(found[3]) + 1 : Number(found[1] ?? found[2]);
  return day >= 1 && day <= 31 ? onDay(String(day)) : null;
}

function onDay(dayOfMonth: string): DayFields {
  return { dayOfMonth, weekdays: '*', named: true };
}

function onWeekdays(weekdays: string): DayFields {
  return { dayOfMonth: '*', weekdays, named: true };
}

function rangeOfWeekdays(from: number, to: number): DayFields {
  if (from < to) return onWeekdays(`${from}-${to}`);
  const days = [0, 1, 2, 3, 4, 5, 6].filter((day) => day >= from || day <= to);
  return from === to ? onWeekdays(String(from)) : onWeekdays(days.join(','));
}

function dayNumber(name: string): number {
  return weekdayNames.indexOf(name.slice(0, 3));
}
