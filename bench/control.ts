type Row = Record<string, unknown>;

/** Calls the control API of a local Zoho, `/_sandbox/`. */
export const control =
  (origin: string) =>
  async (method: string, path: string, body?: Row): Promise<Row> => {
    const reply = await fetch(`${origin}/_sandbox/${path}`, {
      method,
      body: body && JSON.stringify(body),
    });
    if (!reply.ok) throw new Error(await reply.text());
    return (await reply.json()) as Row;
  };

export type Control = ReturnType<typeof control>;
