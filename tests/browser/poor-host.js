// The poorest host that the page has to do with.
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { extname, join } from 'node:path';

/** Where the page is on that host. */
export const PATH = '/courses/rnn/sluice/';

/** What a browser insists on; anything else is text. @type {Record<string, string>} */
const TYPES = { '.html': 'text/html', '.js': 'text/javascript', '.css': 'text/css' };

/**
 * Serves a folder below PATH with hardly a header, WebAssembly as text, until the test ends.
 * @param {import('node:test').TestContext} t
 * @param {string} folder
 * @param {(html: string) => string} [edit] of its pages
 * @param {Record<string, string>} [headers] of all files
 */
export async function hostPoorly(t, folder, edit = (html) => html, headers = {}) {
  /** @type {string[]} */
  const requests = [];
  const server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    requests.push(pathname);
    const file = pathname.startsWith(PATH) ? pathname.slice(PATH.length) || 'index.html' : '..';
    try {
      const body = await readFile(join(folder, file));
      response.setHeader('Content-Type', TYPES[extname(file)] ?? 'text/plain');
      for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
      response.end(extname(file) === '.html' ? edit(String(body)) : body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((listening) => server.listen(0, 'localhost', () => listening(undefined)));
  const stop = () => {
    server.closeAllConnections();
    server.close();
  };
  t.after(stop);
  const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
  return { address: `http://localhost:${port}${PATH}`, requests, stop };
}
