import type { LimitExceeded } from '@loyalty/contracts';
import { parseDuration } from '@loyalty/programme';

/** What a limit noticed, in words for whoever has to decide. */
export function describeLimit(limit: LimitExceeded): { readonly en: string; readonly ru: string } {
  const { on, of, measure, wallet, max, found, asked, within, after } = limit;
  const together = found + asked;
  const isOfMembers = measure === 'members';
  const en = isOfMembers ? 'Members who bought with one card or token' : `${ON_EN[on]} ${OF_EN[of]}`;
  const ru = isOfMembers ? 'Участники, покупавшие с одной картой или токеном' : `${ON_RU[on]} ${OF_RU[of]}`;
  const unit = measure === 'points' && wallet !== undefined ? ` (${wallet})` : '';
  return {
    en: `${en}${unit}, ${lengthOf(within, 'en')}${after ? ' after a change of contact' : ''}: ${together}, at most ${max}.`,
    ru: `${ru}${unit}, ${lengthOf(within, 'ru')}${after ? ' после смены контакта' : ''}: ${together}, допустимо ${max}.`,
  };
}

const ON_EN = { redemptions: 'Redemptions', gifts: 'Gifts', purchases: 'Purchases', returns: 'Returns' };
const OF_EN = { member: 'of one member', till: 'of one till', token: 'with one card or token' };
const ON_RU = { redemptions: 'Списания', gifts: 'Подарки', purchases: 'Покупки', returns: 'Возвраты' };
const OF_RU = { member: 'одного участника', till: 'одной кассы', token: 'с одной картой или токеном' };

const DAYS_PER_WEEK = 7;
const UNITS = [
  ['hour', 3_600_000],
  ['minute', 60_000],
  ['second', 1_000],
] as const;

/** `3 days`, `1 час 30 минут`; what no clock of ours can say stands as the programme says it. */
function lengthOf(within: string, language: 'en' | 'ru'): string {
  const duration = parseDuration(within);
  if (!duration) return within;
  const say = (count: number, unit: string) =>
    new Intl.NumberFormat(language, { style: 'unit', unit, unitDisplay: 'long' }).format(count);
  const days = duration.weeks * DAYS_PER_WEEK + duration.days;
  const said = days > 0 ? [say(days, 'day')] : [];
  let left = duration.milliseconds;
  for (const [unit, milliseconds] of UNITS) {
    const count = Math.floor(left / milliseconds);
    left -= count * milliseconds;
    if (count > 0) said.push(say(count, unit));
  }
  return said.length > 0 ? said.join(' ') : within;
}
