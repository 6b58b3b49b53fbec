/** A browser without a screen: keeps cookies and a connection, opens pages, asks for ranges and calls server actions as the product's own pages do. */
import { readFileSync } from 'node:fs';
import { Agent, type IncomingHttpHeaders, request } from 'node:http';
import { join } from 'node:path';
import { actionAnswer } from './flight';

const PATIENCE = 60_000;
/** Above the browser floor; otherwise the server gives the page for old browsers. */
const BROWSER = 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36';

interface Manifest {
  readonly node: Readonly<Record<string, { readonly exportedName: string }>>;
}

export interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** Ids of the built product's server actions, by the name they are exported under. */
export function actionIds(folder: string): ReadonlyMap<string, string> {
  const { node } = JSON.parse(readFileSync(join(folder, '.next', 'server', 'server-reference-manifest.json'), 'utf8')) as Manifest;
  return new Map(Object.entries(node).map(([id, { exportedName }]) => [exportedName, id]));
}

export class Visitor {
  readonly #agent = new Agent({ keepAlive: true, maxSockets: 6 });
  readonly #cookies = new Map<string, string>();

  constructor(
    private readonly address: string,
    private readonly actions: ReadonlyMap<string, string>,
  ) {}

  close(): void {
    this.#agent.destroy();
  }

  async page(path: string): Promise<Answer> {
    const answer = await this.#ask('GET', path, { 'sec-fetch-dest': 'document' });
    if (answer.status !== 200) throw new Error(`${path} answered ${answer.status}`);
    return answer;
  }

  async range(path: string, start: number, bytes: number): Promise<Answer> {
    const answer = await this.#ask('GET', path, { 'sec-fetch-dest': 'empty', range: `bytes=${start}-${start + bytes - 1}` });
    if (answer.status !== 206 || answer.body.length !== bytes) throw new Error(`a range answered ${answer.status}`);
    return answer;
  }

  /** What an action gives back; a refusal is thrown. An action that leads elsewhere gives the address. */
  async act(name: string, from: string, input: unknown): Promise<unknown> {
    const id = this.actions.get(name);
    if (id === undefined) throw new Error(`The built product has no action ${name}.`);
    const headers = {
      'next-action': id,
      'content-type': 'text/plain;charset=UTF-8',
      accept: 'text/x-component',
      'sec-fetch-dest': 'empty',
    };
    const answer = await this.#ask('POST', from, headers, JSON.stringify([input]));
    const { 'x-action-redirect': elsewhere } = answer.headers;
    if (typeof elsewhere === 'string') return elsewhere.split(';')[0];
    const result = actionAnswer(answer.body);
    if (!result?.ok) throw new Error(`${name} answered ${answer.status} ${result ? result.problem?.code : ''}`);
    return result.value;
  }

  #ask(method: string, path: string, headers: Record<string, string>, body = ''): Promise<Answer> {
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const common = { 'user-agent': BROWSER, 'accept-language': 'en', 'accept-encoding': 'identity', origin: this.address };
    const length = method === 'POST' ? { 'content-length': String(Buffer.byteLength(body)) } : {};
    return new Promise((resolve, reject) => {
      const asked = request(
        `${this.address}${path}`,
        { method, agent: this.#agent, timeout: PATIENCE, headers: { ...common, cookie, ...length, ...headers } },
        (response) => {
          const parts: Buffer[] = [];
          response.on('data', (part: Buffer) => parts.push(part));
          response.once('error', reject);
          response.once('end', () => {
            for (const text of response.headers['set-cookie'] ?? []) this.#keep(text);
            resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) });
          });
        },
      );
      asked.once('timeout', () => asked.destroy(new Error(`${path} did not answer within ${PATIENCE / 1000} s`)));
      asked.once('error', reject);
      asked.end(body);
    });
  }

  #keep(text: string): void {
    const [pair] = text.split(';');
    const at = pair.indexOf('=');
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }
}
