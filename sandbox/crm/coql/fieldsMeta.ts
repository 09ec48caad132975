import type { JsonObject } from "../../http";
import type { SandboxState } from "../../state/sandboxState";
import type { Field, Module } from "../../state/schema/modules";
import { renderFieldMetadata } from "../metadata/fields";
import type { Query } from "./ast";
import { resolveColumn } from "./columns";

/** What `include_meta: ["fields"]` adds: metadata of the columns' fields, each once. */
export function fieldsMeta(state: SandboxState, module: Module, { columns }: Query): JsonObject[] {
  const sources = new Map<Field, Module>();
  for (const { path } of columns) {
    const { source } = resolveColumn(state, module, path);
    if (source) sources.set(source.field, source.module);
  }
  return [...sources].map(([field, owner]) =>
    renderFieldMetadata(state, owner, field, owner.fields.indexOf(field)),
  );
}
