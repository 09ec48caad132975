import type { LiveFlow } from "../../runner/liveFlow";
import { Platform } from "../../runner/platform";
import { fakeDate, pass, realTime } from "./clock";
import { settled } from "./live";
import { idOf, LocalZoho, type Row } from "./localZoho";

/** A local Zoho for a test file, fresh before each test, with a clock that only tests let go on. */
export class Scene {
  readonly zoho = new LocalZoho();

  constructor() {
    beforeAll(async () => {
      fakeDate();
      await this.zoho.start();
    });
    afterAll(async () => {
      realTime();
      await this.zoho.stop();
    });
    beforeEach(() => this.fresh());
  }

  /** Everything as before a test, a while after Zoho's records were made. */
  async fresh(options: Row = {}): Promise<void> {
    await this.zoho.clearScenarios();
    await this.zoho.reset(options);
    await this.pass(100);
  }

  pass(seconds: number): Promise<void> {
    return pass(this.zoho, seconds);
  }

  /** Writes past the connector, which no fault meets. */
  async create(recordType: string, values: Row, token?: string): Promise<string> {
    const { data } = await this.zoho.crm("POST", `/${recordType}`, { data: [values] }, token);
    return idOf((data as Row[])[0]);
  }

  update(recordType: string, id: string, values: Row, token?: string): Promise<Row> {
    return this.zoho.crm("PUT", `/${recordType}/${id}`, { data: [values] }, token);
  }

  remove(recordType: string, id: string): Promise<Row> {
    return this.zoho.crm("DELETE", `/${recordType}/${id}`);
  }

  lead(name = "Rao", values: Row = {}): Promise<string> {
    return this.create("Leads", { Last_Name: name, Company: "Harbor", ...values });
  }

  deal(name = "Crane"): Promise<string> {
    return this.create("Deals", { Deal_Name: name, Stage: "Qualification" });
  }

  /** Records that were all created in the running second. */
  async seedAtOnce(count: number, module = "Leads"): Promise<string[]> {
    const { ids } = await this.zoho.control("POST", "seed", { module, count, spacingMs: 0 });
    return ids as string[];
  }
}

/** The same with an instance for each test, in which flows are deployed. */
export class LiveScene extends Scene {
  platform!: Platform;

  constructor() {
    super();
    afterEach(() => this.platform.stop());
  }

  override async fresh(
    options: Row = {},
    platformOptions?: Parameters<typeof Platform.start>[0],
  ): Promise<void> {
    await super.fresh(options);
    await this.restartPlatform(platformOptions);
  }

  /** An instance that knows nothing of the one before. */
  async restartPlatform(options?: Parameters<typeof Platform.start>[0]): Promise<void> {
    await this.platform?.stop();
    this.platform = await Platform.start(options);
  }

  /** Lets every notification that is due arrive, and the executions that it starts end. */
  settled(...flows: readonly LiveFlow[]): Promise<void> {
    return settled(this.zoho, ...flows);
  }
}
