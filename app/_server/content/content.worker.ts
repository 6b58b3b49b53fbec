import 'server-only';
import { answerContent } from '@/analysis-kernel/content/content';

/** What a thread of the pool does with one question. */
export default answerContent;
