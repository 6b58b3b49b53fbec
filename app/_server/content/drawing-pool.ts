import 'server-only';
import type { ContentAnswer } from '@/analysis-kernel/content/content';
import { MINUTE, SECOND } from '../clock';
import { threadFor } from '../threads';

const thread = threadFor({
  entry: 'app/_server/content/drawing.worker.ts',
  deadline: 30 * SECOND,
  mostWaiting: 50,
  memory: 256,
  idle: MINUTE,
});

/** A chart's drawing as it may be kept, made safe off the server's own thread. What takes too long, or finds the queue full, is refused. */
export async function checkDrawing(svg: string): Promise<ContentAnswer> {
  const done = await thread<ContentAnswer>('safeDrawing', svg);
  if ('answer' in done) return done.answer;
  return { refusal: done.refusal === 'too_slow' ? 'too_slow' : 'too_long' };
}
