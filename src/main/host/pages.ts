/** The built renderer's files, for either host: path to bytes and type, with the headers every answer carries. */
import { readFile } from 'node:fs/promises';
import { extname, join, normalize, sep } from 'node:path';

/** Nothing from anywhere but the package itself, and the page inside no frame. Workflow notes, section 16, item 7. */
export const contentSecurityPolicy =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self'; connect-src 'self'; " +
  "frame-ancestors 'none'; base-uri 'none'; form-action 'none'; object-src 'none'";

export const securityHeaders: Readonly<Record<string, string>> = {
  'content-security-policy': contentSecurityPolicy,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'serial=(), hid=(), usb=(), camera=(), microphone=(), geolocation=()',
  'cache-control': 'no-store',
};

const types: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.woff2': 'font/woff2',
  '.woff': 'font/woff',
  '.json': 'application/json',
};

export interface Page {
  body: Uint8Array<ArrayBuffer>;
  type: string;
}

/** The file for a URL path below `folder`, or null: unknown, of no known type, or an attempt to leave the folder. */
export async function readPage(folder: string, urlPath: string): Promise<Page | null> {
  let path: string;
  try {
    path = decodeURIComponent(urlPath === '/' ? '/index.html' : urlPath);
  } catch {
    return null;
  }
  const file = normalize(join(folder, path));
  const type = types[extname(file)];
  if (path.includes('\0') || !file.startsWith(normalize(folder) + sep) || type === undefined) return null;
  try {
    return { body: new Uint8Array(await readFile(file)), type };
  } catch {
    return null;
  }
}
