import { input, util } from "@prismatic-io/spectral";
import { InputError } from "../client/errors/errors";
import { HTTP, RAW_REQUEST } from "../limits";
import { toChoice, toFlag, toKeyValues, toText, toWholeNumber } from "./cleaners";

/** The inputs of a raw request; every product adds its own url. */
const METHODS = [
  "DELETE",
  "GET",
  "HEAD",
  "LINK",
  "OPTIONS",
  "PATCH",
  "POST",
  "PURGE",
  "PUT",
  "UNLINK",
] as const;

const RESPONSE_TYPES = ["arraybuffer", "document", "json", "text"] as const;

const menu = (values: readonly string[]) => values.map((value) => ({ label: value, value }));

const method = input({
  label: "Method",
  placeholder: "Select a method",
  type: "string",
  required: true,
  comments: "The HTTP method to use.",
  example: "GET",
  model: menu(METHODS),
  clean: (value: unknown): string => {
    const choice = toChoice("Method", METHODS)(toText("Method")(value).toUpperCase());
    if (choice === "") throw new InputError("Method", "is empty.");
    return choice;
  },
});

const data = input({
  label: "Data",
  placeholder: "Enter body",
  type: "string",
  required: false,
  comments: "The request body. JSON text and objects from earlier steps are sent as JSON.",
  example: '{"data": [{"Last_Name": "Rao"}]}',
  clean: (value: unknown): unknown => value,
});

const formData = input({
  label: "Form Data",
  placeholder: "Enter names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments: "Text fields of a multipart form. Cannot be combined with Data.",
  example: "title: Our offer",
  clean: toKeyValues("Form Data"),
});

const fileData = input({
  label: "File Data",
  placeholder: "Enter names and reference files",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments: "Files of a multipart form, keyed by form field. Cannot be combined with Data.",
  example: "file: a file from an earlier step",
  clean: (value: unknown): Record<string, FilePayload> => {
    const files = Object.entries(toKeyValues("File Data")(value));
    return Object.fromEntries(files.map(([name, file]) => [name, toFile(file)]));
  },
});

function toFile(value: unknown): FilePayload {
  try {
    return util.types.toBufferDataPayload(value);
  } catch {
    throw new InputError("File Data", "must hold texts or files from earlier steps.");
  }
}

const fileDataFileNames = input({
  label: "File Data File Names",
  placeholder: "Enter names and file names",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments: "File names for File Data, under the same keys.",
  example: "file: offer.pdf",
  clean: toKeyValues("File Data File Names"),
});

const queryParams = input({
  label: "Query Parameter",
  placeholder: "Enter names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments: "Query parameters to add to the URL. Values are URL-encoded.",
  example: "fields: Last_Name,Email",
  clean: toKeyValues("Query Parameter"),
});

const headers = input({
  label: "Header",
  placeholder: "Enter names and values",
  type: "string",
  collection: "keyvaluelist",
  required: false,
  comments: "Headers to send. Authorization and Host are set by the connection.",
  example: "If-Modified-Since: 2026-01-31T10:00:00+00:00",
  clean: toKeyValues("Header"),
});

const responseType = input({
  label: "Response Type",
  placeholder: "Select a response type",
  type: "string",
  required: true,
  default: "json",
  comments: "How to return the response: as JSON, text, or a file (arraybuffer).",
  example: "json",
  model: menu(RESPONSE_TYPES),
  clean: (value: unknown): string => toChoice("Response Type", RESPONSE_TYPES)(value) || "json",
});

const timeout = input({
  label: "Timeout",
  placeholder: "Enter milliseconds",
  type: "string",
  required: false,
  comments: `The timeout in milliseconds. When empty, ${HTTP.timeoutMs}.`,
  example: "60000",
  clean: (value: unknown): number | undefined =>
    toWholeNumber("Timeout", { fallback: 0, min: 0, max: Number.POSITIVE_INFINITY })(value) ||
    undefined,
});

const retryDelayMS = input({
  label: "Retry Delay (ms)",
  placeholder: "Enter milliseconds",
  type: "string",
  required: false,
  default: "0",
  comments: `Milliseconds to wait between attempts, at most ${RAW_REQUEST.maxDelayMs}. Zoho's own delay and Use Exponential Backoff take precedence. The total wait is limited to five minutes.`,
  example: "1000",
  clean: toWholeNumber("Retry Delay (ms)", { fallback: 0, min: 0, max: Number.POSITIVE_INFINITY }),
});

const retryAllErrors = input({
  label: "Retry On All Errors",
  type: "boolean",
  required: false,
  default: "false",
  comments:
    "When true, every failed request is retried, which can create records twice. When false, retries only rate limits and, for requests that are safe to repeat, server and network errors.",
  example: "true",
  clean: toFlag("Retry On All Errors"),
});

const maxRetries = input({
  label: "Max Retry Count",
  placeholder: "Enter a number",
  type: "string",
  required: false,
  default: "0",
  comments: `How many times to retry a failed request, at most ${RAW_REQUEST.maxRetries}. 0 = never.`,
  example: "3",
  clean: toWholeNumber("Max Retry Count", { fallback: 0, min: 0, max: Number.POSITIVE_INFINITY }),
});

const useExponentialBackoff = input({
  label: "Use Exponential Backoff",
  type: "boolean",
  required: false,
  default: "false",
  comments: "When true, the wait doubles with each attempt, starting at one second.",
  example: "true",
  clean: toFlag("Use Exponential Backoff"),
});

export const rawRequestInputs = {
  method,
  data,
  formData,
  fileData,
  fileDataFileNames,
  queryParams,
  headers,
  responseType,
  timeout,
  retryDelayMS,
  retryAllErrors,
  maxRetries,
  useExponentialBackoff,
};

type FilePayload = { data: Buffer; contentType?: string };

/** The cleaned values of the inputs. Empty texts and lists stand for "not given". */
export interface RawRequestParams {
  /** A path below the base, a path that begins with the product's root, or a complete address. */
  url: string;
  method: string;
  data: unknown;
  formData: Record<string, unknown>;
  fileData: Record<string, FilePayload>;
  fileDataFileNames: Record<string, unknown>;
  queryParams: Record<string, unknown>;
  headers: Record<string, unknown>;
  responseType: string;
  timeout: number | undefined;
  retryDelayMS: number;
  retryAllErrors: boolean;
  maxRetries: number;
  useExponentialBackoff: boolean;
}
