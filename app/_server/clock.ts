import 'server-only';

/** The only place the server reads the time. */
export function now(): Date {
  return new Date();
}

export function after(from: Date, milliseconds: number): Date {
  return new Date(from.getTime() + milliseconds);
}

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;
