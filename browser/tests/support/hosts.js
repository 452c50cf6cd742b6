// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// One server that plays the site, the gateway and a stranger, told apart by host name as a browser does.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const MODULE = readFileSync(new URL('../../cloakroom-card.js', import.meta.url));

/** A frame that tells its parent whatever its parent sends it. */
const FRAME = '<!doctype html><title>frame</title><script>onmessage = (event) => parent.postMessage(event.data, "*");</script>';

export async function start() {
  const asked = [];
  const awaited = new Map();
  const pages = new Map();
  const server = createServer((request, response) => {
    const host = request.headers.host.split('.')[0];
    asked.push(`${host} ${request.url}`);
    awaited.get(`${host} ${request.url}`)?.();
    const [type, body] = answer(host, request.url, pages);
    response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-store' }).end(body);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address();
  return {
    asked,
    site: `http://site.cloakroom.localhost:${port}`,
    gateway: `http://members.cloakroom.localhost:${port}`,
    stranger: `http://stranger.cloakroom.localhost:${port}`,
    /** Puts a page on the site and returns its address. */
    page(html) {
      const path = `/page-${pages.size + 1}/`;
      pages.set(path, `<!doctype html><title>page</title><link rel="icon" href="data:,">${html}`);
      return `http://site.cloakroom.localhost:${port}${path}`;
    },
    /** Waits until a host is asked for a path. */
    next: (what) => new Promise((resolve) => awaited.set(what, resolve)),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

function answer(host, url, pages) {
  if (host !== 'site') return ['text/html; charset=utf-8', FRAME];
  if (url.split('?')[0] === '/cloakroom-card.js') return ['text/javascript; charset=utf-8', MODULE];
  return ['text/html; charset=utf-8', pages.get(url) ?? '<!doctype html><title>login</title><link rel="icon" href="data:,">'];
}
