import { isJsonObject, type JsonObject } from "../../http";
import { invalidValue, nameTaken, refused } from "../errors";
import { readFields } from "../records/readFields";
import { getRecordType } from "../schema/recordTypes";
import type { BooksOrganization } from "../state/booksOrganization";
import type { BooksRecord } from "../state/recordStore";
import { localTime } from "../state/zonedTime";
import { completeCurrency } from "./documents";
import { asNumber, asRows, asText, type Draft, type Effects } from "./effects";

const plainName = (values: JsonObject): string => asText(values.contact_name).trim().toLowerCase();

function requireFreeName({ organization, id, values, state }: Draft): void {
  const name = plainName(values);
  const perType = state.variants.booksContactNames === "per-type";
  const taken = organization.store("contacts").find((other) => {
    if (plainName(other.values) !== name || other.id === id) return false;
    return !perType || other.values.contact_type === values.contact_type;
  });
  if (!taken) return;
  const kind = values.contact_type === "vendor" ? "vendor" : "customer";
  throw nameTaken(kind, asText(values.contact_name));
}

const getGroup = (values: JsonObject | undefined, name: string): JsonObject => {
  const group = values?.[name];
  return isJsonObject(group) ? group : {};
};

/** An address keeps its id when it is rewritten. */
function withAddressId({ values, previous, organization }: Draft, name: string): void {
  const id = asText(getGroup(previous, name).address_id) || organization.takeId();
  values[name] = { ...getGroup(values, name), address_id: id };
}

/** The validated contact persons in a write of the contact; each is a record of its own. */
function readPersons(draft: Draft): JsonObject[] {
  return asRows(draft.input.contact_persons).map((person) => {
    if (!isJsonObject(person)) throw invalidValue("contact_persons");
    return readFields(getRecordType("contactpersons").full, person, draft.state.variants);
  });
}

const KINDS = ["customer", "vendor"];

function complete(draft: Draft): void {
  const { values, input } = draft;
  if (!KINDS.includes(asText(values.contact_type))) throw invalidValue("contact_type");
  if (draft.previous === undefined || input.contact_name !== undefined) requireFreeName(draft);
  completeCurrency(draft);
  values.exchange_rate = "";
  withAddressId(draft, "billing_address");
  withAddressId(draft, "shipping_address");
  const kind = asText(values.contact_type);
  values.contact_type_formatted = kind.charAt(0).toUpperCase() + kind.slice(1);
  values.language_code_formatted = "English";
  values.portal_status_formatted = "Disabled";
  const [primary] = readPersons(draft);
  for (const name of ["first_name", "last_name", "email", "phone", "mobile"]) {
    if (primary) values[name] = primary[name] ?? values[name] ?? "";
  }
  values.customer_name = values.contact_name;
  values.vendor_name = values.contact_name;
}

/** Updates the persons named by id and adds the others; persons left out stay. */
function savePersons(draft: Draft): void {
  const { organization, id, now, values } = draft;
  const store = organization.store("contactpersons");
  for (const person of readPersons(draft)) {
    const named = store.get(asText(person.contact_person_id));
    if (named) {
      named.values = { ...named.values, ...person };
      named.modifiedAt = now;
    } else {
      addPerson(
        organization,
        { ...person, contact_id: id, contact_name: values.contact_name },
        now,
      );
    }
  }
}

const getPersons = (organization: BooksOrganization, contactId: string): BooksRecord[] =>
  organization.store("contactpersons").filter(({ values }) => values.contact_id === contactId);

function addPerson(organization: BooksOrganization, values: JsonObject, now: number): void {
  const isFirst = getPersons(organization, asText(values.contact_id)).length === 0;
  const person = { ...values, is_primary_contact: isFirst };
  organization.add("contactpersons", person, { createdAt: now });
}

function renderPersons(organization: BooksOrganization, contactId: string): JsonObject[] {
  return getPersons(organization, contactId).map(({ id, values, createdAt }) => ({
    contact_person_id: id,
    salutation: values.salutation ?? "",
    first_name: values.first_name ?? "",
    last_name: values.last_name ?? "",
    email: values.email ?? "",
    phone: values.phone ?? "",
    mobile: values.mobile ?? "",
    designation: values.designation ?? "",
    department: values.department ?? "",
    is_primary_contact: values.is_primary_contact === true,
    created_time: localTime(createdAt, organization.timeZone),
  }));
}

export const contactEffects: Effects = {
  complete,
  afterSave: savePersons,
  afterDelete: (organization, { id }) => {
    for (const person of getPersons(organization, id)) {
      organization.store("contactpersons").delete(person.id);
    }
  },
  render: (organization, { id, values }) => {
    const persons = renderPersons(organization, id);
    const primary = persons.find(({ is_primary_contact }) => is_primary_contact);
    const currency = organization.store("settings/currencies").get(asText(values.currency_id));
    return {
      contact_persons: persons,
      primary_contact_id: primary?.contact_person_id ?? "",
      has_transaction:
        asNumber(values.outstanding_receivable_amount) +
          asNumber(values.outstanding_payable_amount) !==
        0,
      customer_currency_summaries: [
        {
          ...currency?.values,
          outstanding_receivable_amount: asNumber(values.outstanding_receivable_amount),
          unused_credits_receivable_amount: asNumber(values.unused_credits_receivable_amount),
        },
      ],
    };
  },
};

export const contactPersonEffects: Effects = {
  complete: ({ organization, id, values, previous }) => {
    const others = getPersons(organization, asText(values.contact_id)).filter(
      (person) => person.id !== id,
    );
    if (!previous) values.is_primary_contact = others.length === 0;
  },
  beforeDelete: (organization, { values }) => {
    const others = getPersons(organization, asText(values.contact_id));
    if (values.is_primary_contact && others.length > 1) {
      throw refused(3020, "The primary contact person cannot be deleted while there are others.");
    }
  },
};
