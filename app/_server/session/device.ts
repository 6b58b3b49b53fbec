import 'server-only';
import type { Device } from './sessions';

/** What a person recognises a session by in the list of sessions. The server has put the address there itself (cli/start/peer.mjs). */
export function deviceOf(headers: Headers): Device {
  return {
    device: (headers.get('user-agent') ?? '').slice(0, 200),
    address: (headers.get('x-forwarded-for') ?? '').slice(0, 64),
  };
}
