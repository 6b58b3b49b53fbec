import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));

export default defineConfig({
  resolve: {
    alias: {
      '@/': root,
      // Outside Next the marker package throws; tests run the server's files in plain Node.
      'server-only': `${root}tests/server-only.ts`,
    },
  },
  test: {
    include: ['tests/**/*.test.ts', 'tests/**/*.test.tsx', 'tests/**/*.spec.ts'],
    exclude: ['tests/e2e/**', 'tests/r/**', 'node_modules/**'],
    globalSetup: ['tests/temporary.ts'],
    testTimeout: 60_000,
    hookTimeout: 240_000,
    // As in the browser: a busy machine may miss a deadline once, and `npm test` names what needed its second try.
    retry: 1,
    maxWorkers: 2,
  },
});
