import { isSpectralError } from "@prismatic-io/spectral";

/**
 * The component's error hook. Errors of the connector pass unchanged, however often the hook runs. Any
 * other error is a fault of the connector: it keeps its message and stack and nothing else, since an HTTP
 * library's error would carry the request with its token.
 */
export function handleErrors(error: unknown): unknown {
  if (isSpectralError(error)) return error;
  if (!(error instanceof Error)) return new Error(String(error));
  const plain = new Error(error.message);
  plain.name = error.name;
  plain.stack = error.stack;
  return plain;
}
