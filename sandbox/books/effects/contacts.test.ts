import type { JsonObject } from "../../http";
import { BooksSandbox, getBody, rowsUnder } from "../../testSupport/books";

describe("names of contacts (facts 7)", () => {
  const taken = (kind: string, name: string) => ({
    code: 3062,
    message: `The ${kind} "${name}" already exists. Please specify a different name.`,
  });
  const post = (zoho: BooksSandbox, body: JsonObject) => zoho.call("POST", "/contacts", { body });

  test("are unique, ignoring case", () => {
    const zoho = new BooksSandbox();
    zoho.create("/contacts", { contact_name: "Harbor Supply" });
    const reply = post(zoho, { contact_name: "harbor supply " });
    expect({ status: reply.status, body: getBody(reply) }).toEqual({
      status: 400,
      body: taken("customer", "harbor supply "),
    });
    const vendor = { contact_name: "Harbor Supply", contact_type: "vendor" };
    expect(getBody(post(zoho, vendor))).toEqual(taken("vendor", "Harbor Supply"));
  });

  test("in a variant, are unique among customers and among vendors", () => {
    const zoho = new BooksSandbox({}, { booksContactNames: "per-type" });
    zoho.create("/contacts", { contact_name: "Moss" });
    expect(post(zoho, { contact_name: "Moss", contact_type: "vendor" }).status).toBe(201);
    expect(post(zoho, { contact_name: "Moss" }).status).toBe(400);
  });

  test("a PUT may keep its name, but not take another's", () => {
    const zoho = new BooksSandbox();
    zoho.create("/contacts", { contact_name: "Ash" });
    const { contact_id } = zoho.create("/contacts", { contact_name: "Moss" });
    const put = (contact_name: string) =>
      zoho.call("PUT", `/contacts/${String(contact_id)}`, { body: { contact_name } }).status;
    expect([put("Moss"), put("Ash"), put("Moss 2")]).toEqual([200, 400, 200]);
  });

  test("an unknown kind is refused", () => {
    const body = { contact_name: "Moss", contact_type: "alien" };
    expect(getBody(post(new BooksSandbox(), body)).message).toContain("contact_type");
  });
});

describe("persons of a contact", () => {
  test("are created with it as records, the first as primary", () => {
    const zoho = new BooksSandbox();
    const contact = zoho.create("/contacts", {
      contact_name: "Harbor",
      contact_persons: [
        { first_name: "Ada", last_name: "Moss", email: "ada@example.test" },
        { first_name: "Bo" },
      ],
    });
    expect(contact).toMatchObject({
      first_name: "Ada",
      email: "ada@example.test",
      contact_persons: [
        { first_name: "Ada", is_primary_contact: true },
        { first_name: "Bo", is_primary_contact: false },
      ],
    });
    const url = `/contacts/${String(contact.contact_id)}`;
    const persons = rowsUnder(zoho.get(`${url}/contactpersons`), "contact_persons");
    expect(persons.map(({ first_name }) => first_name)).toEqual(["Ada", "Bo"]);
    expect(contact.primary_contact_id).toBe(persons[0]?.contact_person_id);
    const [ada, bo] = persons.map((one) => String(one.contact_person_id));
    expect(zoho.call("DELETE", `/contacts/contactpersons/${ada}`).status).toBe(400);
    expect(zoho.call("POST", `/contacts/contactpersons/${bo}/primary`).status).toBe(200);
    expect(zoho.get(url).contact).toMatchObject({ primary_contact_id: bo });
    expect(zoho.call("DELETE", `/contacts/contactpersons/${ada}`).status).toBe(200);
  });

  test("a PUT updates those with ids and adds the others", () => {
    const zoho = new BooksSandbox();
    const contact_persons = [{ first_name: "Ada" }];
    const contact = zoho.create("/contacts", { contact_name: "Harbor", contact_persons });
    const [ada] = rowsUnder(contact, "contact_persons");
    const body = {
      contact_persons: [
        { contact_person_id: ada?.contact_person_id, first_name: "Adele" },
        { first_name: "Bo" },
      ],
    };
    const url = `/contacts/${String(contact.contact_id)}`;
    zoho.call("PUT", url, { body });
    expect(zoho.get(url).contact).toMatchObject({
      contact_persons: [
        { contact_person_id: ada?.contact_person_id, first_name: "Adele" },
        { first_name: "Bo" },
      ],
    });
  });
});

test("addresses keep their ids (facts 5)", () => {
  const zoho = new BooksSandbox();
  const address = (record: JsonObject, name: string): JsonObject => Object.assign({}, record[name]);
  const contact: JsonObject = zoho.create("/contacts", {
    contact_name: "Harbor",
    billing_address: { city: "Salem" },
  });
  const { address_id } = address(contact, "billing_address");
  expect(address_id).toMatch(/^\d{18}$/);
  expect(address(contact, "shipping_address").address_id).toMatch(/^\d{18}$/);
  const url = `/contacts/${String(contact.contact_id)}`;
  zoho.call("PUT", url, { body: { billing_address: { city: "Dover" } } });
  expect(zoho.get(url).contact).toMatchObject({ billing_address: { city: "Dover", address_id } });
});
