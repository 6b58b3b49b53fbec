import 'server-only';
import { randomToken } from '../random';
import type { Device } from './devices';

export const DEVICE_COOKIE = 'coho-device';

/** The device a request came from. The server has put the address there itself (cli/start/peer.mjs). */
export function deviceOf(headers: Headers): Device {
  const cookie = new RegExp(`(?:^|;\\s*)${DEVICE_COOKIE}=([\\w-]{16,64})(?:;|$)`, 'u').exec(headers.get('cookie') ?? '');
  return {
    device: (headers.get('user-agent') ?? '').slice(0, 200),
    address: (headers.get('x-forwarded-for') ?? '').slice(0, 64),
    token: cookie?.[1] ?? randomToken(),
  };
}
