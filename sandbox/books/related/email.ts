import { asText } from "../effects/effects";
import { requiredMissing } from "../errors";
import { readRecord } from "../records/body";
import { requireRecord } from "../records/find";
import { type BooksHandler, success } from "../request";
import type { RecordType } from "../schema/recordType";

/** The reply to sending, and the status that it gives a draft. */
const MAILED: Record<string, { message: string; status?: string }> = {
  invoices: { message: "Your invoice has been sent.", status: "sent" },
  estimates: { message: "Your quote has been sent.", status: "sent" },
  retainerinvoices: { message: "Your retainer invoice has been sent.", status: "sent" },
  salesorders: { message: "Your sales order has been sent.", status: "open" },
  purchaseorders: { message: "Your purchase order has been sent.", status: "open" },
};

/** `GET /<type>/{id}/email`: a preview of the mail (facts 8). */
export const previewEmail =
  (type: RecordType): BooksHandler =>
  (state, request) => {
    const { values, id } = requireRecord(state, request, type);
    const number = asText(values[type.number?.field ?? ""]) || id;
    const name = asText(values.customer_name) || asText(values.vendor_name);
    return success("success", {
      data: {
        subject: `${type.label} ${number} from ${request.organization.profile.name}`,
        body: `Dear ${name}, please find ${type.label} ${number}.`,
        from_emails: [{ user_name: "Ana", email: "ana@example.test", selected: true }],
        to_contacts: [{ first_name: name, email: asText(values.email), selected: true }],
        attach_pdf: true,
      },
    });
  };

/** `POST /<type>/{id}/email {to_mail_ids, subject, body}`: a draft becomes sent (facts 7, 8). */
export const sendEmail =
  (type: RecordType): BooksHandler =>
  (state, request, clock) => {
    const record = requireRecord(state, request, type);
    const { to_mail_ids } = readRecord(request);
    if (!Array.isArray(to_mail_ids) || to_mail_ids.length === 0) {
      throw requiredMissing("to_mail_ids");
    }
    const isFirst = record.values.is_emailed !== true;
    const { message = "Your email has been sent.", status } = MAILED[type.value] ?? {};
    const isDraft = record.values.status === "draft";
    record.values = {
      ...record.values,
      is_emailed: true,
      ...(isDraft && status && { status }),
    };
    record.modifiedAt = clock.nowSecond();
    return success(message, type.value === "invoices" ? { is_first_email: isFirst } : {});
  };
