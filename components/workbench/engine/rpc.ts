/** Questions and answers between a page and its worker, typed by one record of functions. */

/** Functions a worker offers; each takes one argument. */
export type Offer = Readonly<Record<string, (argument: never) => unknown>>;

type Argument<F> = F extends (argument: infer A) => unknown ? A : never;
type Answer<F> = F extends (argument: never) => infer R ? Awaited<R> : never;

interface Question {
  readonly id: number;
  readonly call: string;
  readonly argument: unknown;
}
type Reply =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | { readonly id: number; readonly ok: false; readonly name: string; readonly message: string };
interface Announcement<Event> {
  readonly event: Event;
}

/** The side of a connection that has `postMessage` and hears messages: a Worker, or a worker's own scope. */
export interface Port {
  postMessage(message: unknown): void;
  addEventListener(type: 'message', listener: (event: MessageEvent) => void): void;
}

/** Answers questions from the other side; gives a function that announces events to it. */
export function serve<Event>(port: Port, offer: Offer): (event: Event) => void {
  port.addEventListener('message', (message) => {
    const { id, call, argument } = message.data as Question;
    const reply = (answer: Reply) => port.postMessage(answer);
    Promise.resolve()
      .then(() => (offer[call] as (argument: unknown) => unknown)(argument))
      .then((value) => reply({ id, ok: true, value }))
      .catch((error: unknown) => {
        const { name, message: text } = error instanceof Error ? error : new Error(String(error));
        reply({ id, ok: false, name, message: text });
      });
  });
  return (event) => port.postMessage({ event } satisfies Announcement<Event>);
}

export interface Connection<Calls extends Offer> {
  call<Name extends keyof Calls & string>(name: Name, argument: Argument<Calls[Name]>): Promise<Answer<Calls[Name]>>;
  /** Rejects everything still open: after `terminate()` a worker never answers. */
  end(reason: Error): void;
}

/** Asks a worker; `onEvent` hears what it announces. */
export function connect<Calls extends Offer, Event>(port: Port, onEvent: (event: Event) => void): Connection<Calls> {
  const open = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let next = 0;
  port.addEventListener('message', (message) => {
    const data = message.data as Reply | Announcement<Event>;
    if ('event' in data) {
      onEvent(data.event);
      return;
    }
    const asked = open.get(data.id);
    open.delete(data.id);
    if (!asked) return;
    if (data.ok) asked.resolve(data.value as never);
    else asked.reject(Object.assign(new Error(data.message), { name: data.name }));
  });
  return {
    call(call, argument) {
      const id = next;
      next += 1;
      return new Promise((resolve, reject) => {
        open.set(id, { resolve, reject });
        port.postMessage({ id, call, argument } satisfies Question);
      });
    },
    end(reason) {
      for (const { reject } of open.values()) reject(reason);
      open.clear();
    },
  };
}
