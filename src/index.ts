import { component } from "@prismatic-io/spectral";
import { actions } from "./actions";
import { handleErrors } from "./client/errors/errors";
import { connections } from "./connections";
import { dataSources } from "./dataSources";
import { triggers } from "./triggers";

export default component({
  key: "zoho",
  public: false,
  documentationUrl: "https://prismatic.io/docs/components/zoho/",
  display: {
    label: "Zoho",
    description: "Manage records, contacts, and transactions in Zoho CRM and Books",
    iconPath: "icon.png",
    category: "Application Connectors",
  },
  hooks: { error: handleErrors },
  connections,
  actions,
  triggers,
  dataSources,
});
