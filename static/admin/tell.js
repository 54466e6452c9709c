// One press opens the prepared link and notes that it was opened: the link has to follow the press
// itself, since a browser opens another program for nothing else.
for (const form of document.querySelectorAll("form[data-channel]")) {
  form.addEventListener("submit", () => {
    const { link } = form.querySelector("button").dataset;
    if (!link) return;
    const anchor = document.createElement("a");
    anchor.href = link;
    if (link.startsWith("https:")) Object.assign(anchor, { target: "_blank", rel: "noopener" });
    anchor.click();
    form.append(Object.assign(document.createElement("input"), {
      type: "hidden",
      name: "link_opened",
      value: "yes",
    }));
  });
}
