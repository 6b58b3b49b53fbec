import 'server-only';
import { isIP } from 'node:net';
import { resolve } from 'node:path';
import * as z from 'zod';

/** Everything an installation can set, with its default and what it means; the README prints this table. */
export const settingsTable = {
  PORT: { default: '3000', about: 'TCP port the server listens on' },
  HOST: { default: '127.0.0.1', about: 'address it listens on; `0.0.0.0` for every interface' },
  COHO_DATA: { default: './.coho', about: 'data directory: application database, embedded releases, keys' },
  COHO_MODE: { default: 'demo', about: '`demo` creates and prints demo accounts; `production` refuses to start while one exists' },
  COHO_PROXY: {
    default: '127.0.0.1',
    about: 'addresses of the reverse proxies whose `X-Forwarded-…` headers are believed, with commas between',
  },
} as const;

export type SettingName = keyof typeof settingsTable;

const schema = z.object({
  PORT: z.coerce.number({ error: 'PORT must be a whole number from 1 to 65535' }).int().min(1).max(65535),
  HOST: z.string().min(1),
  COHO_DATA: z.string().min(1),
  COHO_MODE: z.enum(['demo', 'production'], { error: 'COHO_MODE must be demo or production' }),
  COHO_PROXY: z
    .string()
    .transform((text) => text.split(',').map((address) => address.trim()))
    .refine((addresses) => addresses.every(isIP), { error: 'COHO_PROXY must be IP addresses with commas between' }),
});

export interface Settings {
  readonly port: number;
  readonly host: string;
  readonly dataDirectory: string;
  readonly mode: 'demo' | 'production';
  /** Addresses whose forwarding headers are believed. */
  readonly proxies: readonly string[];
}

/** Reads settings from an environment; an unset or empty variable takes its default. */
export function readSettings(environment: Readonly<Record<string, string | undefined>>): Settings {
  const raw = Object.fromEntries(Object.entries(settingsTable).map(([name, setting]) => [name, environment[name] || setting.default]));
  const values = schema.parse(raw);
  return {
    port: values.PORT,
    host: values.HOST,
    dataDirectory: resolve(values.COHO_DATA),
    mode: values.COHO_MODE,
    proxies: values.COHO_PROXY,
  };
}
