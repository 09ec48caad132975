/** Zoho's ids: 19 digits that share the organization's leading ones, always as text (facts 13.2). */
const FIRST_ID = 4_876_876_000_000_000_000n;

export const formatId = (number: number): string => String(FIRST_ID + BigInt(number));

/** Whether a text can be an id at all; whether it exists is another question. */
export const isIdShaped = (text: string): boolean => /^\d{1,19}$/.test(text);

/** Hands out ids in rising order, the same ones after every reset. */
export class IdSequence {
  constructor(private next: number) {}

  take(): string {
    const id = formatId(this.next);
    this.next += 1;
    return id;
  }
}
