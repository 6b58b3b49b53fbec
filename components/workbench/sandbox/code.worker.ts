/// <reference lib="webworker" />

/**
 * The sandbox of chart and code cells: one worker evaluates one cell and ends. Its file is served with a policy of its own,
 * under which nothing can be fetched, imported or connected to; it is bundled apart from the pages when the product is prepared.
 */
import * as aq from 'arquero';
import { parseHTML } from 'linkedom/worker';
import * as ss from 'simple-statistics';
import type { CodeAnswer } from '@/analysis-kernel/cells/code/answer';
import { answerCode, CELL_FILE, type CodePlace } from '@/analysis-kernel/cells/code/evaluate';
import { housePlot } from './house-plot';
import { isolate } from './isolate';
import type { SandboxQuestion } from './question';

declare const self: DedicatedWorkerGlobalScope & { ML?: unknown };

/** Evaluates in the global scope; the worker's policy allows that here and nowhere else. */
// biome-ignore lint/security/noGlobalEval: evaluating what people write is what this worker is for
const evaluate: (text: string) => unknown = globalThis.eval;

// Taken before the scope is emptied, so that code cannot answer in the sandbox's name.
const answer = self.postMessage.bind(self) as (answer: CodeAnswer) => void;

self.addEventListener(
  'message',
  ({ data }: MessageEvent<SandboxQuestion>) => {
    if (data.ml !== null) evaluate(data.ml);
    const libraries = new Map<string, unknown>([
      ['aq', aq],
      ['ss', ss],
      ['ML', self.ML],
    ]);
    const { window } = parseHTML('<!doctype html><html><body></body></html>');
    libraries.set('Plot', housePlot(window.document));
    isolate(self);
    // Plot looks for its document here.
    Object.assign(self, { window, document: window.document });
    const place: CodePlace = {
      libraries: async (used) => new Map([...libraries].filter(([name, library]) => library !== undefined && used(name))),
      table: (columns) => aq.table(columns),
      functionOf: (names, body) =>
        evaluate(`(async function (${names.join(', ')}) {\n${body}\n})\n//# sourceURL=${CELL_FILE}`) as ReturnType<CodePlace['functionOf']>,
      firstLine: 2,
      withheld: [],
    };
    void answerCode(data.question, place).then(answer);
  },
  { once: true },
);
