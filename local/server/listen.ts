import { once } from 'node:events';
import { createServer, type Server } from 'node:http';

/**
 * Listens on loopback only.
 *
 * @param port 0 for any free one
 * @throws with a sentence for the user when the port is taken
 */
export const listen = async (port: number): Promise<{ server: Server; base: string }> => {
  const server = createServer({ keepAliveTimeout: 65_000 });
  server.listen(port, '127.0.0.1');
  try {
    await once(server, 'listening');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EADDRINUSE') {
      throw new Error(`Port ${port} is in use: stop what listens there, or choose another with --port.`);
    }
    throw error;
  }
  const address = server.address();
  if (typeof address !== 'object' || !address) throw new Error('not listening');
  return { server, base: `http://127.0.0.1:${address.port}` };
};
