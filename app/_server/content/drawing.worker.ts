import 'server-only';

/** What a thread does with one drawing. */
export { safeDrawing } from '@/analysis-kernel/content/drawing';
