import whole from "./booksGetRecord.example.json";

/** What Zoho Books answers to the creation of a contact. */
export const createdContact = { ...whole, message: "The contact has been added." };

/** What it answers to its update. */
export const updatedContact = { ...whole, message: "Contact information has been saved." };

/** What it answers where there is nothing to return. */
export const done = (message: string) => ({ code: 0, message });

/** A file as the download actions return it. */
export const pdfFile = (fileName: string) => ({
  fileName,
  contentType: "application/pdf",
  size: 8,
  file: { data: Buffer.from("%PDF-1.4"), contentType: "application/pdf" },
});
