import 'server-only';
import { safeDrawing } from '@/analysis-kernel/content/drawing';

/** What a thread of the pool does with one drawing. */
export default safeDrawing;
