import type { Method } from '@/analysis-kernel/registry/method';
import type { OfferedColumn } from '@/analysis-kernel/registry/offered-column';
import { startingOptions } from '@/analysis-kernel/registry/starting';
import { withOption } from './analysis-yaml';

/** An analysis of a method on a table above it, filled so that it runs as it stands. */
export function startingAnalysis(method: Method, data: string, columns: readonly OfferedColumn[]): string {
  const options = Object.entries(startingOptions(method, columns));
  return options.reduce((body, [key, value]) => withOption(body, key, value), begunAnalysis(method.id, data));
}

/** An analysis that names its method and its table and leaves the rest to its writer. */
export function begunAnalysis(method: string, data: string): string {
  return withOption(`method: ${method}`, 'data', data);
}
