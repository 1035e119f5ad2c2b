import { pino } from 'pino';
import { accessMigrations, createAccess } from '../../platform/src/access/index.ts';
import {
  ALL_FIELDS,
  Bodies,
  type Clock,
  Connections,
  createCipher,
  createMeter,
  type Mail,
  type Route,
  randomIds,
  steadyClock,
} from '../../platform/src/kernel/index.ts';
import { createServer } from '../../platform/src/server/index.ts';
import { documentsMigration, type Tables } from '../../platform/src/stores/index.ts';

/** The first organisation of such a server. */
export const FIRST = {
  orgId: '0123456789ABCDEF01234567@AdobeOrg',
  clientId: 'c'.repeat(32),
  clientSecret: 'p8e-secret',
  adminEmail: 'ana@example.com',
  adminPassword: 'a-long-enough-password',
};

/** The routes of access behind the real server, in this process. */
export interface AccessServer {
  readonly origin: string;
  readonly routes: readonly Route[];
  close(): Promise<void>;
}

/** Starts one on the tables, on a free port; another one on the same is what a restart makes. */
export async function startAccessServer(deps: {
  tables: Tables;
  clock: Clock;
  tokensSince?: number | undefined;
  /** Takes the mails; none: there is no mail server. */
  sendMail?: (mail: Mail) => void;
}): Promise<AccessServer> {
  let origin = '';
  const fields = () => Promise.resolve(ALL_FIELDS);
  const access = createAccess({
    ...deps,
    cipher: createCipher(Buffer.alloc(32, 1)),
    ids: randomIds,
    publicUrl: () => origin,
    eraseScope: () => Promise.resolve(),
    sendMail: deps.sendMail,
    afterAnswer: (_, work) => void setImmediate(() => void work()),
    fields,
    operations: () => () => Promise.reject(new Error('not here')),
  });
  await deps.tables.migrate([documentsMigration, ...accessMigrations]);
  await access.load();
  await access.bootstrap(FIRST);
  const server = await createServer({
    routes: access.routes,
    access,
    fields,
    collect: (_request, response) => response.end(),
    meter: createMeter(),
    bodies: new Bodies(createMeter()),
    connections: new Connections(createMeter(), steadyClock, 1000),
    logger: pino({ level: 'silent' }),
    ids: randomIds,
    ready: () => true,
    version: '0.0.0',
  });
  origin = `http://127.0.0.1:${await server.listen('127.0.0.1', 0)}`;
  return { origin, routes: access.routes, close: () => server.close() };
}
