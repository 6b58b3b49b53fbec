import type { AsyncLocalStorage } from 'node:async_hooks';
import { createServer, type IncomingMessage, request as post } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it } from 'vitest';
import { MOST_CHARACTERS as MOST_SAVED } from '@/app/_contract/notebook-operations';
import { readRange } from '@/app/_server/catalogue/byte-range';
import { readSettings } from '@/app/_server/settings/table';
import { refusedForPlainHttp, settleArrival } from '@/cli/start/arrival.mjs';
import { isBelowFloor } from '@/cli/start/browser-floor.mjs';
import { answerCall } from '@/cli/start/calls.mjs';
import { contentPolicy } from '@/cli/start/content-policy.mjs';
import { settlePeer } from '@/cli/start/peer.mjs';
import { guard, LARGEST_BODY, LARGEST_UNKNOWN, securityHeaders } from '@/cli/start/security-headers.mjs';
import { MOST_CHARACTERS } from '@/cli/start/structure.mjs';

describe('a byte range', () => {
  it('is read as RFC 9110 has it', () => {
    expect(readRange('bytes=0-99', 1000)).toEqual({ start: 0, end: 99 });
    expect(readRange('bytes=900-', 1000)).toEqual({ start: 900, end: 999 });
    expect(readRange('bytes=900-5000', 1000)).toEqual({ start: 900, end: 999 });
    expect(readRange('bytes=-100', 1000)).toEqual({ start: 900, end: 999 });
    expect(readRange('bytes=-5000', 1000)).toEqual({ start: 0, end: 999 });
  });

  it('is the whole file where none, several or nonsense is asked for', () => {
    for (const header of [null, '', 'bytes=-', 'bytes=0-1,5-6', 'lines=1-2', 'bytes=9-2']) expect(readRange(header, 1000)).toBeNull();
  });

  it('is refused beyond the end', () => {
    expect(() => readRange('bytes=1000-', 1000)).toThrow('range-not-satisfiable');
    expect(() => readRange('bytes=-0', 1000)).toThrow('range-not-satisfiable');
  });
});

describe('every answer', () => {
  const known = async ({ headers }: IncomingMessage) => headers.cookie === 'signed in';
  const signedIn = { cookie: 'signed in' };
  /** A call of an action that may be long. */
  const call = { ...signedIn, 'next-action': 'long', 'content-type': 'text/plain;charset=UTF-8' };

  /** Asks a server that guards its answers and sends everybody elsewhere, as a redirect of ours does. */
  async function ask(method: string, headers: Record<string, string>, body?: string) {
    const server = createServer(async (request, response) => {
      if (await guard(request, response, known)) return;
      response.writeHead(308, { Location: '/elsewhere' });
      response.end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/catalogue/`, { method, headers, body, redirect: 'manual' });
    await answer.text();
    server.close();
    return answer;
  }

  it('carries the security headers, a redirect too', async () => {
    const answer = await ask('GET', {});
    expect(answer.status).toBe(308);
    for (const [name, value] of Object.entries(securityHeaders)) expect(answer.headers.get(name), name).toBe(value);
  });

  it('to a body that does not say its length is 413 as soon as it is too large', async () => {
    const chunk = 'x'.repeat(64 * 1024);
    const sent = async (bytes: number) => {
      let arrived = 0;
      const server = createServer(async (request, response) => {
        if (await guard(request, response, known)) return;
        request.on('data', (data: Buffer) => {
          arrived += data.length;
        });
        request.once('end', () => response.end('read'));
        request.on('error', () => undefined);
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
      const { port } = server.address() as AddressInfo;
      const status = await new Promise<number | null>((resolve) => {
        const asked = post({ host: '127.0.0.1', port, method: 'POST', headers: { ...call, 'transfer-encoding': 'chunked' } }, (answer) => {
          answer.resume();
          resolve(answer.statusCode ?? null);
        });
        // The connection is cut under what is still being written, perhaps more than once.
        asked.on('error', () => resolve(null));
        asked.on('socket', (socket) => socket.on('error', () => resolve(null)));
        for (let at = 0; at < bytes; at += chunk.length) asked.write(chunk);
        asked.end();
      });
      server.closeAllConnections();
      server.close();
      return { status, arrived };
    };
    expect(await sent(chunk.length)).toEqual({ status: 200, arrived: chunk.length });
    const much = await sent(4 * LARGEST_BODY);
    expect(much.status).toBe(413);
    expect(much.arrived).toBeLessThanOrEqual(LARGEST_BODY);
  });

  it('to a call of an action with too many parts or too much text is 413, but for one that may be long', async () => {
    const called = async (action: string, body: string) => {
      const server = createServer(async (request, response) => {
        if (await guard(request, response, known, new Set(['long']))) return;
        let arrived = '';
        request.setEncoding('utf8');
        request.on('data', (text: string) => {
          arrived += text;
        });
        request.on('error', () => undefined);
        request.once('end', () => response.end(String(arrived.length)));
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
      const { port } = server.address() as AddressInfo;
      const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers: { ...signedIn, 'next-action': action }, body });
      const text = await answer.text();
      server.closeAllConnections();
      server.close();
      // On a connection that will be closed nobody asks anything else, as a proxy would for others.
      if (answer.status === 413) expect(answer.headers.get('connection')).toBe('close');
      return { status: answer.status, text };
    };
    const text = JSON.stringify([{ results: JSON.stringify(Array.from({ length: 60_000 }, (_, a) => ({ a, '"\\': '{[,' }))) }]);
    expect(await called('long', text)).toEqual({ status: 200, text: String(text.length) });
    for (const action of ['long', 'other']) {
      expect((await called(action, JSON.stringify([Array.from({ length: 60_000 }, (_, at) => at)]))).status).toBe(413);
    }
    // The longest save a browser sends passes in any script; what a save may not hold is not read to its end.
    const longestCell = 200_000;
    const most = MOST_SAVED + longestCell;
    for (const sign of ['x', '\n', '老']) {
      const save = JSON.stringify([{ operations: [sign.repeat(most)] }]);
      expect(await called('other', save)).toEqual({ status: 200, text: String(save.length) });
      expect((await called('other', JSON.stringify([sign.repeat(MOST_CHARACTERS + 1)]))).status).toBe(413);
    }
  });

  it('to a body that is too large is 413', async () => {
    // Refused by the length it states: nothing of it is waited for.
    const server = createServer((request, response) => guard(request, response, known));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const status = await new Promise((resolve) => {
      const asked = post(
        { host: '127.0.0.1', port, method: 'POST', headers: { ...signedIn, 'content-length': LARGEST_BODY + 1 } },
        (answer) => {
          resolve(answer.statusCode);
          asked.destroy();
        },
      );
      asked.on('error', () => undefined);
      asked.flushHeaders();
    });
    server.closeAllConnections();
    server.close();
    expect(status).toBe(413);
    expect((await ask('POST', {}, 'x'.repeat(1000))).status).toBe(308);
    expect((await ask('POST', {}, 'x'.repeat(LARGEST_UNKNOWN))).status).toBe(308);
    const much = 'x'.repeat(LARGEST_UNKNOWN + 1);
    expect((await ask('POST', {}, much)).status).toBe(413);
    expect((await ask('POST', call, much)).status).toBe(308);
    expect((await ask('POST', { 'next-action': '00' }, much)).status).toBe(413);
    // What is long is a call sent as text: never a form, whose fields cost more than their bytes.
    expect((await ask('POST', signedIn, much)).status).toBe(413);
    expect((await ask('POST', { ...call, 'content-type': 'multipart/form-data; boundary=x' }, much)).status).toBe(413);
  });
});

describe('a call of an action', () => {
  /** As the framework says that something went wrong. */
  const FAILED = [500, 'text/x-component', '1:E{"digest":"1"}'] as const;
  async function call(headers: Record<string, string>, reached: boolean, [status, type, said]: readonly [number, string, string] = FAILED) {
    const server = createServer((request, response) =>
      answerCall(request, response, () => {
        const { cohoCalls } = globalThis as typeof globalThis & { cohoCalls?: AsyncLocalStorage<{ reached: boolean }> };
        const mark = cohoCalls?.getStore();
        if (mark && reached) mark.reached = true;
        response.statusCode = status;
        response.setHeader('Content-Type', type);
        response.write(said);
        response.end();
      }),
    );
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}/`, { method: 'POST', headers, body: '[' });
    const text = await answer.text();
    server.close();
    return { status: answer.status, type: answer.headers.get('content-type'), text };
  }

  it('that could not be read is the caller’s fault, and told so in words', async () => {
    const unread = { status: 400, type: 'text/plain; charset=utf-8', text: expect.stringContaining('could not be read') };
    expect(await call({ 'next-action': '00' }, false)).toEqual(unread);
    expect(await call({ 'content-type': 'multipart/form-data; boundary=x' }, false)).toEqual(unread);
    // Sent to a page that has not the action, it was handed on inside: what is left of the refusal is no answer of an action.
    for (const status of [200, 404]) expect(await call({ 'next-action': '00' }, false, [status, 'application/json', '{}'])).toEqual(unread);
  });

  it('that reached its action, and what is none, is answered as it was', async () => {
    const ours = { status: 500, type: 'text/x-component', text: '1:E{"digest":"1"}' };
    expect(await call({ 'next-action': '00' }, true)).toEqual(ours);
    expect(await call({ 'content-type': 'multipart/form-data; boundary=x' }, true)).toEqual(ours);
    const answered = { status: 200, type: 'text/x-component', text: '1:{"ok":true}' };
    expect(await call({ 'next-action': '00' }, false, [200, 'text/x-component', '1:{"ok":true}'])).toEqual(answered);
    expect(await call({}, false)).toEqual(ours);
  });
});

describe('the content policy', () => {
  const directives = new Map(
    contentPolicy('abc123')
      .split('; ')
      .map((directive) => {
        const [name, ...values] = directive.split(' ');
        return [name, values];
      }),
  );

  it('lets scripts run with the nonce only, and WebAssembly', () => {
    expect(directives.get('script-src')).toEqual(["'self'", "'nonce-abc123'", "'wasm-unsafe-eval'"]);
  });

  it('names no other origin and allows no eval', () => {
    const policy = contentPolicy('n');
    expect(policy).not.toMatch(/https?:|\*|'unsafe-eval'/u);
    expect(directives.get('connect-src')).toEqual(["'self'"]);
    expect(directives.get('frame-ancestors')).toEqual(["'none'"]);
    expect(directives.get('object-src')).toEqual(["'none'"]);
  });

  it('keeps the nonce out of styles, where it would switch unsafe-inline off', () => {
    expect(directives.get('style-src')).toEqual(["'self'", "'unsafe-inline'"]);
  });
});

describe('old browsers', () => {
  const chrome = (version: string, more = '') =>
    `Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/${version} Safari/537.36${more}`;
  const safari = (version: string) =>
    `Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/${version} Safari/605.1.15`;
  const iphone = (system: string) =>
    `Mozilla/5.0 (iPhone; CPU iPhone OS ${system} like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/120.0.0.0 Mobile/15E148 Safari/604.1`;

  it('are those below the floor, by what they say they are', () => {
    const old = [
      chrome('110.0.0.0'),
      chrome('64.0.3282.140', ' Edge/18.17763'),
      chrome('86.0.4240.198', ' QBCore/4.0'),
      'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0',
      safari('16.3'),
      safari('9.1.2'),
      iphone('16_3_1'),
      'Mozilla/5.0 (Windows NT 6.1; WOW64; Trident/7.0; rv:11.0) like Gecko',
    ];
    const served = [
      chrome('111.0.0.0'),
      chrome('141.0.0.0', ' Edg/141.0.0.0'),
      'Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0',
      safari('16.4'),
      safari('26.0'),
      iphone('17_0'),
      'curl/8.5.0',
      '',
    ];
    expect(old.filter((agent) => !isBelowFloor(agent))).toEqual([]);
    expect(served.filter(isBelowFloor)).toEqual([]);
  });
});

describe('plain http', () => {
  it('is for this machine only in production', () => {
    expect(refusedForPlainHttp('coho.hospital.cn', undefined, 'production')).toContain('https only');
    expect(refusedForPlainHttp('127.0.0.1.elsewhere.example:80', undefined, 'production')).not.toBeNull();
    expect(refusedForPlainHttp(undefined, undefined, 'production')).not.toBeNull();
    expect(refusedForPlainHttp('coho.hospital.cn', 'https', 'production')).toBeNull();
    for (const host of ['localhost:3000', '127.0.0.1:3000', '[::1]:3000'])
      expect(refusedForPlainHttp(host, undefined, 'production')).toBeNull();
    expect(refusedForPlainHttp('coho.hospital.cn', undefined, 'demo')).toBeNull();
  });
});

describe('a request that arrives', () => {
  async function arrive(path: string, headers: Record<string, string> = {}, mode = 'demo') {
    const server = createServer((request, response) => {
      settlePeer(request, ['127.0.0.1']);
      if (!settleArrival(request, response, mode)) response.end(JSON.stringify(request.headers));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const answer = await fetch(`http://127.0.0.1:${port}${path}`, { headers });
    const text = await answer.text();
    server.close();
    return { status: answer.status, headers: answer.headers, text, policy: answer.headers.get('content-security-policy') };
  }

  it('has a nonce of its own, which its page reads and its answer names, whatever it said itself', async () => {
    const made = { 'content-security-policy': "script-src 'nonce-mine'", 'x-coho-path': '/elsewhere' };
    const [first, second] = [await arrive('/projects?x=1', made), await arrive('/projects?x=1', made)];
    expect(first.policy).toMatch(/'nonce-[\w-]{22}'/u);
    expect(first.policy).not.toBe(second.policy);
    expect(JSON.parse(first.text)).toMatchObject({ 'content-security-policy': first.policy, 'x-coho-path': '/projects' });
    expect(first.headers.get('strict-transport-security')).toBeNull();
    expect((await arrive('/', { 'x-forwarded-proto': 'https, http' })).headers.get('strict-transport-security')).toBe('max-age=31536000');
  });

  it('for a file with a policy of its own is left alone', async () => {
    for (const path of ['/_next/static/chunks/a.js', '/duckdb/a.wasm', '/sandbox/code.worker.js']) {
      expect((await arrive(path)).policy, path).toBeNull();
    }
  });

  it('of an old browser is answered in plain words, but for endpoints', async () => {
    const old = { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0' };
    expect((await arrive('/projects', old)).text).toContain('too old');
    expect((await arrive('/api/databases/renal', old)).text).not.toContain('too old');
  });

  it('over plain http from elsewhere is refused in production', async () => {
    const server = createServer((request, response) => {
      if (!settleArrival(request, response, 'production')) response.end('served');
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
    const { port } = server.address() as AddressInfo;
    const status = (host: string) =>
      new Promise((resolve) => post({ port, headers: { host } }, (answer) => resolve(answer.resume().statusCode)).end());
    expect([await status('coho.hospital.cn'), await status('localhost')]).toEqual([403, 200]);
    server.closeAllConnections();
    server.close();
  });
});

describe('forwarding headers', () => {
  const settled = (peer: string, headers: Record<string, string>, proxies: readonly string[]) => {
    const request = { socket: { remoteAddress: peer }, headers: { ...headers } };
    settlePeer(request, proxies);
    return request.headers;
  };

  it('of a proxy are believed, its last word about the address', () => {
    const headers = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9', 'x-forwarded-proto': 'https' };
    expect(settled('::ffff:10.0.0.2', headers, ['10.0.0.2'])).toEqual({ 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' });
    expect(settled('::1', { 'x-forwarded-proto': ' https , http' }, ['127.0.0.1'])).toEqual({
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'https',
    });
  });

  it('of anyone else are taken away', () => {
    const headers = {
      'x-forwarded-for': '198.51.100.1',
      'x-forwarded-proto': 'https',
      'x-forwarded-host': 'coho.hospital.cn',
      accept: '*/*',
    };
    expect(settled('203.0.113.9', headers, ['127.0.0.1'])).toEqual({ 'x-forwarded-for': '203.0.113.9', accept: '*/*' });
  });
});

describe('settings', () => {
  it('have defaults, also where a variable is empty', () => {
    expect(readSettings({ PORT: '', COHO_DATA: '/data' })).toEqual({
      port: 3000,
      host: '127.0.0.1',
      dataDirectory: '/data',
      mode: 'demo',
      proxies: ['127.0.0.1'],
    });
  });

  it('are refused by name', () => {
    expect(() => readSettings({ PORT: 'http' })).toThrow('PORT must be a whole number');
    expect(() => readSettings({ PORT: '70000' })).toThrow();
    expect(() => readSettings({ COHO_PROXY: 'proxy.hospital.cn' })).toThrow('COHO_PROXY must be IP addresses');
    expect(() => readSettings({ COHO_MODE: 'live' })).toThrow('COHO_MODE must be demo or production');
  });
});
