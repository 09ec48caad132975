import assert from "node:assert/strict";
import { inspect } from "node:util";

/** Related lists, tags and the conversion of a lead. */
export function relations(session) {
  const { Choice, ConvertLead, Record, RelatedRecords, Tags } = session.sdk;
  const tags = new Tags.TagsOperations();

  const firstId = async (module) =>
    BigInt((await session.control("GET", `records?module=${module}`)).records[0].id);

  const related = (list, module) => new RelatedRecords.RelatedRecordsOperations(list, module);

  const inList = async (operations, id) => {
    const parameters = await session.parameters([
      RelatedRecords.GetRelatedRecordsParam.FIELDS,
      "id",
    ]);
    const response = await operations.getRelatedRecords(id, parameters);
    return response.getStatusCode() === 204 ? [] : (await response.getObject()).getData();
  };

  const tagNames = async (id) =>
    ((await session.stored("Leads", id)).Tag ?? []).map(({ name }) => name);

  const withTag = (Wrapper, Tag) => {
    const tag = new Tag();
    tag.setName("hot");
    const wrapper = new Wrapper();
    wrapper.setTags([tag]);
    return wrapper;
  };

  return [
    [
      "relates a product to a contact and finds it in the list",
      async () => {
        const [contact, id] = [await firstId("Contacts"), await firstId("Products")];
        const products = related("Products", "Contacts");
        assert.deepEqual(await inList(products, contact), []);
        const product = new Record.Record();
        product.setId(id);
        const wrapper = new RelatedRecords.BodyWrapper();
        wrapper.setData([product]);
        const response = await products.updateRelatedRecords(contact, wrapper);
        assert.equal(response.getStatusCode(), 200);
        const ids = (await inList(products, contact)).map((record) => record.getId());
        assert.deepEqual(ids, [id]);
      },
    ],
    [
      "tags a lead and removes the tag",
      async () => {
        const id = await firstId("Leads");
        const before = await tagNames(id);
        await tags.addTags("Leads", id, withTag(Tags.NewTagRequestWrapper, Tags.Tag));
        assert.deepEqual(await tagNames(id), [...before, "hot"]);
        const existing = withTag(Tags.ExistingTagRequestWrapper, Tags.ExistingTag);
        await tags.removeTags("Leads", id, existing);
        assert.deepEqual(await tagNames(id), before);
      },
    ],
    [
      "converts a lead into a contact, an account and a deal",
      async () => {
        const id = await firstId("Leads");
        const deal = new Record.Record();
        deal.addKeyValue("Deal_Name", "Radium");
        deal.addKeyValue("Stage", new Choice("Qualification"));
        deal.addKeyValue("Closing_Date", new Date("2026-12-31"));
        const converter = new ConvertLead.LeadConverter();
        await converter.setDeals(deal);
        const wrapper = new ConvertLead.BodyWrapper();
        wrapper.setData([converter]);
        const operations = new ConvertLead.ConvertLeadOperations(id);
        const response = await operations.convertLead(wrapper);
        const [row] = (await response.getObject()).getData();
        assert.ok(row instanceof ConvertLead.SuccessResponse, inspect(row));
        const dealId = row.getDetails().get("Deals").getId();
        const { Deal_Name, Closing_Date } = await session.stored("Deals", dealId);
        assert.deepEqual([Deal_Name, Closing_Date], ["Radium", "2026-12-31"]);
        assert.equal((await session.stored("Leads", id)).$converted, true);
        return row.getMessage().getValue();
      },
    ],
  ];
}
