import { config } from 'zod/v4/core';

// zod tries `new Function` when its first schema is made; the content policy refuses that and reports it. Import this before any schema.
config({ jitless: true });
