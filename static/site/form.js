const form = document.querySelector("form.questions");
const button = form.querySelector("button");
const noNetwork = form.querySelector("#no-network");
const release = () => button.removeAttribute("aria-disabled");
const seconds = (count) => new Promise((end) => setTimeout(end, 1000 * count));

// Any answer will do. Where even that is slow the form goes all the same: it may well arrive.
function isThere() {
  const answer = fetch("/healthz", { method: "HEAD", cache: "no-store" });
  return Promise.race([answer, seconds(8)]).then(() => true, () => false);
}

async function send() {
  button.setAttribute("aria-disabled", "true");
  noNetwork.hidden = navigator.onLine && (await isThere());
  if (!noNetwork.hidden) {
    release();
    return noNetwork.focus();
  }
  form.submit();
  setTimeout(release, 5000); // the network may have failed without a word
}

form.addEventListener("submit", (event) => {
  // The browser's own error would take the place of the form, and of all that was typed.
  event.preventDefault();
  // A second press while the first is under way would only confuse; the server stores once anyway.
  if (button.getAttribute("aria-disabled") !== "true") send();
});
addEventListener("pageshow", release);
document.querySelector(".error-summary")?.focus();
