import { CRM_CALLS_IN_FLIGHT, HTTP } from "../limits";
import { organizationKey, Traffic, trafficOf } from "./traffic";

const after = (milliseconds: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, milliseconds));

describe("Traffic", () => {
  it("runs no more calls at once than its limit, and all of them in the end", async () => {
    const traffic = new Traffic();
    let inFlight = 0;
    let most = 0;
    const results = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        traffic.run(async () => {
          inFlight += 1;
          most = Math.max(most, inFlight);
          await after(1);
          inFlight -= 1;
          return index;
        }),
      ),
    );
    expect(most).toBe(CRM_CALLS_IN_FLIGHT.start);
    expect(results).toEqual(Array.from({ length: 20 }, (_, index) => index));
  });

  it("passes errors on and goes on with the next call", async () => {
    const traffic = new Traffic();
    await expect(traffic.run(() => Promise.reject(new Error("no")))).rejects.toThrow("no");
    await expect(traffic.run(async () => "yes")).resolves.toBe("yes");
  });

  it("halves on a 429 down to one, and grows back one by one up to five", () => {
    const traffic = new Traffic();
    traffic.note({ status: 429 });
    expect(traffic.limit).toBe(1);
    traffic.note({ status: 429 });
    expect(traffic.limit).toBe(1);
    const limits = Array.from({ length: 60 }, () => {
      traffic.note({ status: 200 });
      return traffic.limit;
    });
    expect(limits.slice(8, 11)).toEqual([1, 2, 2]);
    expect(limits.at(-1)).toBe(5);
  });

  it("keeps the credits that the last reply told, until a reply no longer tells them", () => {
    const traffic = new Traffic();
    traffic.note({ status: 200, creditsRemaining: 1_200 });
    traffic.note({ status: 500 });
    expect(traffic.creditsRemaining).toBe(1_200);
    traffic.note({});
    expect(traffic.creditsRemaining).toBe(1_200);
    traffic.note({ status: 429, creditsRemaining: 0 });
    expect(traffic.creditsRemaining).toBe(0);
    traffic.note({ status: 200 });
    expect(traffic.creditsRemaining).toBeUndefined();
  });
});

describe("trafficOf", () => {
  it("is one for an organization, and forgets the one used longest ago beyond fifty", () => {
    const traffic = trafficOf("a");
    expect(trafficOf("a")).toBe(traffic);
    for (let index = 1; index < HTTP.maxOrganizationsRemembered; index += 1) trafficOf(`o${index}`);
    expect(trafficOf("a")).toBe(traffic);
    for (let index = 1; index <= HTTP.maxOrganizationsRemembered; index += 1)
      trafficOf(`p${index}`);
    expect(trafficOf("a")).not.toBe(traffic);
  });
});

describe("organizationKey", () => {
  const connection = (token: Record<string, unknown>, fields: Record<string, unknown> = {}) => ({
    key: "k",
    configVarKey: "Zoho",
    fields,
    token,
  });

  it("stays the same when the access token is renewed", () => {
    const one = connection({ access_token: "a", refresh_token: "r" });
    const two = connection({ access_token: "b", refresh_token: "r" });
    expect(organizationKey(one, "www.zohoapis.com")).toBe(organizationKey(two, "www.zohoapis.com"));
  });

  it("tells grants, hosts and Self Client organizations apart", () => {
    const keys = [
      organizationKey(connection({ refresh_token: "r" }), "www.zohoapis.com"),
      organizationKey(connection({ refresh_token: "s" }), "www.zohoapis.com"),
      organizationKey(connection({ refresh_token: "r" }), "sandbox.zohoapis.com"),
      organizationKey(
        connection({ access_token: "a" }, { organizationId: "1" }),
        "www.zohoapis.com",
      ),
      organizationKey(
        connection({ access_token: "a" }, { organizationId: "2" }),
        "www.zohoapis.com",
      ),
    ];
    expect(new Set(keys).size).toBe(keys.length);
  });

  it("does not hold the token", () => {
    expect(organizationKey(connection({ access_token: "secret" }), "h")).toMatch(/^[0-9a-f]{64}$/);
  });
});
