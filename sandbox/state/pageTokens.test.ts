import { PageTokens } from "./pageTokens";

test("the oldest page tokens are forgotten, and all are unique", () => {
  const tokens = new PageTokens();
  const issue = () =>
    tokens.issue({ start: { skip: 0, served: 0 }, userId: "1", parameters: "" }, 0);
  const first = issue();
  const others = Array.from({ length: 50_000 }, issue);
  expect(tokens.find(first)).toBeUndefined();
  expect(tokens.find(others[0] ?? "")).toMatchObject({ userId: "1" });
  expect(new Set([first, ...others]).size).toBe(50_001);
});
