import 'server-only';
import { settings } from '../settings/environment';

const local = new Set(['localhost', '127.0.0.1', '::1', '[::1]']);

/** In production, plain http is for this machine only; anyone else is told so. */
export function refusedForPlainHttp(hostname: string, forwardedProtocol: string | null): string | null {
  if (settings().mode !== 'production' || local.has(hostname)) return null;
  if (forwardedProtocol?.split(',')[0]?.trim() === 'https') return null;
  return 'Coho answers over https only. Use the https address. / Coho 仅通过 https 提供服务，请使用 https 地址。';
}
