import { oauth2 } from "./oauth2";
import { zohoSelfClient } from "./zohoSelfClient";
import { zohoTemplatedConnection } from "./zohoTemplatedConnection";

export const connections = [zohoTemplatedConnection, oauth2, zohoSelfClient];
