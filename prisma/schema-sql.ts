import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { PrismaLibSql } from '@prisma/adapter-libsql';
import * as glue from '@prisma/schema-engine-wasm/schema_engine_bg';

/** The SQL that makes an empty database into what a Prisma schema says; used to write and to check the migrations. */
export async function sqlOfSchema(schemaText: string): Promise<string> {
  await startEngine();
  const engine = await glue.SchemaEngine.new({ datamodels: [['schema.prisma', schemaText]] }, () => undefined, adapterFactory());
  try {
    const result = await engine.diff({
      from: { tag: 'empty' },
      to: { tag: 'schemaDatamodel', files: [{ path: 'schema.prisma', content: schemaText }] },
      script: true,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    });
    return result.stdout ?? '';
  } finally {
    engine.free();
  }
}

let started: Promise<void> | null = null;

/** Plain Node cannot import a `.wasm`, so the package's own entry does not load: hand its glue the instance ourselves. */
function startEngine(): Promise<void> {
  started ??= (async () => {
    const entry = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg');
    const bytes = readFileSync(entry.replace(/\.js$/u, '.wasm'));
    const imports = { './schema_engine_bg.js': glue as unknown as WebAssembly.ModuleImports };
    const { instance } = await WebAssembly.instantiate(bytes, imports);
    const internals = glue as unknown as { __wbg_set_wasm(exports: WebAssembly.Exports): void };
    internals.__wbg_set_wasm(instance.exports);
    (instance.exports.__wbindgen_start as () => void)();
  })();
  return started;
}

/** The engine speaks to an in-memory database through results tagged ok or not. */
function adapterFactory(): object {
  const factory = new PrismaLibSql({ url: ':memory:' });
  return tagged(factory);
}

function tagged(target: object): object {
  return new Proxy(target, {
    get(object, property) {
      const member: unknown = Reflect.get(object, property);
      if (typeof member !== 'function') return member;
      return async (...args: unknown[]) => {
        try {
          const value: unknown = await member.apply(object, args);
          const wrapped = typeof value === 'object' && value !== null && 'provider' in value ? tagged(value) : value;
          return { ok: true, value: wrapped, map: (f: (v: unknown) => unknown) => ({ ok: true, value: f(wrapped) }) };
        } catch (error) {
          return { ok: false, error };
        }
      };
    },
  });
}
