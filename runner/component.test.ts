import { findConnection, findTrigger, loadComponent, suggestion } from "./component";
import { fixture } from "./fixture";

describe("loadComponent", () => {
  it("loads the built component once", () => {
    const component = loadComponent();
    expect(component.key).toBe("zoho");
    expect(loadComponent()).toBe(component);
  });

  it("says what is wrong with a bundle that is missing or has no component", () => {
    expect(() => loadComponent("dist/none.js")).toThrow('Run "npm run build" first.');
    expect(() => loadComponent("package.json")).toThrow("is not a component");
  });
});

describe("a lookup", () => {
  it("lists the known keys", () => {
    expect(() => findTrigger(fixture, "pol")).toThrow(
      "Did you mean poll? There are: poll, hook, feed, subscription.",
    );
    expect(() => findConnection(fixture, "oauth2")).toThrow("There are none.");
  });

  it("suggests only similar keys", () => {
    expect(suggestion("crmGetRecrod", ["crmGetRecord", "crmCreateRecord"])).toContain(
      "Did you mean crmGetRecord?",
    );
    expect(suggestion("something", ["crmGetRecord"])).toBe("There are: crmGetRecord.");
  });
});
