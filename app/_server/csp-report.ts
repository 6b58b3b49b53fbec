import 'server-only';
import { z } from 'zod';
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
    const page = URL.canParse(report['document-uri']) ? new URL(report['document-uri']).pathname : '';
    console.warn(
      'content policy stopped',
      JSON.stringify({ directive: report['violated-directive'], blocked: report['blocked-uri'], page }),
    );
  }
  return new Response(null, { status: 204 });
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
