import { liveStory } from './live-story';
import { drawStory, seededRandom, type PhoneStory } from './phone-story';
import { predictStory, type SeenCheck } from './predict-story';

/** Null: phone and engine agree in every check, to the millisecond but for the one that a lab clock's shortest wait takes. */
export function firstDifference(predicted: readonly SeenCheck[], lived: readonly SeenCheck[]): string | null {
  for (let index = 0; index < Math.max(predicted.length, lived.length); index++) {
    const [engine, phone] = [predicted[index], lived[index]];
    const same =
      engine &&
      phone &&
      Math.abs(engine.atMs - phone.atMs) <= 1 &&
      engine.trigger === phone.trigger &&
      engine.outcome === phone.outcome;
    if (!same) return `check ${index + 1}: the engine says ${words(engine)}, the phone does ${words(phone)}`;
  }
  return null;
}

function words(check: SeenCheck | undefined): string {
  return check ? `${new Date(check.atMs).toISOString()} ${check.trigger} ${check.outcome}` : 'nothing';
}

export interface Comparison {
  readonly checks: number;
  /** Of each phone that disagrees: how to draw it again, its story, and the first difference. */
  readonly differences: readonly string[];
}

export async function compareStories(seed: number, phones: number, days: number): Promise<Comparison> {
  const differences: string[] = [];
  let checks = 0;
  for (let phone = 0; phone < phones; phone++) {
    const story = drawStory(seededRandom(seed + phone * 7_919), days);
    const lived = await liveStory(story);
    checks += lived.length;
    const difference = firstDifference(predictStory(story), lived);
    if (difference !== null) differences.push(`phone ${phone} of seed ${seed}: ${difference}\n${storyWords(story)}`);
  }
  return { checks, differences };
}

function storyWords(story: PhoneStory): string {
  const isInstant = (key: string): boolean => /^(atMs|from|to)$/.test(key);
  return JSON.stringify(story, (key, value: unknown) =>
    (isInstant(key) && typeof value === 'number') || (typeof value === 'number' && value > 1e12)
      ? new Date(value).toISOString()
      : value,
  );
}
