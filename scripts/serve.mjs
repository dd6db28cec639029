// A static file server, for `make serve`, the browser tests and the screenshots. Serves a folder under a base path,
// with the MIME types that WebAssembly and modules need, and never anything outside of the folder. With `reload`, the
// page is given a script that reloads it after each new build: an external one, so that the page's strict content
// security policy holds here as everywhere.
import { createReadStream } from "node:fs";
import { readFile, stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".png": "image/png",
  ".svg": "image/svg+xml",
  ".wasm": "application/wasm",
};

const RELOAD = "__reload.js";
const EVENTS = "__reload";
const RELOAD_SCRIPT = `new EventSource("./${EVENTS}").onmessage = () => location.reload();\n`;

/**
 * Starts serving and gives `{ url, close }`. `port` 0 takes any free one. `onBuild` is called whenever index.html has
 * become another file (only with `reload`). `extra` maps names to files outside of the folder, or to text. `compress`
 * answers as static hosts do: brotli or gzip, whichever the browser takes.
 */
export async function serveFolder(
  folder,
  { port = 0, base = "/", reload = false, onBuild = () => {}, extra = {}, compress = false } = {},
) {
  const root = resolve(folder);
  const encoded = new Map();
  /** The file in the best encoding that the browser takes; each is compressed once. */
  const encode = async (file, accepted) => {
    const encoding = ["br", "gzip"].find((name) => accepted.includes(name));
    const key = `${encoding} ${file}`;
    if (!encoded.has(key)) {
      const bytes = await readFile(file);
      const brotli = { params: { [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } };
      encoded.set(key, encoding === "br" ? brotliCompressSync(bytes, brotli) : encoding ? gzipSync(bytes) : bytes);
    }
    return { encoding, body: encoded.get(key) };
  };
  const listeners = new Set();

  const built = () => stat(join(root, "index.html")).then((found) => found.mtimeMs, () => 0);
  let last = await built();
  const watch = reload
    ? setInterval(async () => {
        const now = await built();
        if (!now || now === last) return;
        last = now;
        onBuild();
        for (const listener of listeners) listener.write("data: built\n\n");
      }, 300)
    : undefined;

  const server = createServer(async (request, response) => {
    const answer = (status, type, body) => {
      response.writeHead(status, { "Content-Type": type, "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" });
      response.end(request.method === "HEAD" ? undefined : body);
    };
    try {
      if (request.method !== "GET" && request.method !== "HEAD") return answer(405, "text/plain", "GET only\n");
      const path = decodeURIComponent(new URL(request.url, "http://x").pathname);
      if (!path.startsWith(base)) return answer(404, "text/plain", "not found\n");
      const name = path.slice(base.length) || "index.html";
      if (reload && name === RELOAD) return answer(200, TYPES[".js"], RELOAD_SCRIPT);
      if (reload && name === EVENTS) {
        response.writeHead(200, { "Content-Type": "text/event-stream", "Cache-Control": "no-store" });
        response.write("retry: 500\n\n");
        listeners.add(response);
        request.on("close", () => listeners.delete(response));
        return undefined;
      }
      if (Object.hasOwn(extra, name)) {
        const body = extra[name] instanceof URL ? await readFile(extra[name]) : extra[name];
        return answer(200, TYPES[extname(name)] ?? "text/plain", body);
      }
      const file = normalize(join(root, name));
      if (file !== root && !file.startsWith(root + sep)) return answer(404, "text/plain", "not found\n");
      if (name === "index.html" && reload) {
        const page = await readFile(file, "utf8").catch(() => "<!doctype html><title>Building…</title><body>Building…</body>");
        return answer(200, TYPES[".html"], page.replace("</body>", `<script src="./${RELOAD}"></script></body>`));
      }
      const found = await stat(file).catch(() => undefined);
      if (!found?.isFile()) return answer(404, "text/plain", "not found\n");
      if (compress && extname(file) !== ".png") {
        const { encoding, body } = await encode(file, request.headers["accept-encoding"] ?? "");
        response.writeHead(200, {
          "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
          "Content-Length": body.length,
          ...(encoding ? { "Content-Encoding": encoding } : {}),
          // What is named after its content never changes.
          "Cache-Control": /-[0-9a-f]{12}\.\w+$/.test(name) ? "public, max-age=31536000, immutable" : "no-cache",
          "X-Content-Type-Options": "nosniff",
        });
        return response.end(request.method === "HEAD" ? undefined : body);
      }
      response.writeHead(200, {
        "Content-Type": TYPES[extname(file)] ?? "application/octet-stream",
        "Content-Length": found.size,
        "Cache-Control": "no-cache",
        "X-Content-Type-Options": "nosniff",
      });
      if (request.method === "HEAD") return response.end();
      return createReadStream(file).pipe(response);
    } catch {
      return answer(400, "text/plain", "bad request\n");
    }
  });

  await new Promise((done, failed) => {
    server.once("error", failed);
    server.listen(port, "127.0.0.1", done);
  });
  return {
    url: `http://127.0.0.1:${server.address().port}${base}`,
    close: () =>
      new Promise((done) => {
        clearInterval(watch);
        for (const listener of listeners) listener.end();
        server.closeAllConnections();
        server.close(done);
      }),
  };
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const [folder = "dist", port = "8080"] = process.argv.slice(2);
  const say = (text) => process.stderr.write(`\u001b[1m▸ ${text}\u001b[0m\n`);
  try {
    const { url } = await serveFolder(folder, {
      port: Number(port),
      reload: true,
      onBuild: () => say(`built; open ${url}`),
    });
    say(`serving at ${url} (Ctrl+C ends it)`);
  } catch (error) {
    if (error.code !== "EADDRINUSE") throw error;
    say(`port ${port} is in use; choose another: PORT=8081 make serve`);
    process.exit(1);
  }
}
