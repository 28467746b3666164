/* What the table and the cards share: memory by key, roving focus, picking, hover shared with the map.
   Text is set by textContent alone. */
const HOVER = "mutu:hover";
const memory = (window.mutuRows = window.mutuRows || new Map()); // key → {selected, turn, top, order}; outlives a remount

function remembered(key) {
  if (!memory.has(key)) memory.set(key, { selected: null, turn: 0, top: 0, order: null });
  return memory.get(key);
}

function make(tag, className, text) {
  const element = document.createElement(tag);
  if (className) element.className = className;
  if (text !== undefined && text !== null) element.textContent = text;
  return element;
}

function chip(code, word) {
  return make("span", `chip chip-${code}`, word);
}

/** Brings an element into its own box; the page itself stays where it is. */
function reveal(box, element, head = 0) {
  const top = element.offsetTop - head, bottom = element.offsetTop + element.offsetHeight;
  if (top < box.scrollTop) box.scrollTop = top;
  else if (bottom > box.scrollTop + box.clientHeight) box.scrollTop = bottom - box.clientHeight;
}

/** One row can be reached by Tab, arrows move among them, Enter and Space pick; `items` asks for the rows in order. */
function rove(box, items, pick, head = () => 0) {
  const focus = (item) => {
    for (const other of items()) other.tabIndex = -1;
    item.tabIndex = 0;
    item.focus({ preventScroll: true });
    reveal(box, item, head());
  };
  box.addEventListener("keydown", (event) => {
    const all = items(), at = all.indexOf(event.target.closest("[data-id]"));
    if (at < 0) return;
    const page = Math.max(1, Math.floor(box.clientHeight / all[0].offsetHeight) - 1);
    const to = { ArrowDown: at + 1, ArrowUp: at - 1, PageDown: at + page, PageUp: at - page, Home: 0, End: all.length - 1 };
    if (event.key in to) focus(all[Math.max(0, Math.min(all.length - 1, to[event.key]))]);
    else if (event.key === "Enter" || event.key === " ") pick(all[at]);
    else return;
    event.preventDefault();
  });
  box.addEventListener("click", (event) => {
    const item = event.target.closest("[data-id]");
    if (!item || getSelection().toString()) return;
    focus(item);
    pick(item);
  });
}

function mark(items, state) {
  for (const item of items) item.setAttribute("aria-selected", String(item.dataset.id === state.selected));
  const reachable = items.find((i) => i.dataset.id === state.selected) || items[0];
  for (const item of items) item.tabIndex = item === reachable ? 0 : -1;
  return reachable;
}

/** Tells the map which parcels lie under the pointer and lights the rows of the parcel under the map's pointer. */
function shareHover(box, items) {
  let last = "";
  const tell = (ids) => {
    if (ids === last) return;
    last = ids;
    const detail = { ids: ids ? ids.split(" ").map(Number) : [], from: "list" };
    window.dispatchEvent(new CustomEvent(HOVER, { detail }));
  };
  box.addEventListener("pointerover", (event) => tell(event.target.closest("[data-id]")?.dataset.parcels || ""));
  box.addEventListener("focusin", (event) => tell(event.target.closest("[data-id]")?.dataset.parcels || ""));
  box.addEventListener("pointerleave", () => tell(""));
  window.addEventListener(HOVER, function light(event) {
    if (!box.isConnected) return window.removeEventListener(HOVER, light);
    if (event.detail.from !== "map") return;
    const ids = new Set(event.detail.ids.map(String));
    for (const item of items()) item.classList.toggle("lit", item.dataset.parcels.split(" ").some((id) => ids.has(id)));
  });
}

/** Carries out a numbered command of Python once, else restores what this key showed last. */
function restore(box, items, state, command, head = 0) { // head: height of what sticks at the top
  const fresh = command.turn > state.turn;
  if (fresh) Object.assign(state, { turn: command.turn, selected: command.id });
  const item = mark(items, state);
  box.scrollTop = state.top;
  const seen = item && item.offsetTop - head >= box.scrollTop && item.offsetTop + item.offsetHeight <= box.scrollTop + box.clientHeight;
  if (fresh && state.selected !== null && item?.dataset.id === state.selected && !seen)
    box.scrollTop = item.offsetTop - (box.clientHeight - item.offsetHeight) / 2;
  box.addEventListener("scroll", () => { state.top = box.scrollTop; }, { passive: true });
}

/** Puts the new box where the old one was; the focus stays on the same row. */
function swap(parent, box) {
  const old = parent.querySelector(".box");
  const focused = parent.activeElement?.closest?.("[data-id]")?.dataset.id;
  old?.remove();
  parent.append(box);
  if (focused) [...box.querySelectorAll("[data-id]")].find((i) => i.dataset.id === focused)?.focus({ preventScroll: true });
}
