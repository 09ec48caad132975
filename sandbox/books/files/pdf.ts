const escapeText = (text: string): string =>
  text.replace(/[\\()]/g, "\\$&").replace(/[^\x20-\x7e]/g, "?");

function pageObjects(lines: readonly string[]): string[] {
  const texts = lines.map((line) => `(${escapeText(line)}) Tj T*`).join("\n");
  const content = `BT /F1 12 Tf 14 TL 72 770 Td\n${texts}\nET`;
  return [
    "<< /Type /Catalog /Pages 2 0 R >>",
    "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << /Font << /F1 5 0 R >> >> >>",
    `<< /Length ${content.length} >>\nstream\n${content}\nendstream`,
    "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
  ];
}

/** A valid one-page PDF with these lines of text. */
export function makePdf(lines: readonly string[]): Buffer {
  let text = "%PDF-1.4\n";
  const offsets = pageObjects(lines).map((object, index) => {
    const offset = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return offset;
  });
  const start = text.length;
  const entries = offsets.map((offset) => `${String(offset).padStart(10, "0")} 00000 n \n`);
  text += `xref\n0 ${offsets.length + 1}\n0000000000 65535 f \n${entries.join("")}`;
  text += `trailer\n<< /Size ${offsets.length + 1} /Root 1 0 R >>\nstartxref\n${start}\n%%EOF\n`;
  return Buffer.from(text, "latin1");
}
