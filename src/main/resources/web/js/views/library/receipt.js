/** What a deletion removed, in words, with the receipt itself to keep. */

import { button, h } from "../../dom.js";
import { moment, number, t } from "../../i18n.js";
import { factList } from "./document.js";

/** Returns the section that shows a receipt. */
export function receiptSection(receipt, name) {
  const gone = receipt.contents.length - receipt.contents_kept.length;
  return h("div.stack", null,
    h("p", null, t(receipt.absent ? "receipt.absent" : "receipt.present")),
    factList([
      [t("receipt.document"), name], [t("receipt.documents"), number(receipt.documents.length)], [t("receipt.passages"), number(receipt.passages)],
      [t("receipt.vectors"), number(receipt.vectors)], [t("receipt.contents"), number(gone)], [t("receipt.deleted"), moment(receipt.deleted_at)],
      [t("receipt.completed"), moment(receipt.completed_at)],
    ]),
    receipt.contents_kept.length > 0 ? h("p.muted", null, t("receipt.kept", { count: receipt.contents_kept.length })) : null,
    receipt.contents_waiting.length > 0 ? h("p.muted", null, t("receipt.waiting", { count: receipt.contents_waiting.length })) : null,
    h("div.row", null, button(t("receipt.download"), { icon: "download", onclick: () => download(`receipt-${receipt.document}.json`, receipt) })));
}

/** How long the browser may take to begin with a download, in ms. */
const BEGIN = 10000;

/** Gives the browser a value to keep, as a JSON file. */
export function download(name, value) {
  const address = URL.createObjectURL(new Blob([`${JSON.stringify(value, null, 2)}\n`], { type: "application/json" }));
  h("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), BEGIN);
}
