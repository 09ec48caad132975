const user = { name: "Ana Sousa", id: "4876876000000327001" };

/** What Zoho answers to the creation of one record. */
export const createdResult = [
  {
    code: "SUCCESS",
    details: {
      Modified_Time: "2026-01-01T10:00:00+05:30",
      Modified_By: user,
      Created_Time: "2026-01-01T10:00:00+05:30",
      id: "4876876000001234001",
      Created_By: user,
      $approval_state: "approved",
    },
    message: "record added",
    status: "success",
  },
];

/** What Zoho answers to the update of one record. */
export const updatedResult = [
  {
    code: "SUCCESS",
    details: {
      Modified_Time: "2026-01-02T09:30:00+05:30",
      Modified_By: user,
      Created_Time: "2026-01-01T10:00:00+05:30",
      id: "4876876000001234001",
      Created_By: user,
    },
    message: "record updated",
    status: "success",
  },
];

/** What Zoho answers to a new attachment. */
export const attachedResult = [
  {
    code: "SUCCESS",
    details: {
      Modified_Time: "2026-01-02T09:30:00+05:30",
      Modified_By: user,
      Created_Time: "2026-01-02T09:30:00+05:30",
      id: "4876876000001256001",
      Created_By: user,
    },
    message: "attachment uploaded successfully",
    status: "success",
  },
];

/** What Zoho answers to the deletion of one record. */
export const removedResult = [
  {
    code: "SUCCESS",
    details: { id: "4876876000001234001" },
    message: "record deleted",
    status: "success",
  },
];
