/** A portal's view of the system: HTTP, a token per role, nothing else. */
export interface Reply {
  readonly status: number;
  // The demo reads whatever the contract promises, the way a portal in any language would.
  readonly body: Readonly<Record<string, unknown>>;
}

export interface Portal {
  get(role: string, path: string): Promise<Reply>;
  put(role: string, path: string, body: unknown): Promise<Reply>;
  post(role: string, path: string, body?: unknown): Promise<Reply>;
  /** Asks until the answer is as wanted: what one function publishes, another hears a moment later. */
  until(role: string, path: string, wanted: (body: Readonly<Record<string, unknown>>) => boolean): Promise<Reply>;
}

const PATIENCE_MS = 15_000;

/** Opens a portal at `url` for one division; `organisations` names the organisation that each role speaks for. */
export async function openPortal(url: string, division: string, organisations: Readonly<Record<string, string>>): Promise<Portal> {
  const tokens = new Map<string, string>();
  for (const [role, organisation] of Object.entries(organisations)) {
    const { body } = await call(url, 'POST', '/local/tokens', { division, organisation, roles: [role], name: `演示-${role}` });
    tokens.set(role, String(body.token));
  }
  const send = (role: string, method: string, path: string, body?: unknown) => {
    const token = tokens.get(role);
    if (!token) throw new Error(`no token for ${role}`);
    const key = method === 'POST' ? { 'idempotency-key': crypto.randomUUID() } : {};
    return call(url, method, path, body, { authorization: `Bearer ${token}`, ...key });
  };
  const get = (role: string, path: string) => send(role, 'GET', path);
  return {
    get,
    put: (role, path, body) => send(role, 'PUT', path, body),
    post: (role, path, body) => send(role, 'POST', path, body),
    async until(role, path, wanted) {
      const deadline = performance.now() + PATIENCE_MS;
      for (;;) {
        const reply = await get(role, path);
        if (reply.status === 200 && wanted(reply.body)) return reply;
        if (performance.now() > deadline) throw new Error(`${path} stayed ${reply.status} ${JSON.stringify(reply.body).slice(0, 400)}`);
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
    },
  };
}

async function call(url: string, method: string, path: string, body?: unknown, headers: Record<string, string> = {}): Promise<Reply> {
  const response = await fetch(new URL(path, url), {
    method,
    headers: { ...headers, ...(body === undefined ? {} : { 'content-type': 'application/json' }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  const parsed: unknown = text === '' ? {} : JSON.parse(text);
  return { status: response.status, body: parsed !== null && typeof parsed === 'object' ? { ...parsed } : {} };
}
