import { Router, splitPath } from "./router";

const router = new Router([
  { method: "GET", pattern: "/{module}/{id}" },
  { method: "PUT", pattern: "/{module}/{id}" },
  { method: "GET", pattern: "/{module}/search" },
  { method: "GET", pattern: "/users/{id}" },
  { method: "GET", pattern: "/users/me" },
]);
const patterns = (path: string) =>
  router.match(splitPath(path) ?? []).map(({ route }) => `${route.method} ${route.pattern}`);

describe("router", () => {
  test.each([
    ["/users/me", ["GET /users/me"]],
    ["/users/7", ["GET /users/{id}"]],
    ["/Leads/search", ["GET /{module}/search"]],
    ["/Leads/7", ["GET /{module}/{id}", "PUT /{module}/{id}"]],
    ["/users/search", ["GET /{module}/search", "GET /users/{id}"]],
    ["/Leads", []],
    ["/Leads/7/Notes", []],
  ])("%s matches %j: the most literal patterns win", (path, expected) => {
    expect(patterns(path)).toEqual(expected);
  });

  test("segments in braces become decoded parameters", () => {
    const [match] = router.match(splitPath("/Leads/a%2Fb") ?? []);
    expect(match?.params).toEqual({ module: "Leads", id: "a/b" });
  });

  test("routes can be excluded", () => {
    const matches = router.match(["users", "me"], ({ route }) => route.pattern.includes("{"));
    expect(matches.map(({ route }) => route.pattern)).toEqual(["/users/{id}"]);
  });

  test.each(["Leads", "/", "/Leads/", "//Leads", "/Leads/%zz"])("%j is malformed", (path) => {
    expect(splitPath(path)).toBeUndefined();
  });
});
