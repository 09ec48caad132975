/** The user's choices, by the name of the form control. */
export type Choices = Record<string, string>;

/**
 * The first form of a page as a browser would submit it with "Accept": hidden fields, selected or
 * first options, and the button. `choices` take precedence. Undefined if the page has no form.
 */
export function acceptForm(
  html: string,
  choices: Choices = {},
): { action: string; fields: Record<string, string> } | undefined {
  const form = /<form\b([^>]*)>([\s\S]*?)<\/form>/.exec(html);
  if (!form) return undefined;
  const [, head = "", body = ""] = form;
  const hidden = [...body.matchAll(/<input\b([^>]*)>/g)].map(([, tag = ""]) => [
    getAttribute(tag, "name"),
    getAttribute(tag, "value"),
  ]);
  const selects = [...body.matchAll(/<select\b([^>]*)>([\s\S]*?)<\/select>/g)].map(
    ([, tag = "", options = ""]) => [getAttribute(tag, "name"), getChosenOption(options)],
  );
  const [, button = ""] = /<button\b([^>]*)>/.exec(body) ?? [];
  const submitted = [getAttribute(button, "name"), getAttribute(button, "value")];
  const fields = Object.fromEntries([...hidden, ...selects, submitted]);
  delete fields[""];
  return { action: getAttribute(head, "action"), fields: { ...fields, ...choices } };
}

function getChosenOption(options: string): string {
  const tags = [...options.matchAll(/<option\b([^>]*)>/g)].map(([, tag = ""]) => tag);
  const selected = tags.find((tag) => /\sselected\b/.test(tag)) ?? tags[0] ?? "";
  return getAttribute(selected, "value");
}

function getAttribute(tag: string, name: string): string {
  const value = new RegExp(`\\b${name}="([^"]*)"`).exec(tag)?.[1] ?? "";
  return value.replace(/&(amp|lt|gt|quot|#39);/g, (entity) => ENTITIES[entity] ?? entity);
}

const ENTITIES: Record<string, string> = {
  "&amp;": "&",
  "&lt;": "<",
  "&gt;": ">",
  "&quot;": '"',
  "&#39;": "'",
};
