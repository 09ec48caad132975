import { escapeHtml, html } from "./html";

describe("html", () => {
  test("values are escaped in texts and attributes", () => {
    const evil = `<img src=x onerror='alert("1")'> & co`;
    const safe = "&lt;img src=x onerror=&#39;alert(&quot;1&quot;)&#39;&gt; &amp; co";
    expect(escapeHtml(evil)).toBe(safe);
    expect(html`<p title="${evil}">${evil}</p>`.text).toBe(`<p title="${safe}">${safe}</p>`);
  });

  test("HTML and lists of HTML are not escaped, numbers become texts", () => {
    const rows = ["a<", "b"].map((name) => html`<li>${name}</li>`);
    expect(html`<ul>${rows}</ul>${html`<hr>`}${3}`.text).toBe(
      "<ul><li>a&lt;</li><li>b</li></ul><hr>3",
    );
  });
});
