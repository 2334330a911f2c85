import { playBookDue, playEarn, playReturn, playTransfer } from './other-steps.js';
import type { Played } from './played.js';
import { playDecide, playDrive, playPayOut } from './payout-steps.js';
import { playAuthorise, playCapture, playRefund, playVoid } from './redemption-steps.js';
import { playContactChange, playReview } from './review-steps.js';
import type { World } from './world.js';

const WEIGHTS = {
  authorise: 26,
  capture: 16,
  void: 9,
  refund: 14,
  earn: 16,
  return: 6,
  transfer: 5,
  'book due': 4,
  release: 6,
  'pay out': 7,
  drive: 12,
  decide: 5,
  'change contact': 4,
};

/** What needs a redemption, and finds none yet, earns points instead. */
export async function play(world: World): Promise<Played> {
  const verb = world.random.weighted<keyof typeof WEIGHTS>(WEIGHTS);
  switch (verb) {
    case 'authorise':
      return playAuthorise(world);
    case 'capture':
      return (await playCapture(world)) ?? playEarn(world);
    case 'void':
      return (await playVoid(world)) ?? playEarn(world);
    case 'refund':
      return (await playRefund(world)) ?? playEarn(world);
    case 'earn':
      return playEarn(world);
    case 'return':
      return (await playReturn(world)) ?? playEarn(world);
    case 'transfer':
      return playTransfer(world);
    case 'release':
      return (await playReview(world)) ?? playEarn(world);
    case 'pay out':
      return playPayOut(world);
    case 'drive':
      return (await playDrive(world)) ?? playEarn(world);
    case 'decide':
      return (await playDecide(world)) ?? playEarn(world);
    case 'change contact':
      return playContactChange(world);
    case 'book due':
      return playBookDue(world);
  }
}
