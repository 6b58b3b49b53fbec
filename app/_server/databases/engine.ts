import 'server-only';
/** The native DuckDB that builds and reads releases. */
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { type DuckDBConnection, DuckDBInstance, type JS } from '@duckdb/node-api';

/** One connection that can be closed with its instance. */
export class Engine {
  private constructor(
    private readonly instance: DuckDBInstance,
    readonly connection: DuckDBConnection,
  ) {}

  /**
   * An empty engine in memory; one thread, so that the same build gives the same rows in the same order.
   * @param limit how much memory the engine may take before it writes to disk what does not fit; null for most of the machine's
   */
  static async inMemory(limit: string | null = null): Promise<Engine> {
    const instance = await DuckDBInstance.create(':memory:', {
      threads: '1',
      preserve_insertion_order: 'true',
      autoinstall_known_extensions: 'false',
      temp_directory: join(tmpdir(), 'coho-duckdb'),
      ...(limit === null ? {} : { memory_limit: limit }),
    });
    return new Engine(instance, await instance.connect());
  }

  /** Some work on every processor: what adds no fractions up, so that their order says nothing. Where that of rows says nothing yet either, it may change. */
  async onAllProcessors<T>(rows: 'in order' | 'in any order', work: () => Promise<T>): Promise<T> {
    await this.run(`SET threads = ${availableParallelism()}; SET preserve_insertion_order = ${rows === 'in order'}`);
    try {
      return await work();
    } finally {
      await this.run('SET threads = 1; SET preserve_insertion_order = true');
    }
  }

  async run(sql: string): Promise<void> {
    await this.connection.run(sql);
  }

  /** Rows as plain objects; 64-bit integers are bigints. */
  async rows<T extends Record<string, JS>>(sql: string): Promise<readonly T[]> {
    const reader = await this.connection.runAndReadAll(sql);
    return reader.getRowObjectsJS() as unknown as readonly T[];
  }

  /** The only row of a query that gives one. */
  async row<T extends Record<string, JS>>(sql: string): Promise<T> {
    const [row] = await this.rows<T>(sql);
    if (!row) throw new Error(`no row: ${sql.slice(0, 80)}`);
    return row;
  }

  close(): void {
    this.connection.closeSync();
    this.instance.closeSync();
  }
}
