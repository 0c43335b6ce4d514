/** Ask: one field, and the answer with its citations. */

import { emptyState } from "../notices.js";
import { t } from "../i18n.js";

export const view = {
  title: "ask.title",
  open(main) {
    main.append(emptyState({ icon: "ask", title: t("ask.title") }));
  },
};
