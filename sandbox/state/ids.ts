/** Ids are texts of 19 digits with the organization's leading digits (facts 13.2). */
const FIRST_ID = 4_876_876_000_000_000_000n;

export const formatId = (number: number): string => String(FIRST_ID + BigInt(number));

/** Whether a text has the format of an id. */
export const isIdShaped = (text: string): boolean => /^\d{1,19}$/.test(text);

/** Generates ascending ids, the same after every reset. */
export class IdSequence {
  constructor(private next: number) {}

  take(): string {
    const id = formatId(this.next);
    this.next += 1;
    return id;
  }
}
