/** Long work in pieces: a method splits it, the host says where the pieces run. */
import type { Steps } from '../numeric/steps';

/** A piece of work that may run elsewhere: its input and output are plain data. A worker finds it by its name among those of the methods. */
export interface Task<In = never, Out = unknown> {
  readonly name: string;
  readonly run: (input: In) => Out;
}

export interface Pool {
  /** The outputs in the order of the inputs, so that one worker and eight give the same bits. */
  map<In, Out>(task: Task<In, Out>, inputs: readonly In[], work: Pick<Work, 'signal' | 'progress'>): Promise<readonly Out[]>;
}

/** What a run is given besides its data. */
export interface Work {
  /** The share done, from 0 to 1. */
  readonly progress: (share: number) => void;
  readonly signal: AbortSignal;
  readonly pool: Pool;
}

/** Lets what waits be heard, a cancel above all; throws its AbortError. */
async function breathe(signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
  signal.throwIfAborted();
}

/** Runs every piece where it is asked for, one after another. */
export const inlinePool: Pool = {
  async map(task, inputs, { signal, progress }) {
    const outputs = [];
    for (const [at, input] of inputs.entries()) {
      await breathe(signal);
      outputs.push(task.run(input));
      progress((at + 1) / inputs.length);
    }
    return outputs;
  },
};

/** Nobody listens and nobody cancels. */
export const ALONE: Work = { progress: () => undefined, signal: new AbortController().signal, pool: inlinePool };

/**
 * Runs a computation that stops at each step, as an iteration of a fit; a cancel is heard at the next one.
 */
export async function inSteps<Out>(steps: Steps<Out>, { signal, progress }: Pick<Work, 'signal' | 'progress'>): Promise<Out> {
  signal.throwIfAborted();
  for (;;) {
    const { done, value } = steps.next();
    if (done) return value;
    if (value !== null) progress(value);
    await breathe(signal);
  }
}
