/** Nothing from outside is read that has no bound: for each entrance found in the sources, how much, how deep and how long it may be. */
import { readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { auditFilter } from '@/app/_contract/audit';
import type { Person } from '@/app/_server/access/person';
import { attempt } from '@/app/_server/action';
import { isRefusal, statusOf } from '@/app/_server/refusal';
import { answer, type RouteDefinition } from '@/app/_server/route';
import { LARGEST_BODY, LARGEST_UNKNOWN } from '@/cli/start/security-headers.mjs';
import { MOST_CHARACTERS } from '@/cli/start/structure.mjs';
import type { PrismaClient } from '@/prisma/generated/client';
import { actionsOfProduct, inputs, routesOfProduct, type World } from './entrances';
import { addPerson, addProject, freshStore } from './world';

type Json = { readonly [key: string]: unknown };

/** Places of a schema that take a text, a list or a map of any length. */
function endless(schema: Json, place = ''): readonly string[] {
  const inside = (part: unknown, name: string) => endless(part as Json, `${place}${name}`);
  const parts = ['anyOf', 'oneOf', 'allOf'].flatMap((how) => (schema[how] ?? []) as Json[]);
  const among = parts.flatMap((part) => inside(part, ''));
  const isFixed = schema.enum !== undefined || schema.const !== undefined;
  switch (Array.isArray(schema.type) ? schema.type.find((type) => type !== 'null') : schema.type) {
    case 'string':
      return isFixed || schema.maxLength !== undefined || hasLength(schema) ? among : [`${place}: text`, ...among];
    case 'array':
      // A tuple says each of its parts.
      if (Array.isArray(schema.prefixItems)) return [...schema.prefixItems.flatMap((part) => inside(part, '[]')), ...among];
      return [...(schema.maxItems === undefined ? [`${place}: list`] : []), ...inside(schema.items ?? {}, '[]'), ...among];
    case 'object': {
      const own = Object.entries((schema.properties ?? {}) as Json).flatMap(([name, part]) => inside(part, `.${name}`));
      const isMap = typeof schema.additionalProperties === 'object' && schema.maxProperties === undefined;
      return [...(isMap ? [`${place}: map`] : []), ...own, ...among];
    }
    case undefined:
      return isFixed || parts.length > 0 ? among : [`${place}: anything`];
    default:
      return among;
  }
}

/** Signs of one kind, so many at most; or a day. */
function hasLength({ pattern, format }: Json): boolean {
  return format === 'date' || /^\^(?:\[[^\]]+\](?:\{\d+(?:,\d+)?\})?)+\$$/u.test(String(pattern));
}

const endlessIn = (schema: z.ZodType) => endless(z.toJSONSchema(schema, { io: 'input', unrepresentable: 'any' }) as Json);

let database: PrismaClient;
let world: World;
let owner: Person;
let security: Person;

beforeAll(async () => {
  database = await freshStore();
  owner = await addPerson(database, 'owner', ['researcher']);
  security = await addPerson(database, 'security', ['securityAdministrator']);
  world = { project: await addProject(database, 'A', { owner }), member: owner };
});

describe('the look at schemas itself', () => {
  it('finds what has no end', () => {
    const odd = z.object({
      a: z.string(),
      b: z.array(z.string().max(2)),
      c: z.record(z.string().max(2), z.unknown()),
      d: z.union([z.string(), z.null()]),
    });
    expect(endlessIn(odd)).toEqual(['.a: text', '.b: list', '.c: map', '.d: text']);
    const good = {
      a: z.string().max(1),
      b: z.array(z.enum(['x'])).max(1),
      c: z.string().regex(/^[0-9a-f]{64}$/),
      d: z.literal('y'),
      e: z.number(),
      f: z.boolean(),
    };
    expect(endlessIn(z.object(good))).toEqual([]);
  });
});

describe('an action', () => {
  it('takes texts and lists of bounded length only', async () => {
    for (const [name, { input }] of await actionsOfProduct()) expect(endlessIn(input), name).toEqual([]);
  });

  it('refuses what is too long, too much or too deep before its schema reads it', async () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 100; depth += 1) deep = [deep];
    for (const [name, definition] of await actionsOfProduct()) {
      const person = definition.right.startsWith('admin') ? security : owner;
      const good = inputs[name](world);
      let read = 0;
      const schema = z.unknown().transform(() => {
        read += 1;
      });
      const watched = { ...definition, input: schema };
      for (const odd of ['x'.repeat(7_000_000), deep]) {
        const outcome = await attempt(watched as never, person, { ...good, odd }, database);
        expect(outcome.ok ? 200 : statusOf[outcome.refusal.code], name).toBe(413);
      }
      expect(read, name).toBe(0);
    }
  });
});

describe('an endpoint', () => {
  /** What is sent, and whether anybody has begun to read it. */
  function sent(method: string, headers: Record<string, string> = {}) {
    let read = false;
    const body = new ReadableStream(
      {
        pull: () => {
          read = true;
          throw new Error('read');
        },
      },
      { highWaterMark: 0 },
    );
    const post = method === 'POST' ? { body, duplex: 'half' } : {};
    return { request: new Request('http://localhost/api/audit/export', { method, headers, ...post } as RequestInit), wasRead: () => read };
  }

  const statusFor = async (definition: RouteDefinition, request: Request, parameters: Record<string, string> = {}) => {
    const open = { ...definition, right: 'home.read' as const, on: 'none' as const, isFetched: false };
    return answer(open, security, request, parameters, database).then(
      ({ status }) => status,
      (error) => (isRefusal(error) ? statusOf[error.code] : Promise.reject(error)),
    );
  };

  it('reads no body whose length it does not know, or that is longer than what it takes', async () => {
    const posts = [...(await routesOfProduct())].filter(([address]) => !/^(?:GET|HEAD) /u.test(address));
    expect(posts.length).toBeGreaterThan(1);
    for (const [address, definition] of posts) {
      // The sign-in library's reads a form: as long as anybody unknown may send.
      if (definition === null) continue;
      for (const headers of [undefined, { 'content-length': String(LARGEST_UNKNOWN) }]) {
        const { request, wasRead } = sent('POST', headers);
        await statusFor(definition, request).catch(() => null);
        expect(wasRead(), address).toBe(false);
      }
    }
  });

  it('answers 4xx to an address whose parts are too long or ill-formed', async () => {
    for (const [address, definition] of await routesOfProduct()) {
      if (definition === null || !address.includes('[')) continue;
      for (const part of ['x'.repeat(7_000_000), 'a\0b', 'x'.repeat(300), '..', 'a/../b']) {
        const name = /\[(\w+)\]/u.exec(address)?.[1] ?? '';
        const status = await statusFor(definition, sent(address.split(' ')[0]).request, { [name]: part });
        expect(status, `${address} ${part.slice(0, 10)}`).toBeGreaterThanOrEqual(400);
        expect(status, `${address} ${part.slice(0, 10)}`).toBeLessThan(500);
      }
    }
  });

  it('that searches takes texts of bounded length only', () => {
    expect(endlessIn(auditFilter)).toEqual([]);
  });
});

it('whatever no schema bounds is bounded where it arrives', () => {
  // In the server that answers: bytes of a body, characters and structure of a call.
  expect(LARGEST_UNKNOWN).toBeLessThanOrEqual(64 * 1024);
  expect(MOST_CHARACTERS).toBeLessThan(LARGEST_BODY);
  const serve = readFileSync(new URL('../../cli/start/serve.mjs', import.meta.url), 'utf8');
  expect(serve.indexOf('await guard(')).toBeGreaterThan(0);
  expect(serve.indexOf('await guard(')).toBeLessThan(serve.indexOf('answerCall(request'));
});
