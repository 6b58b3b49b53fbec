import 'server-only';
import { readSettings, type Settings } from './table';

let current: Settings | null = null;

/** The settings of this process, read once. */
export function settings(): Settings {
  current ??= readSettings(process.env);
  return current;
}
