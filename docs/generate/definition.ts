/** The published definition as the platform receives it, without functions and undefined keys. */
export interface PublishedInput {
  key: string;
  label: string;
  keyLabel?: string;
  type: string;
  collection?: string;
  placeholder?: string;
  default?: unknown;
  comments?: string;
  example?: string;
  required?: boolean;
  model?: { label: string; value: string }[];
  language?: string;
  dataSource?: string;
  shown?: boolean;
}

export interface PublishedDisplay {
  label: string;
  description: string;
}

export interface PublishedPart {
  key: string;
  display: PublishedDisplay;
  inputs: PublishedInput[];
  examplePayload?: unknown;
  performSafety?: string;
  examplePerformSafety?: string;
  outputSchema?: unknown;
  dataSourceType?: string;
  scheduleSupport?: string;
  synchronousResponseSupport?: string;
}

export interface PublishedConnection {
  key: string;
  label: string;
  comments?: string;
  oauth2Type?: string;
  inputs: PublishedInput[];
}

export interface PublishedDefinition {
  key: string;
  public: boolean;
  documentationUrl: string;
  display: PublishedDisplay & { iconPath: string; category: string };
  connections: PublishedConnection[];
  actions: Record<string, PublishedPart>;
  triggers: Record<string, PublishedPart>;
  dataSources: Record<string, PublishedPart>;
}

/** Serialises a component as `prism components:publish` does. */
export function publishedDefinition(component: unknown): PublishedDefinition {
  return JSON.parse(JSON.stringify(component)) as PublishedDefinition;
}
