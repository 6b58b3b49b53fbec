import createNextIntlPlugin from 'next-intl/plugin';
import { LARGEST_BODY, securityHeaders } from './cli/start/security-headers.mjs';

const withTexts = createNextIntlPlugin('./app/_server/session/texts.ts');

const everywhere = Object.entries(securityHeaders).map(([key, value]) => ({ key, value }));

/** A worker obeys the policy of its own response, so scripts and engines carry one as well. */
const scripts = {
  key: 'Content-Security-Policy',
  value: "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'; worker-src 'self'",
};

/** The worker of code cells evaluates what people write and can reach nothing at all. */
const sandbox = { key: 'Content-Security-Policy', value: "default-src 'none'; script-src 'unsafe-eval'" };

/** @type {import('next').NextConfig} */
const config = {
  poweredByHeader: false,
  reactStrictMode: true,
  // TypeScript 7 has no JavaScript API for the build to call; `npm run check` holds the types.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: [
    '@duckdb/node-api',
    '@libsql/client',
    'libsql',
    '@prisma/adapter-libsql',
    '@node-rs/argon2',
    'piscina',
    'ws',
    'yjs',
  ],
  // Kept results are the largest thing a page sends; anything larger is refused before it is read.
  experimental: { authInterrupts: true, serverActions: { bodySizeLimit: LARGEST_BODY } },
  // Of these the bundler would take the build for a page, which asks for a document; Markdown is set in a worker, which has none.
  turbopack: {
    resolveAlias: {
      'decode-named-character-reference': './node_modules/decode-named-character-reference/index.js',
      'hast-util-from-html-isomorphic': './node_modules/hast-util-from-html-isomorphic/index.js',
    },
  },
  images: { unoptimized: true },
  headers: async () => [
    { source: '/:path*', headers: everywhere },
    { source: '/_next/static/:path*', headers: [scripts] },
    { source: '/duckdb/:path*', headers: [scripts] },
    { source: '/sandbox/:path*', headers: [sandbox] },
  ],
  // The engine's files are served compressed, once, at the address the engine asks for.
  rewrites: async () => ({ beforeFiles: [{ source: '/duckdb/:file', destination: '/api/engine/:file' }] }),
};

export default withTexts(config);
