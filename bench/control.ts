type Row = Record<string, unknown>;

/** Asks the `/_sandbox/` addresses of a local Zoho. */
export const control =
  (origin: string) =>
  async (method: string, path: string, body?: Row): Promise<Row> => {
    const reply = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      ...(body && { body: JSON.stringify(body) }),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as Row;
  };

export type Control = ReturnType<typeof control>;
