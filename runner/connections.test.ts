import { loadComponent } from "./component";
import { connectionFields, evaluate, sandboxConnection } from "./connections";

const component = loadComponent();

describe("evaluate", () => {
  it("inserts values unescaped", () => {
    const fields = { zohoRegion: "https://accounts.zoho.eu", organizationId: "7" };
    expect(evaluate("{{#zohoRegion}}/token?soid=ZohoCRM.{{#organizationId}}", fields)).toBe(
      "https://accounts.zoho.eu/token?soid=ZohoCRM.7",
    );
    expect(evaluate("{{#missing}}/x", fields)).toBe("/x");
  });
});

describe("sandboxConnection", () => {
  it("is what the platform passes after sign-in, in any region", () => {
    const connection = sandboxConnection({ region: "ca", component });
    expect(connection).toMatchObject({
      key: "zohoTemplatedConnection",
      fields: {
        zohoRegion: "https://accounts.zohocloud.ca",
        authorizeUrl:
          "https://accounts.zohocloud.ca/oauth/v2/auth?access_type=offline&prompt=consent",
        tokenUrl: "https://accounts.zohocloud.ca/oauth/v2/token",
      },
      token: { access_token: "sandbox", api_domain: "https://www.zohoapis.ca" },
      context: { "accounts-server": "https://accounts.zohocloud.ca", location: "ca" },
    });
  });

  it("has no sign-in context with client credentials, and the organization in the token URL", () => {
    const connection = sandboxConnection({ kind: "zohoSelfClient", region: "in", component });
    expect(connection.context).toBeUndefined();
    expect(connection.fields.tokenUrl).toMatch(
      /^https:\/\/accounts\.zoho\.in\/oauth\/v2\/token\?soid=ZohoCRM\.\d+$/,
    );
  });

  it("removes parts of the token", () => {
    const tokenFields = { api_domain: undefined };
    const connection = sandboxConnection({ kind: "oauth2", tokenFields, component });
    expect(connection.token?.api_domain).toBeUndefined();
    expect(connection.fields.tokenUrl).toBe("https://accounts.zoho.com/oauth/v2/token");
  });

  it("lists the regions for an unknown one", () => {
    expect(() => sandboxConnection({ region: "mars", component })).toThrow("us, eu, in");
  });
});

describe("connectionFields", () => {
  it("rejects a required field that is empty", () => {
    const [definition] = component.connections;
    if (!definition) throw new Error("no connection");
    expect(() => connectionFields(definition, { zohoRegion: "" })).toThrow(
      'needs "Region URL" (zohoRegion)',
    );
  });
});
