import assert from "node:assert/strict";

/** Lists over several pages, COQL and search. */
export function queries(session) {
  const { Coql, Record } = session.sdk;
  const { GetRecordsHeader, GetRecordsParam, SearchRecordsParam } = Record;
  const leads = new Record.RecordOperations("Leads");

  const page = async (token) => {
    const parameters = await session.parameters(
      [GetRecordsParam.FIELDS, "Last_Name,Email"],
      [GetRecordsParam.PER_PAGE, 200],
      ...(token ? [[GetRecordsParam.PAGE_TOKEN, token]] : []),
    );
    return (await leads.getRecords(parameters)).getObject();
  };

  const search = async (...pairs) => {
    const response = await leads.searchRecords(await session.parameters(...pairs));
    return (await response.getObject()).getData();
  };

  return [
    [
      "lists all records over several pages, by page tokens",
      async () => {
        const ids = new Set();
        let pages = 0;
        let token;
        do {
          const wrapper = await page(token);
          for (const record of wrapper.getData()) ids.add(record.getId());
          pages += 1;
          const info = wrapper.getInfo();
          token = info.getMoreRecords() ? info.getNextPageToken() : undefined;
        } while (token);
        const { count } = await session.control("GET", "records?module=Leads");
        assert.equal(ids.size, count);
        assert.equal(pages, Math.ceil(count / 200));
        return `${count} records, ${pages} pages`;
      },
    ],
    [
      "lists only changes since a time",
      async () => {
        const parameters = await session.parameters([GetRecordsParam.FIELDS, "Last_Name"]);
        const since = new Date("2099-01-01T00:00:00Z");
        const headers = await session.headers([GetRecordsHeader.IF_MODIFIED_SINCE, since]);
        assert.equal((await leads.getRecords(parameters, headers)).getStatusCode(), 304);
      },
    ],
    [
      "queries with COQL",
      async () => {
        const wrapper = new Coql.BodyWrapper();
        wrapper.setSelectQuery(
          "select Last_Name, Email from Leads where Email = 'meitner@example.test' limit 5",
        );
        const response = await new Coql.CoqlOperations().getRecords(wrapper);
        const found = await response.getObject();
        const names = found.getData().map((record) => record.getKeyValue("Last_Name"));
        assert.deepEqual(names, ["Meitner"]);
        assert.equal(found.getInfo().getMoreRecords(), false);
      },
    ],
    [
      "reports what is wrong with a query",
      async () => {
        const wrapper = new Coql.BodyWrapper();
        wrapper.setSelectQuery("select Nope from Leads where id is not null");
        const response = await new Coql.CoqlOperations().getRecords(wrapper);
        const error = await response.getObject();
        assert.ok(error instanceof Coql.APIException);
        assert.equal(error.getCode().getValue(), "INVALID_QUERY");
      },
    ],
    [
      "searches by criteria, e-mail address and word",
      async () => {
        const criteria = "((Last_Name:equals:Meitner)and(Email:starts_with:meit))";
        for (const pair of [
          [SearchRecordsParam.CRITERIA, criteria],
          [SearchRecordsParam.EMAIL, "meitner@example.test"],
          [SearchRecordsParam.WORD, "Meitner"],
        ]) {
          const names = (await search(pair)).map((record) => record.getKeyValue("Last_Name"));
          assert.deepEqual(names, ["Meitner"], pair[1]);
        }
      },
    ],
  ];
}
