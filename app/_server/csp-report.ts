import 'server-only';
import * as z from 'zod';
import type { RouteContext } from './route';

const LARGEST = 16_384;

const reportSchema = z.object({
  'csp-report': z.object({
    'violated-directive': z.string().max(200),
    'blocked-uri': z.string().max(500),
    'document-uri': z.string().max(500),
  }),
});

/** Logs which directive stopped what on which page; nothing else of the report is kept. */
export async function logCspReport({ request }: RouteContext): Promise<Response> {
  if (Number(request.headers.get('content-length') ?? LARGEST + 1) > LARGEST) return new Response(null, { status: 413 });
  const parsed = reportSchema.safeParse(parse(await request.text()));
  if (parsed.success) {
    const report = parsed.data['csp-report'];
    const directive = report['violated-directive'];
    console.warn(
      'content policy stopped',
      JSON.stringify({ directive, blocked: place(report['blocked-uri']), page: place(report['document-uri']) }),
    );
  }
  return new Response(null, { status: 204 });
}

/** An address without its query and fragment, where a person's words may stand; a path on any origin but for `data:` and the like. */
function place(address: string): string {
  if (!URL.canParse(address)) return /^[a-z-]+$/.test(address) ? address : '';
  const { origin, protocol, pathname } = new URL(address);
  return origin === 'null' ? protocol : `${origin}${pathname}`;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
