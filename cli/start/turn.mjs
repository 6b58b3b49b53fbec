import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { root, say } from './children.mjs';
import { takeMark } from './mark.mjs';

const mark = join(root, '.starting');
const PAUSE = 250;

/** One start of this folder at a time prepares; another waits, then finds everything done. Gives the function that ends the turn. */
export async function takeTurn() {
  for (let told = false; ; told = true) {
    const end = takeMark(mark);
    if (end) return end;
    if (!told) say('Another start in this folder is at work; waiting for it.');
    await delay(PAUSE);
  }
}
