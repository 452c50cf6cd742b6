// SPDX-License-Identifier: Apache-2.0 OR GPL-2.0-or-later
// One server that plays the site, the gateway and a stranger, told apart by host name as a browser does.
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';

const MODULE = /^\/(cloakroom-[a-z-]+\.js)$/;
const HTML = 'text/html; charset=utf-8';
const SCRIPT = 'text/javascript; charset=utf-8';

/** A frame that tells its parent whatever its parent sends it, and nothing when the card asks it. */
const FRAME = `<!doctype html><title>frame</title><script>
  onmessage = ({ data }) => data?.type !== 'cloakroom:card-state' && parent.postMessage(data, '*');</script>`;

const file = (path) => readFileSync(new URL(`../../${path}`, import.meta.url));

export async function start() {
  const asked = [];
  const awaited = new Map();
  const pages = new Map();
  const answers = new Map();
  const server = createServer(async (request, response) => {
    const host = request.headers.host.split('.')[0];
    const path = request.url.split('?')[0];
    const body = await text(request);
    asked.push(`${host} ${request.url}`);
    awaited.get(`${host} ${request.url}`)?.();
    const own = answers.get(`${host} ${request.method} ${path}`);
    const given = own ? await own({ request, body, url: request.url }) : standing(host, path, port(server), pages);
    if (given === null) return request.socket.destroy();
    const { status = 200, type = 'application/json', headers = {}, body: content = '' } = given;
    const written = typeof content === 'string' || Buffer.isBuffer(content) ? content : JSON.stringify(content);
    response.writeHead(status, { 'Content-Type': type, 'Cache-Control': 'no-store', ...headers }).end(written);
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    asked,
    site: origin('site', port(server)),
    gateway: origin('members', port(server)),
    stranger: origin('stranger', port(server)),
    /** What a host answers, by `host METHOD /path`: a function to status, type, headers and body; to null, and it hangs up. */
    answers,
    /** Puts a page on the site and returns its address. */
    page(html) {
      const path = `/page-${pages.size + 1}/`;
      pages.set(path, `<!doctype html><title>page</title><link rel="icon" href="data:,">${html}`);
      return origin('site', port(server)) + path;
    },
    /** Waits until a host is asked for a path. */
    next: (what) => new Promise((resolve) => awaited.set(what, resolve)),
    close: () => new Promise((resolve) => server.close(resolve).closeAllConnections()),
  };
}

const port = (server) => server.address().port;
const origin = (host, number) => `http://${host}.cloakroom.localhost:${number}`;

async function text(request) {
  let all = '';
  for await (const chunk of request) all += chunk;
  return all;
}

function standing(host, path, number, pages) {
  if (host === 'members' && path === '/session/token') return { type: HTML, body: tokenPage(number) };
  if (host === 'members' && path === '/assets/token.js') {
    return { type: SCRIPT, body: file('../core/src/main/resources/io/cloakroom/card/token.js') };
  }
  if (host !== 'site') return { type: HTML, body: FRAME };
  const module = path.match(MODULE);
  if (module) return { type: SCRIPT, body: file(module[1]) };
  return { type: HTML, body: pages.get(path) ?? '<!doctype html><title>login</title><link rel="icon" href="data:,">' };
}

/** As the gateway prints it, with its own script. */
function tokenPage(number) {
  return `<!doctype html><title>Access</title><script type="module" src="/assets/token.js"></script>
    <body data-site="demo" data-origins="${origin('site', number)} ${origin('other', number)}"></body>`;
}
