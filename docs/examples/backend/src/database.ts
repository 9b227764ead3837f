import { reveal, type Secret } from '@kmscrypt/config';
import { Pool } from 'pg';
import { log, reasonOf } from './log.ts';

/** How long PostgreSQL may take to answer, in milliseconds: the load balancer gives up after a few seconds. */
const PATIENCE = 2_000;

/** PostgreSQL, as far as this app needs it. */
export interface Database {
  /** Rejects where it does not answer. */
  readonly now: () => Promise<Date>;
  readonly close: () => Promise<void>;
}

/** Connects with the first query, and again after a failure. */
export function connectDatabase(url: Secret<string>): Database {
  const pool = new Pool({
    connectionString: reveal(url),
    connectionTimeoutMillis: PATIENCE,
    query_timeout: PATIENCE,
    max: 10,
  });
  // A connection that breaks while nobody uses it; without a listener it would end the process.
  pool.on('error', (error) => log('warn', 'a database connection broke', { reason: reasonOf(error) }));
  return {
    now: async () => {
      const { rows } = await pool.query<{ now: Date }>('SELECT now()');
      return rows[0]?.now ?? new Date(Number.NaN);
    },
    close: () => pool.end(),
  };
}
