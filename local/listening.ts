import { createServer, type Server } from 'node:http';

/** Listens on this machine only. Port 0 = any free one. */
export function listenLocally(server: Server, port = 0): Promise<Server> {
  const { promise, resolve, reject } = Promise.withResolvers<Server>();
  server.once('error', reject);
  // Callers keep their connections; one that is closed under them costs a retry, or a fault.
  server.keepAliveTimeout = 65_000;
  server.listen(port, '127.0.0.1', () => {
    server.removeListener('error', reject);
    resolve(server);
  });
  return promise;
}

export function portOf(server: Server): number {
  const address = server.address();
  if (!address || typeof address === 'string') throw new Error('the server listens on no port');
  return address.port;
}

export function shut(server: Server): Promise<void> {
  const { promise, resolve } = Promise.withResolvers<void>();
  server.close(() => resolve());
  server.closeAllConnections();
  return promise;
}

/** Rejects with `EADDRINUSE` when somebody listens on the port: better known before half a minute of work than after it. */
export async function assertFree(port: number): Promise<void> {
  await shut(await listenLocally(createServer(), port));
}
