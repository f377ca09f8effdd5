/**
 * What of the page's state is in its address, so that it can be shared: the filter. Nothing else may ever be put there, least
 * of all a token or an id.
 */

/** The filter that the address asks for. */
export function filterInAddress(): string {
  return new URLSearchParams(location.hash.slice(1)).get("filter") ?? "";
}

/** Puts the filter into the address. */
export function putFilter(filter: string): void {
  const hash = filter === "" ? "" : `#${new URLSearchParams({ filter })}`;
  history.replaceState(null, "", location.pathname + location.search + hash);
}
